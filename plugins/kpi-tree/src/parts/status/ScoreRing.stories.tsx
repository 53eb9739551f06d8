import type { ComponentProps } from 'react';
import type { Story } from '../../__testUtils__/csf';
import { ScoreRing } from './ScoreRing';

type Props = ComponentProps<typeof ScoreRing>;

export default { title: 'Status/Score ring', component: ScoreRing };

export const OnTarget: Story<Props> = {
  args: { score: 100, status: 'on-target' },
};
export const AtRisk: Story<Props> = { args: { score: 76, status: 'at-risk' } };
export const OffTarget: Story<Props> = {
  args: { score: 12, status: 'off-target' },
};
export const NoData: Story<Props> = {
  args: { score: null, status: 'no-data' },
};
