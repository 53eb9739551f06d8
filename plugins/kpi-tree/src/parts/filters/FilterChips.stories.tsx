import type { ComponentProps } from 'react';
import type { Story } from '../../__testUtils__/csf';
import { actionsScorecard } from '../../fixtures';
import type { Filters } from '../view/useView';
import { filterChoices } from './filterChoices';
import { FilterChips } from './FilterChips';

type Props = ComponentProps<typeof FilterChips>;

const filters: Filters = {
  streams: ['detect-to-correct'],
  personas: [],
  statuses: ['at-risk', 'off-target'],
  owners: ['group:default/incident-management'],
  tags: ['dora'],
};

export default { title: 'Filters/Chips', component: FilterChips };

export const Several: Story<Props> = {
  args: {
    names: ['streams', 'statuses', 'owners', 'tags'],
    filters,
    choices: filterChoices(actionsScorecard().trees[0].root, filters),
    onChange: () => {},
  },
};
