import { kpiEntity, owners, treeEntity } from '../__testUtils__/entities';
import { FakeSource } from '../__testUtils__/FakeSource';
import { buildDefinitions } from '../definitions/buildDefinitions';
import { hasRecords } from './hasRecords';

/** One that keeps none. */
const other = Object.assign(new FakeSource('other'), { records: undefined });

const sources = new Map([
  ['test', new FakeSource('test')],
  ['other', other],
]);

const names = ['kept', 'other', 'pushed', 'share', 'part', 'neither'];

const definitions = buildDefinitions(
  [
    owners,
    kpiEntity('kept'),
    kpiEntity('other', { source: { id: 'other' } }),
    kpiEntity('pushed', { source: undefined }),
    kpiEntity('share', { source: undefined, formula: 'kept / other' }),
    kpiEntity('part', { source: undefined, formula: 'other / kept' }),
    kpiEntity('neither', { source: undefined, formula: 'other / pushed' }),
    treeEntity('tree', { d2c: names }),
  ],
  sources,
);

it('knows of which KPIs there are records, or of what they are calculated from', () => {
  expect(
    names.filter(name =>
      hasRecords(sources, definitions, definitions.kpi(name)),
    ),
  ).toEqual(['kept', 'share', 'part']);
});
