import type { ComponentProps } from 'react';
import type { Story } from '../../__testUtils__/csf';
import {
  actionsScorecard,
  emptyScorecard,
  portfolioScorecard,
} from '../../fixtures';
import { ScorecardView } from './ScorecardView';

type Props = ComponentProps<typeof ScorecardView>;

export default { title: 'Tree/Scorecard', component: ScorecardView };

export const Service: Story<Props> = {
  args: { scorecard: actionsScorecard() },
};
export const Portfolio: Story<Props> = {
  args: { scorecard: portfolioScorecard() },
};
export const NoTree: Story<Props> = {
  args: { scorecard: emptyScorecard('component:default/lonely') },
};
