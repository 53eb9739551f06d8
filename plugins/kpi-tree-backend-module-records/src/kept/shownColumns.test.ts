import { toPlace } from './shownColumns';

it.each([
  ['/data/exports of desk/incidents.csv line 7', 'incidents.csv line 7'],
  ['incidents.csv line 7', 'incidents.csv line 7'],
  [
    'kpiTree.records.sources[a].sql ops/12',
    'kpiTree.records.sources[a].sql ops/12',
  ],
])('shows of the place %s no directory', (place, shown) => {
  expect(toPlace(place)).toBe(shown);
});
