import type { ComponentProps } from 'react';
import type { Story } from '../../__testUtils__/csf';
import { actionsScorecard } from '../../fixtures';
import { kpisOf } from '../status';
import { Sparkline } from './Sparkline';

type Props = ComponentProps<typeof Sparkline>;

const [kpi] = kpisOf(actionsScorecard().trees[0].root);

export default { title: 'Charts/Sparkline', component: Sparkline };

export const WithTarget: Story<Props> = { args: { node: kpi } };
export const WithoutTarget: Story<Props> = {
  args: { node: { ...kpi, target: null } },
};
export const Nothing: Story<Props> = { args: { node: { ...kpi, spark: [] } } };
