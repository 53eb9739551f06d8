/**
 * After any sequence of writes, corrections, deletions, renames, changes of membership,
 * of targets and of the day, what was brought up to date step by step is what comes of
 * calculating everything from the measurements.
 */
import { Entity } from '@backstage/catalog-model';
import { summarise } from '@internal/kpi-tree';
import {
  fromEpochDay,
  ratioOf,
  toEpochDay,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import fc from 'fast-check';
import { Knex } from 'knex';
import { initDatabase, testDatabases } from '../__testUtils__/databases';
import {
  entity,
  kpiEntity,
  owners,
  treeEntity,
} from '../__testUtils__/entities';
import { caller, createHarness } from '../__testUtils__/harness';
import { longProperty } from '../__testUtils__/longProperty';
import {
  expectedNodeCounts,
  expectedScope,
  Known,
  KnownFormula,
  Written,
} from './__testUtils__/recomputation';

jest.setTimeout(900_000);

const databases = testDatabases();
const names = ['a', 'b', 'c', 'd'];
const refs = names.map(name => `component:default/${name}`);
const systems = ['system:default/s', 'system:default/t'];
const kpis = {
  mttr: { overTime: 'mean', overEntities: 'mean' },
  count: { overTime: 'sum', overEntities: 'sum' },
  backlog: { overTime: 'last', overEntities: 'sum' },
  worst: { overTime: 'max', overEntities: 'min' },
  hidden: { overTime: 'sum', overEntities: 'sum' },
} as const;
const measuredNames = Object.keys(kpis) as (keyof typeof kpis)[];
/** Of sums, of what may be missing or zero, of what no tree has, of a formula. */
const formulas = {
  share: {
    formula: '100 * backlog / round(worst)',
    how: 'mean',
    of: ['backlog', 'worst'],
    compute: (backlog: number, worst: number) =>
      (100 * backlog) / Math.round(worst),
  },
  net: {
    formula: 'count - hidden / 4',
    how: 'sum',
    of: ['count', 'hidden'],
    compute: (count: number, hidden: number) => count - hidden / 4,
  },
  both: {
    formula: 'max(share, 0) + net',
    how: 'mean',
    of: ['share', 'net'],
    compute: (share: number, net: number) => Math.max(share, 0) + net,
  },
} as const;
const formulaNames = Object.keys(formulas) as (keyof typeof formulas)[];
const kpiNames = [...measuredNames, ...formulaNames];
const treeNames = kpiNames.filter(name => name !== 'hidden');
const firstDay = toEpochDay('2026-01-01');
const start = new Date('2026-05-15T00:00:00Z');

/** What may happen. */
type Step =
  | {
      do: 'write';
      rows: ({ of: number; kpi: number; day: number } & Written)[];
    }
  | { do: 'delete'; of: number; kpi: number; keepFrom: number }
  | { do: 'erase'; of: number; kpi: number; from: number; days: number }
  | { do: 'move'; of: number; to: number | null }
  | { do: 'retarget'; of: number; kpi: number; target: number | null }
  | { do: 'retargetKpi'; kpi: number; target: number }
  | { do: 'opt'; of: number; out: boolean }
  | { do: 'remove'; of: number }
  | { do: 'rename'; of: number; to: number }
  | { do: 'wait'; days: number };

const which = fc.nat({ max: names.length - 1 });
const measurable = [...refs, ...systems];
const whichMeasurable = fc.oneof(
  { weight: 4, arbitrary: which },
  { weight: 1, arbitrary: fc.nat({ max: measurable.length - 1 }) },
);
const whichMeasured = fc.nat({ max: measuredNames.length - 1 });
const whichKpi = fc.nat({ max: treeNames.length - 1 });
const value = fc.oneof(
  fc.double({ min: -1e3, max: 1e3, noNaN: true }),
  fc.integer({ min: 0, max: 10 }),
);
const target = fc.integer({ min: 1, max: 20 });

/** In quarters, which add up to 0 exactly or not at all. */
const quarters = (min: number, max: number) =>
  fc.integer({ min: 4 * min, max: 4 * max }).map(n => n / 4);

const written: fc.Arbitrary<Written> = fc.oneof(
  fc.record({
    value,
    weight: fc.oneof(
      fc.constant(0),
      fc.double({ min: 0.1, max: 100, noNaN: true }),
    ),
  }),
  fc.record({
    numerator: quarters(-100, 1_000),
    weight: fc.oneof(fc.constant(0), quarters(-2, 40)),
  }),
);

const row = fc
  .tuple(
    fc.record({
      of: whichMeasurable,
      kpi: whichMeasured,
      day: fc.nat({ max: 150 }),
    }),
    written,
  )
  .map(([key, measured]) => ({ ...key, ...measured }));

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('write' as const),
      rows: fc.array(row, { minLength: 1, maxLength: 20 }),
    }),
  },
  fc.record({
    do: fc.constant('delete' as const),
    of: whichMeasurable,
    kpi: whichMeasured,
    keepFrom: fc.nat({ max: 150 }),
  }),
  fc.record({
    do: fc.constant('erase' as const),
    of: whichMeasurable,
    kpi: whichMeasured,
    from: fc.nat({ max: 150 }),
    days: fc.oneof(fc.nat({ max: 40 }), fc.constant(200)),
  }),
  fc.record({
    do: fc.constant('move' as const),
    of: which,
    to: fc.option(fc.nat({ max: systems.length - 1 })),
  }),
  fc.record({
    do: fc.constant('retarget' as const),
    of: which,
    kpi: whichKpi,
    target: fc.option(target),
  }),
  fc.record({ do: fc.constant('retargetKpi' as const), kpi: whichKpi, target }),
  fc.record({
    do: fc.constant('opt' as const),
    of: which,
    out: fc.boolean(),
  }),
  fc.record({ do: fc.constant('remove' as const), of: which }),
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('rename' as const),
      of: which,
      to: which,
    }),
  },
  fc.record({
    do: fc.constant('wait' as const),
    days: fc.integer({ min: 1, max: 40 }),
  }),
);

