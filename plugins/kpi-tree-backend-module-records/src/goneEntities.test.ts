import { createMockDirectory } from '@backstage/backend-test-utils';
import { Entity, RELATION_PART_OF } from '@backstage/catalog-model';
import { entityOf, incidents, startPortal } from './__testUtils__/portal';

jest.setTimeout(120_000);

const directory = createMockDirectory();

/** Two incidents of payments and one of orders in each of three months. */
const rows = ['02', '03', '04'].flatMap(month => [
  `payments,2026-${month}-02T08:00:00Z`,
  `payments,2026-${month}-05T08:00:00Z`,
  `orders,2026-${month}-09T08:00:00Z`,
]);

const inShop = (name: string, annotations: Record<string, string> = {}) =>
  entityOf(`Component:${name}`, {
    annotations,
    relations: { 'system:default/shop': RELATION_PART_OF },
  });

const shop = entityOf('System:shop');
const optedOut = { 'kpi-tree.io/tree': 'none' };

describe('the past of a scope', () => {
  it.each<[string, string, Entity[]]>(
    // Also on the first day on which the scope is seen
    ['2026-05-16', '2026-05-15'].flatMap(
      (day): [string, string, Entity[]][] => [
        ['was deleted', day, [inShop('orders')]],
        ['was renamed', day, [inShop('orders'), inShop('pay')]],
        [
          'lost its last tree',
          day,
          [inShop('orders'), inShop('payments', optedOut)],
        ],
      ],
    ),
  )(
    'keeps what was measured of a member that %s on %s',
    async (_, asOf, entities) => {
      const csv = ['service,opened', ...rows, ''].join('\n');
      directory.setContent({ 'incidents.csv': csv, data: {} });
      const options = {
        database: directory.resolve('data'),
        source: {
          id: 'incidents',
          csv: directory.resolve('incidents.csv'),
          entities: { column: 'service', byName: true },
        },
        entities: [...incidents, shop, inShop('payments'), inShop('orders')],
      };
      const before = await startPortal(options);
      try {
        expect((await before.collect()).state).toBe('succeeded');
        expect(await before.months('system:shop')).toEqual([3, 3, 3]);
      } finally {
        await before.stop();
      }
      const portal = await startPortal({
        ...options,
        asOf,
        entities: [...incidents, shop, ...entities],
      });
      try {
        // Its rows are no longer anybody's
        const run = await portal.collect();
        expect(run).toMatchObject({ state: 'succeeded', loss: null });
        expect(await portal.months('system:shop')).toEqual([3, 3, 3]);
        expect(await portal.months('component:orders')).toEqual([1, 1, 1]);
      } finally {
        await portal.stop();
      }
    },
  );
});

/** Two, three and one of payments, and one, one and two of checkout, by their keys. */
const byKey = [
  ...['02-03', '02-09', '03-04', '03-11', '03-18', '04-02'].map(
    day => `PAY,2026-${day}T08:00:00Z`,
  ),
  ...['02-05', '03-05', '04-05', '04-06'].map(
    day => `CHK,2026-${day}T08:00:00Z`,
  ),
];

