/** KPIs by columns that they do not name, from the records that are kept. */
import { createMockDirectory } from '@backstage/backend-test-utils';
import { RELATION_PART_OF } from '@backstage/catalog-model';
import {
  Breakdown,
  BreakdownColumns,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import fc from 'fast-check';
import request from 'supertest';
import { measures } from './__testUtils__/measures';
import {
  entityOf,
  incidents,
  kpiOf,
  startPortal,
} from './__testUtils__/portal';

jest.setTimeout(120_000);

const directory = createMockDirectory();

const [owners, , tree] = incidents;

const breakdowns = [{ id: 'priority', column: 'priority' }];

/** Each KPI twice: with the breakdown, and without it. */
const kpis = [
  ...Object.entries(measures).flatMap(([name, { spec, source }]) => [
    kpiOf(name, { ...spec, breakdowns }, source),
    kpiOf(`${name}-plain`, spec, source),
  ]),
  kpiOf('between', { unit: 'h' }, { measure: 'timeBetween' }),
];

const shop = (name: string) =>
  entityOf(`Component:${name}`, {
    relations: { 'system:default/shop': RELATION_PART_OF },
  });

const entities = [
  owners,
  ...kpis,
  {
    ...tree,
    spec: {
      ...tree.spec,
      root: {
        ...(tree.spec!.root as object),
        children: kpis.map(({ metadata }) => ({ kpi: metadata.name })),
      },
    },
  },
  entityOf('System:shop'),
  shop('payments'),
  shop('orders'),
];

const FIRST = Date.UTC(2026, 0, 1);
const HOUR = 3_600_000;

/** Incidents in the first months of 2026, some of which are still open. */
const incidentsOf = fc.array(
  fc.record({
    service: fc.constantFrom('payments', 'orders', 'payments|orders'),
    opened: fc.integer({ min: 0, max: 130 * 24 }),
    hours: fc.option(fc.integer({ min: 0, max: 400 })),
    priority: fc.constantFrom('', '1', '2', ' 2 ', '3', 'P|4'),
  }),
  { minLength: 30, maxLength: 120 },
);

type Incident = {
  service: string;
  opened: number;
  hours: number | null;
  priority: string;
};

const header = 'number,service,opened,closed,priority,who,tags';

function write(rows: Incident[]) {
  const lines = rows.map(({ service, opened, hours, priority }, index) => {
    const from = FIRST + opened * HOUR;
    const to =
      hours === null ? '' : new Date(from + hours * HOUR).toISOString();
    return [
      `INC${index}`,
      service,
      new Date(from).toISOString(),
      to,
      priority,
      `Person ${index % 3}`,
      'a|b',
    ].join(',');
  });
  directory.addContent({ 'incidents.csv': [header, ...lines, ''].join('\n') });
}

const source = (more: object = {}) => ({
  id: 'incidents',
  csv: directory.resolve('incidents.csv'),
  key: ['number'],
  entities: { column: 'service', separator: '|', byName: true },
  covers: { from: '2026-01-01', until: 'now' },
  columns: {
    priority: {},
    number: {},
    who: { personal: true },
    tags: { type: 'list', separator: '|' },
  },
  holdBack: { removedShare: 1 },
  ...more,
});

const places = ['component/default/payments', 'system/default/shop', 'all'];

type Portal = Awaited<ReturnType<typeof startPortal>>;

const get = (portal: Portal, path: string, query: object = {}) =>
  request(portal.server).get(`/api/kpi-tree/v1/${path}`).query(query);

const breakdown = async (
  portal: Portal,
  where: string,
  kpi: string,
  query: object,
): Promise<Breakdown> => {
  const { body } = await get(portal, `breakdowns/${where}/${kpi}`, {
    from: '2026-01-01',
    top: 30,
    ...query,
  }).expect(200);
  return body;
};

describe('a breakdown by a column that a KPI does not name', () => {
  let portal: Portal;

  beforeAll(async () => {
    portal = await startPortal({
      source: source(),
      entities,
      kpiTree: { completenessFloor: 0 },
    });
  });

  afterAll(() => portal.stop());

  it('is the one of a KPI that names it', async () => {
    for (const rows of fc.sample(incidentsOf, { numRuns: 3, seed: 2026 })) {
      write(rows);
      expect(await portal.collect()).toMatchObject({ state: 'succeeded' });
      for (const name of Object.keys(measures)) {
        for (const where of places) {
          const declared = await breakdown(portal, where, name, {});
          const found = await breakdown(portal, where, `${name}-plain`, {
            column: 'priority',
          });
          const { by, ...same } = near(inOrder(declared));
          expect(by).toBe('priority');
          expect(inOrder(found)).toEqual({
            ...same,
            kpi: `${name}-plain`,
            title: `${name}-plain`,
            breakdowns: [],
            readAt: expect.any(String),
          });
          expect(declared.classes.some(({ kind }) => kind === 'class')).toBe(
            true,
          );
        }
      }
    }
  });

  it('is offered for the columns that the admin named', async () => {
    const columns = async (kpi: string): Promise<BreakdownColumns> =>
      (await get(portal, `breakdown-columns/${kpi}`).expect(200)).body;
    expect(await columns('count-plain')).toEqual({
      items: [{ name: 'priority' }, { name: 'who', isPersonal: true }],
    });
    expect(await columns('count')).toEqual({
      items: [{ name: 'who', isPersonal: true }],
    });
    expect(await columns('between')).toEqual({ items: [] });
    for (const [query, message] of [
      [
        { column: 'closed' },
        'column is closed: the records of count-plain can be broken down by priority, who',
      ],
      [{ column: 'tags' }, 'column is tags: the records of count-plain'],
      [
        { column: 'priority', by: 'priority' },
        'by is priority and column is priority: use one of them',
      ],
    ] as const) {
      const { body } = await get(
        portal,
        'breakdowns/all/count-plain',
        query,
      ).expect(400);
      expect(body.error.message).toContain(message);
    }
  });

  it('is not known where records are of another time than the value', async () => {
    write([
      { service: 'payments', opened: 0, hours: 1, priority: '1' },
      { service: 'payments', opened: 1, hours: 2, priority: '2' },
    ]);
    await portal.collect();
    await request(portal.server)
      .post('/api/kpi-tree/v1/measurements')
      .send({
        measurements: [
          {
            entityRef: 'component:default/payments',
            kpi: 'count-plain',
            period: '2026-01-01',
            value: 3,
          },
        ],
      });
    const found = await breakdown(portal, places[0], 'count-plain', {
      column: 'priority',
      to: '2026-02-10',
    });
    expect(
      found.classes.map(({ kind, name, values }) => [
        name ?? kind,
        ...values.map(one => one?.value ?? null),
      ]),
    ).toEqual([['unknown', 3, 0]]);
  });
});

describe('a breakdown of records that are not kept', () => {
  const rows: Incident[] = Array.from({ length: 60 }, (_, index) => ({
    service: 'payments',
    // The last one of February ends in it: what is before March reaches no further
    opened: 24 + index * 48,
    hours: 40,
    priority: `${index % 2}`,
  }));

  it('says of which months they are not', async () => {
    write(rows);
    const portal = await startPortal({
      source: source({ keep: { days: 60 } }),
      entities,
    });
    expect(await portal.collect()).toMatchObject({
      state: 'succeeded',
      errors: [],
    });
    // Such as one of the last day of a month, of which nothing is open on it
    const { body: quality } = await get(portal, 'quality').expect(200);
    expect(quality.counts['set-aside']).toBe(undefined);
    for (const name of ['count-plain', 'worst-plain', 'mean-backlog-plain']) {
      const { periods, classes, change } = await breakdown(
        portal,
        'all',
        name,
        {
          column: 'priority',
          before: '2026-02-01',
          after: '2026-04-01',
        },
      );
      expect(periods.map(one => [one.period, one.notKept])).toEqual([
        ['2026-01-01', true],
        ['2026-02-01', true],
        ['2026-03-01', undefined],
        ['2026-04-01', undefined],
        ['2026-05-01', undefined],
      ]);
      const unknown = classes.find(({ kind }) => kind === 'unknown')!;
      const others = classes.filter(one => one !== unknown);
      const valuesIn = (month: number) =>
        others.map(({ values }) => values[month]?.value ?? null);
      expect([name, unknown.values[0]?.value]).toEqual([
        name,
        periods[0].value,
      ]);
      expect([name, unknown.values[2]?.value || null]).toEqual([name, null]);
      expect(valuesIn(0)).toEqual(others.map(() => null));
      expect(valuesIn(2)).toEqual(others.map(() => expect.any(Number)));
      expect(change).toMatchObject({
        limit: name === 'worst-plain' ? 'aggregation' : 'not-kept',
      });
    }
    await portal.stop();
  });

  it('knows no class where nothing is kept', async () => {
    write(rows);
    const portal = await startPortal({
      source: source({ keep: false }),
      entities,
    });
    expect(await portal.collect()).toMatchObject({ state: 'succeeded' });
    expect(
      (await get(portal, 'breakdown-columns/count-plain').expect(200)).body,
    ).toEqual({ items: [] });
    const { body } = await get(portal, 'breakdowns/all/count-plain', {
      column: 'priority',
    }).expect(400);
    expect(body.error.message).toBe(
      'column is priority: there are no kept records by which count-plain can be broken down',
    );
    await portal.stop();
  });
});

describe('a breakdown of records', () => {
  it.each([
    ['kpi-tree.record.read', 'priority', 403, 403],
    ['kpi-tree.record.personal.read', 'who', 403, 200],
    ['kpi-tree.record.personal.read', 'priority', 200, 200],
  ])(
    'without %s by %s is answered with %d',
    async (permission, column, answered, listed) => {
      write([{ service: 'payments', opened: 0, hours: 1, priority: '1' }]);
      const portal = await startPortal({
        source: source(),
        entities,
        denied: [permission],
      });
      await portal.collect();
      await get(portal, 'breakdowns/all/count-plain', { column }).expect(
        answered,
      );
      const { body } = await get(
        portal,
        'breakdown-columns/count-plain',
      ).expect(listed);
      expect(body.items).toEqual(
        listed === 200 ? [{ name: 'priority' }] : undefined,
      );
      // What the KPI names does not need it
      await get(portal, 'breakdowns/all/count').expect(200);
      await portal.stop();
    },
  );
});

/** Those that are as large as each other stand in any order. */
function inOrder(of: Breakdown): Breakdown {
  const key = ({ kind, name }: { kind: string; name?: string }) =>
    `${kind} ${name}`;
  const sorted = <T extends { kind: string; name?: string }>(all: T[]) =>
    [...all].sort((a, b) => (key(a) < key(b) ? -1 : 1));
  return {
    ...of,
    classes: sorted(of.classes),
    change: { ...of.change, parts: sorted(of.change.parts) },
  };
}

/** The same but for the order in which floating-point numbers are added. */
function near<T>(of: T): T {
  if (typeof of === 'number') {
    return expect.closeTo(of, 8);
  }
  if (Array.isArray(of)) {
    return of.map(near) as T;
  }
  return of && typeof of === 'object'
    ? (Object.fromEntries(
        Object.entries(of).map(([key, one]) => [key, near(one)]),
      ) as T)
    : of;
}
