import {
  type KpiSpec,
  KpiTreeBranch,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { boundInForce } from '../arithmetic';
import { boundOverTime, changedFields, DefinitionVersion } from './versions';

const spec: KpiSpec = {
  lifecycle: 'production',
  owner: 'owners',
  personas: [],
  unit: 'h',
  direction: 'lower',
  grain: 'day',
  period: 'month',
  aggregate: { overTime: 'mean', overEntities: 'mean' },
};

let number = 0;
const version = (
  since: string,
  changes: Partial<KpiSpec> = {},
): DefinitionVersion<KpiSpec> => ({
  number: ++number,
  hash: `${number}`,
  since: `${since}T10:00:00.000Z`,
  title: 'MTTR',
  description: 'Mean',
  spec: { ...spec, ...changes },
});

const dateOf = (since: string) => since.slice(0, 10);

/** The target over all versions. */
const targetOver = (versions: DefinitionVersion<KpiSpec>[]) =>
  boundOverTime(
    versions.map(({ since, spec: { target, unit, direction } }) => ({
      since,
      bound: target,
      unit,
      direction,
    })),
    dateOf,
  );

/** The target of the months that begin on some dates. */
const targets = (
  versions: DefinitionVersion<KpiSpec>[],
  ...dates: string[]
) => {
  const target = targetOver(versions);
  return dates.map(date => boundInForce(target, date));
};

describe('boundOverTime', () => {
  it('judges each period by the version in force on its first day', () => {
    expect(
      targets(
        [
          version('2026-01-10', { target: 4 }),
          version('2026-03-15', { target: 3 }),
          version('2026-05-01', { target: 2 }),
        ],
        '2026-02-01',
        '2026-03-01',
        '2026-04-01',
        '2026-05-01',
        '2027-01-01',
      ),
    ).toEqual([4, 4, 3, 2, 2]);
  });

  it('judges by the first what was before the portal knew the KPI', () => {
    expect(
      targets(
        [
          version('2026-01-10', { target: 4 }),
          version('2026-03-15', { target: 3 }),
        ],
        '2025-12-01',
        '2026-01-01',
      ),
    ).toEqual([4, 4]);
  });

  it('leaves dates to the owner who gives them', () => {
    const dated = [{ from: '2020-01-01', value: 1 }];
    expect(
      targetOver([
        version('2026-01-10', { target: 4 }),
        version('2026-03-15', { target: dated }),
      ]),
    ).toBe(dated);
  });

  it('keeps the dates of an older version for its time', () => {
    expect(
      targets(
        [
          version('2026-01-10', {
            target: [
              { from: '2020-01-01', value: 9 },
              { from: '2026-03-01', value: 8 },
              { from: '2026-09-01', value: 7 },
            ],
          }),
          version('2026-05-15', { target: 2 }),
        ],
        '2026-02-01',
        '2026-04-01',
        '2026-06-01',
        '2026-10-01',
      ),
    ).toEqual([9, 8, 2, 2]);
  });

  it('compares nothing across another unit, direction or no target', () => {
    for (const other of [
      { unit: 'min', target: 240 },
      { direction: 'range' as const, target: { min: 1, max: 2 } },
      { target: undefined },
    ]) {
      expect(
        targets(
          [
            version('2026-01-10', other),
            version('2026-03-15', { target: 3 }),
            version('2026-05-15', { target: 2 }),
          ],
          '2026-02-01',
          '2026-04-01',
          '2026-06-01',
        ),
      ).toEqual([3, 3, 2]);
    }
  });

  it('takes the last of several on one day', () => {
    expect(
      targets(
        [
          version('2026-01-10', { target: 4 }),
          version('2026-01-10', { target: 5 }),
          version('2026-01-10', { target: 6 }),
        ],
        '2025-01-01',
        '2026-02-01',
      ),
    ).toEqual([4, 6]);
  });

  it('is what the definition says where it never changed', () => {
    expect(targetOver([version('2026-01-10', { target: 4 })])).toBe(4);
    expect(targetOver([])).toBeUndefined();
  });
});

describe('changedFields', () => {
  it('tells each field with what it was and is', () => {
    expect(
      changedFields(
        version('2026-01-10', {
          target: 4,
          definition: { formula: 'a / b', excludes: 'nothing' },
        }),
        {
          ...version('2026-03-15', {
            threshold: 6,
            definition: { formula: 'a / c', excludes: 'nothing' },
            aggregate: { overTime: 'sum', overEntities: 'mean' },
          }),
          title: 'Mean time to restore',
        },
      ),
    ).toEqual([
      { field: 'spec.aggregate.overTime', from: '"mean"', to: '"sum"' },
      { field: 'spec.definition.formula', from: '"a / b"', to: '"a / c"' },
      { field: 'spec.target', from: '4' },
      { field: 'spec.threshold', to: '6' },
      { field: 'title', from: '"MTTR"', to: '"Mean time to restore"' },
    ]);
  });

  it('tells what changed in a tree, node by node', () => {
    const tree = (...children: KpiTreeBranch['children']) =>
      ({
        ...version('2026-01-10'),
        spec: {
          lifecycle: 'production',
          owner: 'owners',
          root: {
            id: 'it',
            kind: 'goal',
            title: 'IT',
            weight: 1,
            rollup: 'weighted',
            children,
          },
        },
      } as DefinitionVersion);
    const leaf = (kpi: string, weight: number) => ({ kpi, weight });
    expect(
      changedFields(
        tree(leaf('mttr', 1), leaf('mtta', 1), leaf('same', 1)),
        tree(leaf('mttr', 2), leaf('same', 1), leaf('new', 1)),
      ),
    ).toEqual([
      { field: 'it/mtta', from: '{"weight":1}' },
      { field: 'it/mttr', from: '{"weight":1}', to: '{"weight":2}' },
      { field: 'it/new', to: '{"weight":1}' },
    ]);
  });
});
