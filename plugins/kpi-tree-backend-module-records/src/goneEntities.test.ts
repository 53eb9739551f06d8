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