describe('a Component that is renamed and keeps its key', () => {
  const annotated = (name: string, key: string) =>
    inShop(name, { 'acme.com/csv': key });
  const owned = (name: string, key: string) =>
    inShop(name, { 'kpi-tree.io/source.incidents': key });
  const moved = annotated('payments', 'PAY');
  moved.metadata = { ...moved.metadata, namespace: 'emea', uid: 'moved' };
  const annotation = { annotation: 'acme.com/csv' };
  const mapped = (ref: string) => ({
    map: { PAY: ref, CHK: 'component:default/checkout' },
  });

  it.each<[string, Entity[], Entity[], object, object, string]>([
    [
      'in an annotation',
      [annotated('payments', 'PAY'), annotated('checkout', 'CHK')],
      [annotated('payments-core', 'PAY'), annotated('checkout', 'CHK')],
      annotation,
      annotation,
      'component:payments-core',
    ],
    [
      'for one KPI',
      [owned('payments', 'PAY'), owned('checkout', 'CHK')],
      [owned('payments-core', 'PAY'), owned('checkout', 'CHK')],
      {},
      {},
      'component:payments-core',
    ],
    [
      'in the configuration',
      [inShop('payments'), inShop('checkout')],
      [inShop('payments-core'), inShop('checkout')],
      mapped('component:default/payments'),
      mapped('component:default/payments-core'),
      'component:payments-core',
    ],
    [
      'in an annotation, and moves to another namespace',
      [annotated('payments', 'PAY'), annotated('checkout', 'CHK')],
      [moved, annotated('checkout', 'CHK')],
      annotation,
      annotation,
      'component:emea/payments',
    ],
  ])(
    '%s has its past, and its System as well',
    async (_, first, later, keys, keysLater, ref) => {
      const csv = ['service,opened', ...byKey, ''].join('\n');
      directory.setContent({ 'incidents.csv': csv, data: {} });
      const start = (entities: Entity[], by: object, asOf: string) =>
        startPortal({
          database: directory.resolve('data'),
          source: {
            id: 'incidents',
            csv: directory.resolve('incidents.csv'),
            entities: { column: 'service', ...by },
          },
          entities: [...incidents, shop, ...entities],
          asOf,
        });
      const before = await start(first, keys, '2026-05-15');
      try {
        expect(await before.collect()).toMatchObject({ rowsRejected: 0 });
        expect(await before.months('component:payments')).toEqual([2, 3, 1]);
        expect(await before.months('system:shop')).toEqual([3, 4, 3]);
      } finally {
        await before.stop();
      }
      const portal = await start(later, keysLater, '2026-05-19');
      try {
        expect(await portal.collect()).toMatchObject({
          state: 'succeeded',
          rowsRejected: 0,
        });
        expect(await portal.months(ref)).toEqual([2, 3, 1]);
        expect(await portal.months('component:checkout')).toEqual([1, 1, 2]);
        expect(await portal.months('system:shop')).toEqual([3, 4, 3]);
      } finally {
        await portal.stop();
      }
    },
  );
});

describe('a Component that names what it was', () => {
  const start = async (csv: string[], entities: Entity[], asOf?: string) => {
    const content = { 'incidents.csv': csv.join('\n') };
    if (asOf) {
      directory.addContent(content);
    } else {
      directory.setContent({ ...content, data: {} });
    }
    return startPortal({
      database: directory.resolve('data'),
      source: {
        id: 'incidents',
        csv: directory.resolve('incidents.csv'),
        entities: { column: 'service', byName: true },
      },
      entities: [...incidents, shop, ...entities],
      ...(asOf ? { asOf } : {}),
    });
  };
  const renamed = inShop('pay', {
    'kpi-tree.io/formerly': 'component:default/payments',
  });

  it.each<[string, string[]]>([
    ['under its old name', rows],
    ['under its new name', rows.map(row => row.replace('payments', 'pay'))],
    ['no more, but for new ones', rows.filter(row => row.startsWith('orders'))],
  ])('keeps its history where the source has its rows %s', async (_, now) => {
    const header = 'service,opened';
    const before = await start(
      [header, ...rows, ''],
      [inShop('payments'), inShop('orders')],
    );
    try {
      expect((await before.collect()).state).toBe('succeeded');
    } finally {
      await before.stop();
    }
    const portal = await start(
      [header, ...now, 'pay,2026-05-02T08:00:00Z', ''],
      [renamed, inShop('orders')],
      '2026-05-16',
    );
    try {
      for (let run = 0; run < 2; run++) {
        expect(await portal.collect()).toMatchObject({
          state: 'succeeded',
          loss: null,
          rowsRejected: 0,
        });
        expect(await portal.months('component:pay')).toEqual([2, 2, 2]);
        expect(await portal.months('system:shop')).toEqual([3, 3, 3]);
      }
    } finally {
      await portal.stop();
    }
  });
});
