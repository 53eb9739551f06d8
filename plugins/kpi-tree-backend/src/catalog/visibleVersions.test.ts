import { DefinitionVersion } from '@internal/kpi-tree';
import { kpiEntity, owners, treeEntity } from '../__testUtils__/entities';
import { buildDefinitions } from '../definitions/buildDefinitions';
import { VisibleDefinitions } from '../definitions/VisibleDefinitions';
import { visibleVersions } from './visibleVersions';

const whole = buildDefinitions(
  [
    owners,
    kpiEntity('mttr'),
    kpiEntity('count'),
    kpiEntity('secret-kpi'),
    treeEntity('tree', { d2c: ['mttr'] }),
  ],
  new Map(),
);

const seen = new VisibleDefinitions(new Map()).of(
  whole,
  ref => ref !== 'kpi:default/secret-kpi',
);

const versions = (specs: object[]) =>
  specs.map(
    (spec, index): DefinitionVersion => ({
      number: index + 1,
      hash: `hash-${index}`,
      since: `2026-01-0${index + 1}T00:00:00.000Z`,
      title: 'Title',
      description: 'Description',
      spec: spec as DefinitionVersion['spec'],
    }),
  );

const treeOf = (...kpis: string[]) => treeEntity('tree', { d2c: kpis }).spec!;

describe('the versions of a definition', () => {
  it('are all there for whoever may read everything', () => {
    const all = versions([treeOf('mttr'), treeOf('mttr', 'secret-kpi')]);
    expect(visibleVersions(whole, all)).toBe(all);
  });

  it('of a tree have no KPI that may not be read, nor that it came and went', () => {
    const found = visibleVersions(
      seen,
      versions([
        treeOf('mttr', 'secret-kpi'),
        treeOf('mttr'),
        treeOf('mttr', 'count', 'secret-kpi'),
      ]),
    );
    expect(found).toMatchObject([
      { number: 1, since: '2026-01-01T00:00:00.000Z' },
      { number: 2, since: '2026-01-03T00:00:00.000Z' },
    ]);
    expect(JSON.stringify(found)).not.toContain('secret');
    expect(found.map(({ spec }) => spec)).toEqual([
      treeOf('mttr'),
      treeOf('mttr', 'count'),
    ]);
  });

  it('of a KPI leave out what was made of another that may not be read', () => {
    const specOf = (more: object) => ({ ...kpiEntity('count').spec, ...more });
    const found = visibleVersions(
      seen,
      versions([
        specOf({ formula: 'mttr * secret_kpi' }),
        specOf({ extends: 'secret-kpi' }),
        specOf({ formula: 'mttr * 2' }),
      ]),
    );
    expect(found).toMatchObject([{ number: 1, spec: { formula: 'mttr * 2' } }]);
  });
});