const zero = { value: 0, weight: 0 };
/** What once came to something else, and would again by rare chance only. */
const found: [Step, boolean][][] = [
  // Members of the first day on which their scopes were seen go on that day
  [
    [
      {
        do: 'write',
        rows: [0, 1, 2, 3].map(of => ({
          of,
          kpi: 1,
          day: 40,
          value: 1 + of,
          weight: 1,
        })),
      },
      true,
    ],
    [{ do: 'remove', of: 0 }, true],
    [{ do: 'opt', of: 1, out: true }, true],
    [{ do: 'move', of: 2, to: 1 }, true],
    [{ do: 'rename', of: 3, to: 1 }, true],
    [{ do: 'wait', days: 1 }, true],
    [{ do: 'remove', of: 0 }, true],
  ],
  [
    [{ do: 'opt', of: 0, out: true }, true],
    [{ do: 'rename', of: 1, to: 0 }, false],
    [
      {
        do: 'write',
        rows: [{ of: 0, kpi: 0, day: 0, value: 0, weight: 0.1 }],
      },
      false,
    ],
  ],
  // The heir of a member that went leaves on the same day
  [
    [{ do: 'rename', of: 2, to: 0 }, true],
    [{ do: 'move', of: 0, to: null }, false],
    [{ do: 'write', rows: [{ of: 0, kpi: 1, day: 0, ...zero }] }, false],
  ],
  // Erased of an heir, with something written to the earlier name
  [
    [{ do: 'rename', of: 3, to: 0 }, true],
    [
      {
        do: 'write',
        rows: [
          { of: 3, kpi: 0, day: 0, ...zero },
          { of: 0, kpi: 0, day: 1, numerator: 0, weight: 0 },
        ],
      },
      false,
    ],
    [{ do: 'erase', of: 0, kpi: 0, from: 0, days: 200 }, false],
  ],
  // The period turns for a formula whose operands are of different entities
  [
    [
      {
        do: 'write',
        rows: [
          { of: 1, kpi: 4, day: 120, ...zero },
          { of: 0, kpi: 1, day: 120, ...zero },
        ],
      },
      true,
    ],
    [{ do: 'wait', days: 17 }, false],
    [{ do: 'write', rows: [{ of: 0, kpi: 0, day: 0, ...zero }] }, false],
  ],
  // The period turns for what was stale before and is after
  [
    [{ do: 'write', rows: [{ of: 0, kpi: 1, day: 0, ...zero }] }, true],
    [{ do: 'wait', days: 17 }, false],
    [{ do: 'write', rows: [{ of: 0, kpi: 0, day: 0, ...zero }] }, false],
  ],
  // It turns twice for a formula of a scope that the measured member has left
  [
    [
      {
        do: 'write',
        rows: [
          { of: 0, kpi: 1, day: 100, ...zero },
          { of: 0, kpi: 4, day: 100, ...zero },
        ],
      },
      true,
    ],
    [{ do: 'wait', days: 1 }, false],
    [{ do: 'move', of: 0, to: 1 }, true],
    [{ do: 'wait', days: 16 }, true],
    [{ do: 'wait', days: 30 }, true],
  ],
  // Measured under a name that another holds, and then taken over in turn by that name
  [
    [{ do: 'rename', of: 0, to: 1 }, false],
    [
      {
        do: 'write',
        rows: [{ of: 0, kpi: 0, day: 0, value: 0, weight: 0.1 }],
      },
      true,
    ],
    [
      {
        do: 'write',
        rows: [
          { of: 2, kpi: 4, day: 0, numerator: 0, weight: 0 },
          { of: 0, kpi: 0, day: 0, numerator: 0, weight: 0 },
        ],
      },
      false,
    ],
    [{ do: 'erase', of: 2, kpi: 4, from: 0, days: 200 }, false],
    [{ do: 'rename', of: 1, to: 0 }, false],
  ],
];

