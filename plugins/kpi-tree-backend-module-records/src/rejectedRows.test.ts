import { createMockDirectory } from '@backstage/backend-test-utils';
import { RELATION_PART_OF } from '@backstage/catalog-model';
import { Scorecard, Series } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import request from 'supertest';
import { entityOf, incidents, startPortal } from './__testUtils__/portal';

jest.setTimeout(120_000);

const directory = createMockDirectory();

const minutes = entityOf('Kpi:minutes', {
  metadata: { title: 'Minutes', description: 'Minutes of incidents.' },
  spec: {
    ...incidents[1].spec,
    source: { id: 'incidents', time: 'opened', measure: 'sum', of: 'minutes' },
  },
});
const share = entityOf('Kpi:share', {
  metadata: { title: 'Share', description: 'Minutes by incident.' },
  spec: {
    ...incidents[1].spec,
    source: undefined,
    aggregate: { overTime: 'mean', overEntities: 'mean' },
    formula: 'minutes / incidents',
  },
});
const [owners, counted, tree] = incidents;
const withMinutes = {
  ...tree,
  spec: {
    ...tree.spec,
    root: {
      ...(tree.spec!.root as object),
      children: ['incidents', 'minutes', 'share'].map(kpi => ({ kpi })),
    },
  },
};
const service = (name: string) =>
  entityOf(`Component:${name}`, {
    relations: { 'system:default/shop': RELATION_PART_OF },
  });

describe('rows that cannot be used', () => {
  it('make the periods of the KPIs incomplete in which they would have counted', async () => {
    const write = (...rows: string[]) =>
      directory.addContent({
        'incidents.csv': ['service,opened,minutes', ...rows, ''].join('\n'),
      });
    const good = [
      'payments,2026-02-02T08:00:00Z,10',
      'payments,2026-03-02T08:00:00Z,10',
      'orders,2026-03-09T08:00:00Z,10',
    ];
    write(
      ...good,
      'payments,2026-03-02T09:00:00Z,many',
      'payments,2026-03-20T09:00:00Z,few',
      'orders,2026-03-21T09:00:00Z,none',
      // Nobody knows when
      'orders,yesterday,10',
    );
    const portal = await startPortal({
      source: {
        id: 'incidents',
        csv: directory.resolve('incidents.csv'),
        entities: { column: 'service', byName: true },
        holdBack: { rejectedShare: 1, removedShare: 1 },
      },
      entities: [
        owners,
        counted,
        minutes,
        share,
        withMinutes,
        entityOf('System:shop'),
        service('payments'),
        service('orders'),
      ],
    });
    const rejected = async (path: string, query: object = {}) => {
      const { body } = await request(portal.server)
        .get(`/api/kpi-tree/v1/series/${path}`)
        .query(query)
        .expect(200);
      return Object.fromEntries(
        (body as Series).points.flatMap(({ period: start, rejectedRows }) =>
          rejectedRows ? [[start, rejectedRows]] : [],
        ),
      );
    };
    try {
      expect(await portal.collect()).toMatchObject({
        state: 'succeeded',
        rowsRejected: 4,
      });
      const payments = 'component/default/payments';
      expect(await rejected(`${payments}/minutes`)).toEqual({
        '2026-03-01': 2,
      });
      expect(await rejected(`${payments}/minutes`, { period: 'day' })).toEqual({
        '2026-03-02': 1,
        '2026-03-20': 1,
      });
      expect(await rejected(`${payments}/incidents`)).toEqual({});
      expect(await rejected(`${payments}/share`)).toEqual({ '2026-03-01': 2 });
      for (const scope of ['system/default/shop', 'all']) {
        expect(await rejected(`${scope}/minutes`)).toEqual({
          '2026-03-01': 3,
        });
      }

      // Also beside the value, here of the month before
      const { body } = await request(portal.server)
        .get('/api/kpi-tree/v1/scorecards/system/default/shop')
        .query({ asOf: '2026-04-15' })
        .expect(200);
      expect(
        (body as Scorecard).trees[0].root.children.map(node => [
          'kpi' in node && node.kpi,
          'rejectedRows' in node && node.rejectedRows,
        ]),
      ).toEqual([
        ['incidents', false],
        ['minutes', 3],
        ['share', 3],
      ]);

      // As the source has them now
      write(...good, 'payments,2026-02-02T09:00:00Z,many');
      expect((await portal.collect()).state).toBe('succeeded');
      expect(await rejected(`${payments}/minutes`)).toEqual({
        '2026-02-01': 1,
      });
      portal.catalog.entities = portal.catalog.entities.map(one =>
        one.metadata.name === 'payments'
          ? entityOf('Component:pay', {
              annotations: {
                'kpi-tree.io/formerly': 'component:default/payments',
              },
            })
          : one,
      );
      write(...good, 'pay,2026-02-02T09:00:00Z,many');
      await portal.collect();
      expect(await rejected('component/default/pay/minutes')).toEqual({
        '2026-02-01': 1,
      });
      write(...good);
      await portal.collect();
      expect(await rejected('component/default/pay/minutes')).toEqual({});
    } finally {
      await portal.stop();
    }
  });
});
