/**
 * After any sequence of collections and changes of membership, what scopes are made of by
 * class as it was brought up to date step by step is what comes of calculating it from all
 * of their members.
 */
import { Entity } from '@backstage/catalog-model';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { ratioOf } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { Measurement } from '@kpi-tree/backstage-plugin-kpi-tree-node';
import fc from 'fast-check';
import { Knex } from 'knex';
import { initDatabase, testDatabases } from '../__testUtils__/databases';
import { entity, kpiEntity, treeEntity } from '../__testUtils__/entities';
import { FakeSource } from '../__testUtils__/FakeSource';
import { createHarness } from '../__testUtils__/harness';

jest.setTimeout(300_000);

const databases = testDatabases();

const names = ['a', 'b', 'c'];
const systems = ['s', 't'];
const kpis = {
  count: { overTime: 'sum', overEntities: 'sum' },
  mttr: { overTime: 'mean', overEntities: 'mean' },
  worst: { overTime: 'max', overEntities: 'max' },
};
const breakdowns = [
  { id: 'priority', column: 'prio' },
  { id: 'region', column: 'region' },
];

/** Records of a day: what each adds, and of which classes it is. */
type Day = {
  of: number;
  day: string;
  /** Nobody says of which classes they are. */
  isUnknown: boolean;
  records: { hours: number; priority: string; region: string }[];
};

const day: fc.Arbitrary<Day> = fc.record({
  of: fc.nat({ max: names.length - 1 }),
  day: fc.constantFrom('2026-03-01', '2026-03-20', '2026-04-02', '2026-05-03'),
  isUnknown: fc.nat({ max: 4 }).map(n => n === 0),
  records: fc.array(
    fc.record({
      // Of a few, so that values stay the same where classes do not
      hours: fc.constantFrom(2, 2, 2, 5),
      priority: fc.constantFrom('P1', 'P2', ''),
      region: fc.constantFrom('north', 'south'),
    }),
    { minLength: 2, maxLength: 2 },
  ),
});

/** What is there at a step: the days that a source has, and where each entity belongs. */
const step = fc.record({
  days: fc.uniqueArray(day, {
    selector: one => `${one.of} ${one.day}`,
    maxLength: 8,
  }),
  /** Mostly where they were. */
  homes: fc.option(
    fc.array(fc.option(fc.nat({ max: systems.length - 1 })), {
      minLength: names.length,
      maxLength: names.length,
    }),
    { freq: 1 },
  ),
});

type Homes = (number | null)[];

const catalog = (homes: Homes): Entity[] => [
  ...Object.entries(kpis).map(([name, aggregate]) =>
    kpiEntity(name, { aggregate, breakdowns }),
  ),
  treeEntity('tree', { d2c: Object.keys(kpis) }),
  ...systems.map(name => entity(`System:${name}`)),
  ...names.map((name, index) => {
    const home = homes[index];
    return entity(`Component:${name}`, {
      relations:
        home === null ? {} : { [`system:default/${systems[home]}`]: 'partOf' },
    });
  }),
];

function measurements(days: Day[]): Measurement[] {
  return days.flatMap(({ of, day: period, records, isUnknown }) => {
    const about = { entityRef: `component:default/${names[of]}`, period };
    const all = records.map(({ hours }) => hours);
    const by = (
      key: 'priority' | 'region',
      valueOf: (hours: number[]) => { value: number | null; weight: number },
    ) =>
      [...new Set(records.map(one => one[key]))].map(name => ({
        name,
        ...valueOf(
          records.filter(one => one[key] === name).map(({ hours }) => hours),
        ),
      }));
    const sum = (hours: number[]) => hours.reduce((x, y) => x + y, 0);
    const values = {
      count: (hours: number[]) => ({ value: hours.length, weight: 1 }),
      mttr: (hours: number[]) => ratioOf(sum(hours), hours.length),
      worst: (hours: number[]) => ({
        value: Math.max(...hours),
        weight: hours.length,
      }),
    };
    return Object.entries(values).map(([kpi, valueOf]) => ({
      ...about,
      kpi,
      ...valueOf(all),
      ...(isUnknown
        ? {}
        : {
            classes: {
              priority: by('priority', valueOf),
              region: by('region', valueOf),
            },
          }),
    }));
  });
}

describe.each(databases.eachSupportedId())(
  'scopes by class in %s',
  database => {
    it('are kept as they are calculated', async () => {
      await fc.assert(
        fc.asyncProperty(
          fc.array(step, { minLength: 2, maxLength: 4 }),
          async steps => {
            const knex = await initDatabase(databases, database);
            const source = new FakeSource('test', [], true);
            source.holdBack = { removedShare: 1 };
            let homes: Homes = [0, 0, 1];
            const portal = createHarness(knex, catalog(homes), source);
            for (const one of steps) {
              if (one.homes) {
                homes = one.homes;
                portal.state.entities = catalog(homes);
                await portal.collectChanged();
              }
              source.batches = [{ measurements: measurements(one.days) }];
              await portal.collect();
              await compare(knex, portal);
            }
          },
        ),
        { numRuns: 4, seed: 17 },
      );
    });
  },
);

async function compare(
  knex: Knex,
  portal: ReturnType<typeof createHarness>,
): Promise<void> {
  const ask = async (scope: string, kpi: string, by: string) => {
    const { partial, ...answer } = await portal.services.breakdowns.breakdown(
      await portal.context(),
      {
        scope,
        kpi,
        by,
        from: '2026-02-01',
        to: '2026-05-15',
      },
    );
    return { partial, answer };
  };
  // Each value of a scope is kept with what it is made of, by both columns
  const [{ values }] = await knex('scope_values').count({ values: '*' });
  const [{ classes }] = await knex('scope_classes').count({ classes: '*' });
  expect(Number(classes)).toBe(2 * Number(values));
  for (const scope of [
    ...systems.map(name => `system:default/${name}`),
    'all',
  ]) {
    for (const kpi of Object.keys(kpis)) {
      for (const { id } of breakdowns) {
        portal.state.catalogRead = undefined;
        const kept = await ask(scope, kpi, id);
        expect(kept.partial).toBeUndefined();
        // Whose sight may be limited, for them it is calculated
        portal.state.catalogRead = AuthorizeResult.CONDITIONAL;
        const calculated = await ask(scope, kpi, id);
        expect(calculated.partial).toBe(true);
        portal.state.catalogRead = undefined;
        expect([scope, kpi, id, near(kept.answer)]).toEqual([
          scope,
          kpi,
          id,
          calculated.answer,
        ]);
      }
    }
  }
}

/** The same but for the order in which numbers are added. */
function near(of: unknown): unknown {
  if (typeof of === 'number') {
    return expect.closeTo(of, 9);
  }
  if (Array.isArray(of)) {
    return of.map(near);
  }
  return of && typeof of === 'object'
    ? Object.fromEntries(
        Object.entries(of).map(([key, one]) => [key, near(one)]),
      )
    : of;
}