/** The share of a month that has to be known: of some months a day is not enough. */
const FLOOR = 1.5 / 31;

/** A portal in which things happen, and what is known of it outside of it. */
async function openPortal(knex: Knex) {
  const targets = new Map<string, number>();
  const kpiTargets = new Map<string, number>();
  const systemOf = new Map<number, number | null>(
    names.map((_, i) => [i, i % 2]),
  );
  const optedOut = new Set<number>();
  const removed = new Set<number>();
  /** By earlier name, who names it. */
  const formerly = new Map<number, number>();
  /** By earlier name, who has it, and whether another had it since. */
  const held = new Map<number, { to: number; cameAgain: boolean }>();
  const formerNames = (of: number): Record<string, string> => {
    const all = [...formerly].flatMap(([from, to]) =>
      to === of ? [refs[from]] : [],
    );
    return all.length ? { formerly: all.join(', ') } : {};
  };
  const entities = (): Entity[] => [
    owners,
    ...measuredNames.map(name =>
      kpiEntity(name, {
        aggregate: kpis[name],
        target: kpiTargets.get(name) ?? 4,
        threshold: undefined,
      }),
    ),
    ...formulaNames.map(name =>
      kpiEntity(name, {
        formula: formulas[name].formula,
        source: undefined,
        aggregate: {
          overTime: name === 'net' ? 'sum' : 'mean',
          overEntities: formulas[name].how,
        },
        target: kpiTargets.get(name) ?? 4,
        threshold: undefined,
      }),
    ),
    treeEntity('tree', { d2c: treeNames }),
    ...systems.map(ref => entity(`System:${ref.split('/')[1]}`)),
    ...names.flatMap((name, i) =>
      removed.has(i)
        ? []
        : [
            entity(`Component:${name}`, {
              annotations: {
                ...(optedOut.has(i) ? { tree: 'none' } : {}),
                ...formerNames(i),
                ...Object.fromEntries(
                  treeNames.flatMap(kpi => {
                    const own = targets.get(`${i} ${kpi}`);
                    return own === undefined
                      ? []
                      : [[`target.${kpi}`, String(own)]];
                  }),
                ),
              },
              relations:
                systemOf.get(i) === null
                  ? {}
                  : { [systems[systemOf.get(i)!]]: 'partOf' },
            }),
          ],
    ),
  ];
  const h = createHarness(knex, entities());
  h.config.completenessFloor = FLOOR;
  h.state.now = start;
  // It would come in the middle of the next portal on the same database
  h.refresher.refreshSoon = () => {};
  const known = new Known(
    h.state.now,
    formulas as unknown as Record<string, KnownFormula>,
  );
  const membersNow = () =>
    new Map(
      ['all', ...systems].map((scope, index) => [
        scope,
        refs.filter(
          (_, i) =>
            !removed.has(i) &&
            !optedOut.has(i) &&
            (scope === 'all' || systemOf.get(i) === index - 1),
        ),
      ]),
    );
  const look = async () => {
    h.state.entities = entities();
    await h.refreshed();
    known.see(membersNow(), h.state.now);
    // Of two that have a value of a day that holds which is named last
    const given = [...formerly]
      .reverse()
      .sort(([, a], [, b]) => a - b)
      .filter(([from, to]) => {
        const { to: holder, cameAgain } = held.get(from) ?? {};
        const isHolder =
          holder !== undefined &&
          (holder === to ||
            (removed.has(holder) && formerly.get(holder) === to));
        return (
          removed.has(from) && !removed.has(to) && !(isHolder && cameAgain)
        );
      });
    for (const [from, one] of held) {
      if (!removed.has(one.to) && formerly.get(from) !== one.to) {
        held.delete(from);
      } else if (!removed.has(from)) {
        one.cameAgain = true;
      }
    }
    for (const [from, to] of given) {
      known.takeOver(refs[from], refs[to]);
      held.forEach(one => {
        one.to = one.to === from ? to : one.to;
      });
      if (held.get(to)?.to === to) {
        held.delete(to);
      }
      held.set(from, { to, cameAgain: false });
    }
  };
  await look();
  return {
    h,
    known,
    kpiTargets,
    async take(one: Step) {
      switch (one.do) {
        case 'write': {
          const series = await h.measurements.ensureSeries(
            one.rows.map(({ of, kpi }) => ({
              entityRef: measurable[of],
              kpi: measuredNames[kpi],
              grain: 'day' as const,
            })),
          );
          await h.measurements.upsert(
            one.rows.map(r => ({
              seriesId: series.get(
                `${measurable[r.of]} ${measuredNames[r.kpi]} day`,
              )!,
              period: new Date((firstDay + r.day) * 86_400_000)
                .toISOString()
                .slice(0, 10),
              ...('numerator' in r
                ? ratioOf(r.numerator, r.weight)
                : { value: r.value, weight: r.weight }),
            })),
            { source: 'test', at: h.state.now },
          );
          one.rows.forEach(r =>
            known.write(
              measurable[r.of],
              measuredNames[r.kpi],
              firstDay + r.day,
              r,
            ),
          );
          break;
        }
        case 'delete': {
          const [series] = await h.measurements.findSeries({
            entityRefs: [measurable[one.of]],
            kpis: [measuredNames[one.kpi]],
          });
          if (series) {
            const ref = measurable[one.of];
            const kpi = measuredNames[one.kpi];
            const days = known.days(ref, kpi);
            const keep = days.filter(day => day >= firstDay + one.keepFrom);
            await h.measurements.deleteOthers(
              [series.id],
              new Map([[series.id, new Set(keep)]]),
            );
            const until = known.takenUntil(ref, kpi);
            known.keep(
              ref,
              kpi,
              new Set([...keep, ...days.filter(day => day <= until)]),
            );
          }
          break;
        }
        case 'erase': {
          const ref = measurable[one.of];
          const kpi = measuredNames[one.kpi];
          const [from, to] = [one.from, one.from + one.days].map(
            day => firstDay + day,
          );
          const before = known.days(ref, kpi);
          const left = before.filter(day => day < from || day > to);
          // To delete is to ask, and once somebody asks, what was written to an earlier
          // name is the heir's: nothing may be owed to anyone
          const isOwed = [...held.keys()].some(name =>
            measuredNames.some(
              measured => known.days(refs[name], measured).length > 0,
            ),
          );
          if (left.length < before.length && !held.has(one.of) && !isOwed) {
            const { measurements } = await h.deletion.delete(
              await h.contexts.of(caller),
              {
                entityRef: ref,
                kpi,
                from: fromEpochDay(from),
                to: fromEpochDay(to),
                setAside: false,
                dryRun: false,
              },
              () => {},
            );
            expect(measurements).toBe(before.length - left.length);
            known.erase(ref, kpi, new Set(left));
          }
          break;
        }
        case 'move':
          systemOf.set(one.of, one.to);
          break;
        case 'retarget':
          if (one.target === null) {
            targets.delete(`${one.of} ${treeNames[one.kpi]}`);
          } else {
            targets.set(`${one.of} ${treeNames[one.kpi]}`, one.target);
          }
          break;
        case 'retargetKpi':
          kpiTargets.set(treeNames[one.kpi], one.target);
          break;
        case 'opt':
          if (one.out) {
            optedOut.add(one.of);
          } else {
            optedOut.delete(one.of);
          }
          break;
        case 'remove':
          if (removed.has(one.of)) {
            removed.delete(one.of);
          } else {
            removed.add(one.of);
          }
          break;
        case 'rename':
          if (one.of !== one.to) {
            removed.add(one.of);
            removed.delete(one.to);
            formerly.set(one.of, one.to);
          }
          break;
        default:
          h.state.now = new Date(h.state.now.getTime() + one.days * 86_400_000);
      }
    },
    look,
  };
}

