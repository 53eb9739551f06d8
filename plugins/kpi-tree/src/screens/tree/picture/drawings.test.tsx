import { screen } from '@testing-library/react';
import { drawingOf } from '../../../__testUtils__/drawingOf';
import { renderInPortal } from '../../../__testUtils__/renderInPortal';
import { actionsScorecard } from '../../../fixtures';
import { GoalTreePicture } from './GoalTreePicture';
import { SavedTree } from './SavedTree';
import { usePictureLayout } from './usePictureLayout';

const scorecard = actionsScorecard();
const [tree] = scorecard.trees;
/** All but the goal and what is directly below it, so that the drawing can be read. */
const folded = new Set(tree.root.children.slice(1).map(({ id }) => id));

const Saved = () => {
  const { rows, layout, cards, weights } = usePictureLayout(
    tree,
    tree.root,
    folded,
  );
  return <SavedTree {...{ rows, layout, cards, weights }} />;
};

describe('the picture of a tree', () => {
  it('is saved as the same drawing', async () => {
    await renderInPortal(
      <div data-testid="saved">
        <Saved />
      </div>,
    );
    expect(drawingOf(screen.getByTestId('saved'))).toMatchSnapshot();
  });

  it('has its nodes at the same places on the screen', async () => {
    await renderInPortal(
      <GoalTreePicture
        scorecard={scorecard}
        tree={tree}
        root={tree.root}
        folded={folded}
        onFold={() => {}}
        onOpen={() => {}}
      />,
    );
    const nodes = screen
      .getByRole('tree')
      .querySelectorAll<HTMLElement>('[role="treeitem"]');
    expect(
      [...nodes].map(
        ({ dataset, style: { left, top, width, height } }) =>
          `${dataset.node}: ${[left, top, width, height].join(' ')}`,
      ),
    ).toMatchSnapshot();
  });
});
