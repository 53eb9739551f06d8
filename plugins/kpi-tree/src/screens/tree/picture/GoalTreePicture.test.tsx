import type { Scorecard } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { act, fireEvent, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { useState } from 'react';
import { renderInPortal } from '../../../__testUtils__/renderInPortal';
import { actionsScorecard } from '../../../fixtures';
import { largeScorecard } from '../../../fixtures/largeScorecard';
import { GoalTreePicture } from './GoalTreePicture';

type PictureProps = {
  scorecard: Scorecard;
  onOpen?: (id: string) => void;
};

/** The picture, with what its address would remember. */
const Picture = ({ scorecard, onOpen = () => {} }: PictureProps) => {
  const [folded, setFolded] = useState<ReadonlySet<string>>(new Set());
  const [tree] = scorecard.trees;
  return (
    <GoalTreePicture
      scorecard={scorecard}
      tree={tree}
      root={tree.root}
      folded={folded}
      onFold={setFolded}
      onOpen={node => onOpen(node.id)}
    />
  );
};

const actions = (onOpen?: (id: string) => void) =>
  renderInPortal(<Picture scorecard={actionsScorecard()} onOpen={onOpen} />);

const tree = () => screen.getByLabelText('Goal tree IT Transformation');
// By attribute, as working out the roles of all nodes takes its time
const nodes = () =>
  Array.from(tree().querySelectorAll<HTMLElement>('[role="treeitem"]'));
const queryNode = (title: string) =>
  nodes().find(node =>
    node.getAttribute('aria-label')?.startsWith(`${title}, `),
  );
const node = (title: string) => {
  const found = queryNode(title);
  if (!found) {
    throw new Error(`there is no node ${title}`);
  }
  return found;
};
const focus = (title: string) => act(() => node(title).focus());

describe('the nodes', () => {
  it('are a tree, each at its place', async () => {
    await actions();
    expect(
      screen.getByRole('tree', { name: 'Goal tree IT Transformation' }),
    ).toBe(tree());
    const csf = node('Fast flow of changes');
    expect(csf).toHaveAttribute('aria-level', '2');
    expect(csf).toHaveAttribute('aria-posinset', '2');
    expect(csf).toHaveAttribute('aria-setsize', '3');
    expect(csf).toHaveAttribute('aria-expanded', 'true');
    expect(node('Mean time to restore')).not.toHaveAttribute('aria-expanded');
  });

  it('say everything to those who hear them', async () => {
    await actions();
    expect(
      node('Mean time to restore')
        .getAttribute('aria-label')!
        .replace(/\u00a0/g, ' '),
    ).toBe(
      'Mean time to restore, KPI · Apr 2026, 2.86 h, At risk, Stable, ' +
        'Owner: incident-management, Weight: 2, 40% of Incident management, ' +
        'Target: ≤ 2 h, Score: 78',
    );
    expect(node('IT Transformation')).toHaveAccessibleName(
      'IT Transformation, Goal, Score 82, At risk, 60% measured, Owner: cio-office',
    );
    expect(node('change-failure-rate').getAttribute('aria-label')).toContain(
      'The Kpi change-failure-rate is missing or has mistakes',
    );
  });

  it('are heard with all that is seen of them, in its order', async () => {
    await actions();
    const plain = (text: string | null) => text!.replace(/[\s,]/g, '');
    for (const each of nodes()) {
      expect(plain(each.getAttribute('aria-label'))).toContain(
        plain(each.textContent),
      );
    }
  });

  it('show kind, number, status, trend and coverage', async () => {
    await actions();
    const kpi = within(node('Mean time to restore'));
    expect(kpi.getByText('KPI · Apr 2026')).toBeInTheDocument();
    expect(kpi.getByText(/2\.86\sh/)).toBeInTheDocument();
    expect(kpi.getByText('At risk')).toBeInTheDocument();
    expect(kpi.getByText('Stable')).toBeInTheDocument();
    const goal = within(node('IT Transformation'));
    expect(goal.getByText('Goal')).toBeInTheDocument();
    expect(goal.getByText('Score 82')).toBeInTheDocument();
    expect(goal.getByText('60% measured')).toBeInTheDocument();
  });

  it('show how they stood before', async () => {
    const scorecard = actionsScorecard();
    scorecard.trees[0].root.before = {
      score: 49,
      status: 'off-target',
      coverage: 0.5,
    };
    await renderInPortal(<Picture scorecard={scorecard} />);
    expect(
      within(node('IT Transformation')).getByText('Was 49, off target'),
    ).toBeInTheDocument();
  });

  it('tell owner and weight on demand', async () => {
    await actions();
    fireEvent.mouseOver(node('Incident management'));
    expect(await screen.findByText(/50% of Detect to Correct/)).toBeVisible();
    expect(screen.getByText('Owner')).toBeVisible();
  });
});

describe('folding', () => {
  it('hides what is below a node, and says how much that is', async () => {
    await actions();
    await userEvent.click(screen.getByText('Incident management'));
    expect(queryNode('Mean time to restore')).toBeUndefined();
    expect(node('Incident management')).toHaveAttribute(
      'aria-expanded',
      'false',
    );
    expect(node('Incident management')).toHaveAttribute(
      'aria-label',
      expect.stringMatching(/, 4 folded nodes$/),
    );
    await userEvent.click(screen.getByText('Incident management'));
    expect(node('Mean time to restore')).toBeInTheDocument();
  });

  it('goes down to a level', async () => {
    await actions();
    const user = userEvent.setup();
    await user.click(screen.getByRole('button', { name: 'Levels' }));
    await user.click(screen.getByRole('menuitem', { name: 'Down to level 2' }));
    expect(nodes()).toHaveLength(4);
    await user.click(screen.getByRole('button', { name: 'Levels' }));
    await user.click(screen.getByRole('menuitem', { name: 'All levels' }));
    expect(node('Mean time to restore')).toBeInTheDocument();
  });

  it('begins with as much of a large tree as one can take in', async () => {
    await renderInPortal(<Picture scorecard={largeScorecard()} />);
    expect(nodes()).toHaveLength(11);
    const user = userEvent.setup();
    await user.click(screen.getByText('Value stream 3'));
    expect(nodes().length).toBeGreaterThan(11);
    expect(node('Value stream 1')).toHaveAttribute('aria-expanded', 'false');
  });
});

describe('the keys', () => {
  it('move between nodes, one of which is in the tab order', async () => {
    await actions();
    const user = userEvent.setup();
    focus('IT Transformation');
    expect(nodes().filter(each => each.tabIndex === 0)).toEqual([
      node('IT Transformation'),
    ]);
    await user.keyboard('{ArrowDown}');
    expect(node('Dependable services')).toHaveFocus();
    expect(node('Dependable services').tabIndex).toBe(0);
    expect(node('IT Transformation').tabIndex).toBe(-1);
    await user.keyboard('{ArrowRight}');
    expect(node('Detect to Correct')).toHaveFocus();
    await user.keyboard('{ArrowUp}');
    expect(node('Dependable services')).toHaveFocus();
    await user.keyboard('{End}');
    expect(node('Request to Fulfill')).toHaveFocus();
    await user.keyboard('{ArrowLeft}');
    expect(node('Services that are easy to order')).toHaveFocus();
    await user.keyboard('{Home}');
    expect(node('IT Transformation')).toHaveFocus();
  });

  it('fold, unfold and open', async () => {
    const opened: string[] = [];
    await actions(id => opened.push(id));
    const user = userEvent.setup();
    focus('Incident management');
    await user.keyboard('{ArrowLeft}');
    expect(queryNode('Mean time to restore')).toBeUndefined();
    expect(node('Incident management')).toHaveFocus();
    await user.keyboard('{ArrowRight}{ArrowRight}');
    expect(node('Mean time to restore')).toHaveFocus();
    await user.keyboard('{Enter}');
    expect(opened).toEqual(['incident-management/incident-mttr']);
  });

  it('zoom', async () => {
    await actions();
    const user = userEvent.setup();
    const drawing = tree().parentElement!;
    const scale = () =>
      Number(/scale\((.*)\)/.exec(drawing.style.transform)![1]);
    focus('IT Transformation');
    const before = scale();
    await user.keyboard('+');
    expect(scale()).toBeGreaterThan(before);
    await user.keyboard('-');
    expect(scale()).toBeCloseTo(before);
  });
});

describe('finding', () => {
  it('goes from one match to the next, and unfolds what hides it', async () => {
    await renderInPortal(<Picture scorecard={largeScorecard()} />);
    const user = userEvent.setup();
    expect(queryNode('Process 3.2')).toBeUndefined();
    const field = screen.getByRole('searchbox', { name: 'Find in the tree' });
    await user.click(field);
    await user.paste('process 3');
    expect(screen.getByText('1 of 11')).toBeInTheDocument();
    await user.click(screen.getByRole('button', { name: 'Next match' }));
    expect(screen.getByText('2 of 11')).toBeInTheDocument();
    await user.click(screen.getByRole('button', { name: 'Previous match' }));
    await user.click(screen.getByRole('button', { name: 'Previous match' }));
    expect(screen.getByText('11 of 11')).toBeInTheDocument();
    // The match that is shown is next in the tab order
    expect(
      nodes()
        .filter(each => each.tabIndex === 0)
        .map(each => each.getAttribute('aria-label')),
    ).toEqual([expect.stringMatching(/^Process 8\.3, /)]);
  });

  it('goes on with Enter, and ends with Escape', async () => {
    await actions();
    const user = userEvent.setup();
    const field = screen.getByRole('searchbox', { name: 'Find in the tree' });
    await user.click(field);
    await user.paste('TIME');
    expect(screen.getByText('1 of 4')).toBeInTheDocument();
    await user.keyboard('{Enter}');
    expect(screen.getByText('2 of 4')).toBeInTheDocument();
    await user.keyboard('{Shift>}{Enter}{/Shift}');
    expect(screen.getByText('1 of 4')).toBeInTheDocument();
    await user.keyboard('{Escape}');
    expect(field).toHaveValue('');
  });

  it('says if there is no such node', async () => {
    await actions();
    const field = screen.getByRole('searchbox', { name: 'Find in the tree' });
    fireEvent.change(field, { target: { value: 'nope' } });
    expect(screen.getByText('Not found')).toBeInTheDocument();
  });
});

describe('opening', () => {
  it('opens a KPI by a click', async () => {
    const opened: string[] = [];
    await actions(id => opened.push(id));
    await userEvent.click(screen.getByText('Availability'));
    expect(opened).toEqual(['service-level-management/availability']);
  });
});

describe('saving', () => {
  it('saves all of it as SVG, with title, scope and date', async () => {
    const saved: Blob[] = [];
    const names: string[] = [];
    URL.createObjectURL = blob => `blob:${saved.push(blob as Blob)}`;
    jest
      .spyOn(HTMLAnchorElement.prototype, 'click')
      .mockImplementation(function click(this: HTMLAnchorElement) {
        names.push(this.download);
      });
    await actions();
    const user = userEvent.setup();
    await user.click(
      screen.getByRole('button', { name: 'Save IT Transformation' }),
    );
    await user.click(screen.getByRole('menuitem', { name: 'Picture (SVG)' }));
    expect(names).toEqual([
      'it-transformation-component-default-actions-2026-05-15.svg',
    ]);
    const text = await saved[0].text();
    const drawing = new DOMParser().parseFromString(text, 'image/svg+xml');
    const texts = Array.from(drawing.querySelectorAll('text')).map(
      each => each.textContent,
    );
    expect(texts.slice(0, 2)).toEqual([
      'IT Transformation',
      'component:actions, as of 15 May 2026',
    ]);
    expect(texts).toEqual(
      expect.arrayContaining([
        'Detect to Correct',
        'Mean time to restore',
        'Request to Fulfill',
        'At risk',
        '60% measured',
      ]),
    );
    jest.restoreAllMocks();
  });
});