/** Equal to 1e-9 of the numbers they are made of. */
function expectClose(actual: unknown, expected: unknown, where: string) {
  if (typeof actual === 'number' && typeof expected === 'number') {
    const size = Math.max(1, Math.abs(actual), Math.abs(expected));
    if (Math.abs(actual - expected) > 1e-9 * size) {
      throw new Error(`${where}: ${actual} is not ${expected}`);
    }
  } else if (actual !== expected) {
    throw new Error(`${where}: ${actual} is not ${expected}`);
  }
}

describe.each(databases.eachSupportedId())('roll-ups on %s', id => {
  it('are what calculating everything again comes to', async () => {
    const knex = await initDatabase(databases, id);
    const tables = [
      'series',
      'measurements',
      'period_values',
      'current',
      'memberships',
      'scope_values',
      'scope_current',
      'rollup_marks',
      'node_marks',
      'entity_nodes',
      'scope_nodes',
      'progress',
      'definition_versions',
      'takeovers',
      'former_names',
      'entity_names',
      'incomplete_measurements',
    ];
    const property = fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(step, fc.boolean()), { minLength: 1, maxLength: 12 }),
        async steps => {
          for (const table of tables) {
            await knex(table).delete();
          }
          const portal = await openPortal(knex);
          for (const [one, look] of steps) {
            await portal.take(one);
            if (look) {
              await portal.look();
            }
          }
          await portal.look();
          const definitions = await portal.h.definitions.get();
          for (const scope of ['all', ...systems]) {
            const stored = await portal.h.rollupStore.readValues(
              [scope],
              kpiNames,
            );
            const scorecard = await portal.h.scorecard(scope);
            const branch = scorecard.trees[0]?.root.children[0];
            if (branch?.members) {
              expectClose(
                JSON.stringify(branch.members),
                JSON.stringify(
                  expectedNodeCounts(
                    portal.known,
                    definitions,
                    portal.h.evaluator,
                    scope,
                    treeNames.map(name => definitions.kpi(name)),
                  ),
                ),
                `distribution of ${scope}`,
              );
            }
            for (const kpi of kpiNames) {
              const expected = expectedScope(
                portal.known,
                definitions,
                portal.h.evaluator,
                scope,
                definitions.kpi(kpi),
              );
              const where = `${kpi} of ${scope}`;
              const values = stored.get(scope)?.get(kpi) ?? [];
              expectClose(
                values.map(v => v.period).join(),
                expected.values.map(v => v.period).join(),
                `periods of ${where}`,
              );
              values.forEach((actual, i) => {
                for (const key of ['value', 'weight', 'counted'] as const) {
                  expectClose(
                    actual[key],
                    expected.values[i][key],
                    `${key} of ${where} in ${actual.period}`,
                  );
                }
                if (actual.period <= expected.period && actual.value !== null) {
                  const { share } = expected.values[i];
                  expectClose(
                    actual.known ? actual.known.days / actual.known.of : 1,
                    share!.days / share!.of,
                    `known of ${where} in ${actual.period}`,
                  );
                }
                for (const key of ['target', 'threshold'] as const) {
                  expectClose(
                    actual.bounds?.[key],
                    expected.values[i].bounds?.[key],
                    `${key} of ${where} in ${actual.period}`,
                  );
                }
              });
              const leaf = scorecard.trees
                .flatMap(tree => tree.root.children[0].children)
                .find(node => node.kpi === kpi);
              // A scope that lost its members has a history, and no state
              if (leaf && (leaf.signals || leaf.value !== null)) {
                const { assessment } = await portal.h.series({ scope, kpi });
                expectClose(
                  JSON.stringify(leaf.signals),
                  JSON.stringify(assessment && summarise(assessment)),
                  `signals of ${where}`,
                );
              }
              if (leaf?.members && leaf.origin === 'members') {
                const { total, noData, ...counts } = leaf.members;
                expectClose(
                  JSON.stringify(counts),
                  JSON.stringify(expected.counts),
                  `counts of ${where}`,
                );
                expectClose(leaf.value, expected.value, `value of ${where}`);
                expectClose(leaf.period, expected.period, `period of ${where}`);
                if (leaf.updatedAt) {
                  const valueIn = new Map(
                    expected.values.map(v => [
                      v.period,
                      v.share && v.share.days < v.share.of * FLOOR
                        ? null
                        : v.value,
                    ]),
                  );
                  leaf.spark?.forEach(([period, shown]) =>
                    expectClose(
                      shown,
                      valueIn.get(period) ?? null,
                      `sparkline of ${where} in ${period}`,
                    ),
                  );
                }
              }
            }
          }
        },
      ),
      {
        ...longProperty(100),
        examples: found.map(steps => [steps]),
      },
    );
    await expect(property).resolves.toBeUndefined();
  });
});
