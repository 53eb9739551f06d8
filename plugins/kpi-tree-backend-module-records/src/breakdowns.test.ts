/** KPIs by the classes of a column, from a file through the whole portal. */
import { createMockDirectory } from '@backstage/backend-test-utils';
import { RELATION_PART_OF } from '@backstage/catalog-model';
import {
  Breakdown,
  Run,
  Series,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import request from 'supertest';
import {
  entityOf,
  incidents,
  kpiOf,
  startPortal,
} from './__testUtils__/portal';
import { both, measures } from './__testUtils__/measures';

jest.setTimeout(120_000);

const directory = createMockDirectory();

const [owners, , tree] = incidents;

const PRIORITIES = ['1', '2', '3'];

const breakdowns = [{ id: 'priority', column: 'priority' }];

/** Each KPI, and beside it the same of one priority alone. */
const kpis = Object.entries(measures).flatMap(([name, { spec, source }]) => [
  kpiOf(name, { ...spec, breakdowns }, source),
  ...PRIORITIES.map(priority =>
    kpiOf(`${name}-${priority}`, spec, { ...source, where: { priority } }),
  ),
]);

const others = [
  kpiOf(
    'by-list',
    { breakdowns: [{ id: 'tag', column: 'tags' }] },
    { measure: 'count' },
  ),
  kpiOf(
    'by-person',
    { breakdowns: [{ id: 'who', column: 'assigned to' }] },
    { measure: 'count' },
  ),
  kpiOf(
    'by-typo',
    { breakdowns: [{ id: 'typo', column: 'prioriti' }] },
    { measure: 'count' },
  ),
  kpiOf(
    'by-number',
    { breakdowns: [{ id: 'number', column: 'number' }] },
    { measure: 'count' },
  ),
  kpiOf(
    'by-secret',
    { breakdowns: [{ id: 'secret', column: 'closed' }] },
    { measure: 'count' },
  ),
  kpiOf(
    'between',
    { unit: 'h', aggregate: both('mean'), breakdowns },
    { measure: 'timeBetween' },
  ),
];

const shop = (name: string) =>
  entityOf(`Component:${name}`, {
    relations: { 'system:default/shop': RELATION_PART_OF },
  });

const entities = [
  owners,
  ...kpis,
  ...others,
  {
    ...tree,
    spec: {
      ...tree.spec,
      root: {
        ...(tree.spec!.root as object),
        children: [...kpis, ...others].map(({ metadata }) => ({
          kpi: metadata.name,
        })),
      },
    },
  },
  entityOf('System:shop'),
  shop('payments'),
  shop('orders'),
];

/** Some months of incidents, the same each time; one of 10 has no priority. */
function rows(count = 300): string[] {
  return Array.from({ length: count }, (_, i) => {
    const opened = Date.UTC(2026, 0, 1 + ((i * 37) % 130), (i * 7) % 24);
    const hours = ((i * 13) % 90) / 8;
    const closed =
      i % 17 === 5 ? '' : new Date(opened + hours * 3_600_000).toISOString();
    return [
      `INC${i}`,
      i % 11 === 3 ? 'payments|orders' : ['payments', 'orders'][i % 2],
      new Date(opened).toISOString(),
      closed,
      i % 10 === 9 ? '' : PRIORITIES[(i >> 1) % 3],
      `Person ${i}`,
      'a|b',
    ].join(',');
  });
}

const header = 'number,service,opened,closed,priority,assigned to,tags';

const write = (lines: string[]) =>
  directory.addContent({ 'incidents.csv': [header, ...lines, ''].join('\n') });

const source = {
  id: 'incidents',
  csv: directory.resolve('incidents.csv'),
  key: ['number'],
  entities: { column: 'service', separator: '|', byName: true },
  covers: { from: '2026-01-01', until: 'now' },
  columns: {
    priority: {},
    number: {},
    'assigned to': { personal: true },
    tags: { type: 'list', separator: '|' },
  },
  holdBack: { removedShare: 1 },
};

describe('breakdowns of records', () => {
  let portal: Awaited<ReturnType<typeof startPortal>>;
  let run: Run;

  beforeAll(async () => {
    write(rows());
    portal = await startPortal({
      source,
      entities,
      kpiTree: { completenessFloor: 0 },
    });
    run = await portal.collect();
  });

  afterAll(() => portal.stop());

  it('are reported where they cannot be', () => {
    const { state, errors } = run;
    expect(state).toBe('succeeded');
    expect(errors.map(({ message }) => message).sort()).toEqual([
      expect.stringMatching(
        /between cannot be broken down by priority: what timeBetween/,
      ),
      expect.stringMatching(
        /by-list cannot be broken down by tag: tags is a list/,
      ),
      expect.stringMatching(
        /by-person cannot be broken down by who: assigned to is personal/,
      ),
      expect.stringMatching(
        /by-secret cannot be broken down by secret: nobody may see what is in closed/,
      ),
      expect.stringMatching(
        /by-typo cannot be broken down by typo: no row has the column prioriti/,
      ),
    ]);
  });

  const get = async <T>(path: string, query: object = {}): Promise<T> => {
    const { body } = await request(portal.server)
      .get(`/api/kpi-tree/v1/${path}`)
      .query({ from: '2026-01-01', ...query })
      .expect(200);
    return body;
  };
  const breakdown = (where: string, kpi: string, query: object = {}) =>
    get<Breakdown>(`breakdowns/${where}/${kpi}`, query);
  const series = async (where: string, kpi: string) =>
    new Map(
      (await get<Series>(`series/${where}/${kpi}`)).points.map(point => [
        point.period,
        point.value,
      ]),
    );

  const places = ['component/default/payments', 'system/default/shop', 'all'];

  it.each(
    Object.keys(measures).flatMap(name =>
      places.map((where): [string, string] => [name, where]),
    ),
  )(
    'of %s of %s are what is measured of a class alone',
    async (name, where) => {
      const found = await breakdown(where, name);
      const whole = await series(where, name);
      expect(found.periods.map(({ period }) => period)).toEqual([
        '2026-01-01',
        '2026-02-01',
        '2026-03-01',
        '2026-04-01',
        '2026-05-01',
      ]);
      found.periods.forEach(({ period, value }) => {
        expect([period, value]).toEqual([
          period,
          near(whole.get(period) ?? null),
        ]);
      });
      expect(found.classes.map(one => one.name).sort()).toEqual(
        expect.arrayContaining(PRIORITIES),
      );
      expect(found.classes.every(one => one.kind !== 'unknown')).toBe(true);
      for (const priority of PRIORITIES) {
        const alone = await series(where, `${name}-${priority}`);
        const { values } = found.classes.find(one => one.name === priority)!;
        found.periods.forEach(({ period }, index) => {
          expect([priority, period, values[index]?.value ?? null]).toEqual([
            priority,
            period,
            near(alone.get(period) ?? null),
          ]);
        });
      }
    },
  );

  const addingUp = [
    'count',
    'hours',
    'mttr',
    'in-time',
    'backlog',
    'mean-backlog',
    'age',
  ];

  it.each(places)(
    'add up to the whole and to its change in %s',
    async where => {
      for (const name of addingUp) {
        const { addsUp, periods, classes, change } = await breakdown(
          where,
          name,
          {
            top: 1,
          },
        );
        periods.forEach(({ value, weight }, index) => {
          const parts = classes.flatMap(one => one.values[index] ?? []);
          const sum = parts.reduce(
            (all, part) =>
              all +
              (part.value ?? 0) *
                (addsUp === 'values' ? 1 : part.weight / weight),
            0,
          );
          expect([name, index, sum]).toEqual([name, index, near(value ?? 0)]);
        });
        expect([name, classes.length]).toEqual([name, 2]);
        expect(classes[1]).toMatchObject({ kind: 'other' });
        const shares = change.parts.reduce((all, { share }) => all + share!, 0);
        expect([name, shares]).toEqual([name, near(change.change)]);
      }
    },
  );

  it.each(['worst', 'median', 'p90'])('of %s have no shares', async name => {
    const { addsUp, classes, change } = await breakdown('all', name);
    expect(addsUp).toBeNull();
    expect(classes.map(({ share }) => share)).toEqual(classes.map(() => null));
    expect(change).toMatchObject({ limit: 'aggregation' });
    expect(change.parts.every(({ share }) => share === null)).toBe(true);
  });

  it('of more classes than are kept lose nothing', async () => {
    const { classes, periods } = await breakdown('all', 'by-number', {
      top: 30,
    });
    expect(classes).toHaveLength(31);
    periods.forEach(({ value }, index) => {
      const sum = classes.reduce(
        (all, one) => all + one.values[index]!.value!,
        0,
      );
      expect(sum).toBe(value);
    });
  });

  it('of what cannot be broken down are unknown', async () => {
    const found = await breakdown('all', 'by-list');
    expect(found.classes).toMatchObject([{ kind: 'unknown', share: 1 }]);
    expect(found.classes[0].values.map(one => one!.value)).toEqual(
      found.periods.map(({ value }) => value),
    );
  });

  it('follow what is read again', async () => {
    write(rows(299).map(row => row.replace(',1,Person', ',9,Person')));
    await portal.collect();
    const found = await breakdown('all', 'count');
    expect(found.classes.map(one => one.name ?? one.kind).sort()).toEqual([
      '2',
      '3',
      '9',
      'blank',
    ]);
    const whole = await series('all', 'count');
    found.periods.forEach(({ period, value }, index) => {
      expect(value).toBe(whole.get(period) ?? 0);
      expect(
        found.classes.reduce((all, one) => all + one.values[index]!.value!, 0),
      ).toBe(value);
    });
  });
});

/** The same but for the order in which floating-point numbers are added. */
function near(value: number | null): unknown {
  return value === null ? null : expect.closeTo(value, 9);
}
