import { useState } from 'react';
import type { Story } from '../../../__testUtils__/csf';
import { actionsScorecard } from '../../../fixtures';
import { GoalTreePicture } from '.';

export default { title: 'Tree/Picture', component: GoalTreePicture };

const Picture = () => {
  const [folded, setFolded] = useState<ReadonlySet<string>>(new Set());
  const scorecard = actionsScorecard();
  const [tree] = scorecard.trees;
  return (
    <GoalTreePicture
      scorecard={scorecard}
      tree={tree}
      root={tree.root}
      folded={folded}
      onFold={setFolded}
      onOpen={() => {}}
    />
  );
};

export const Service: Story = { render: () => <Picture /> };
