import type { Story } from '../../__testUtils__/csf';
import { EntityKpiTreeCard, EntityKpiTreeCardProps } from './EntityKpiTreeCard';

export default { title: 'Entity/Card', component: EntityKpiTreeCard };

export const Whole: Story<EntityKpiTreeCardProps> = { args: {} };
export const ScoreOnly: Story<EntityKpiTreeCardProps> = {
  args: { sections: ['score'] },
};
