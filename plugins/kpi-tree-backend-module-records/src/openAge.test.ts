/**
 * The age of what is open, from a file of tickets through the whole portal: where
 * nothing is open at the end of a period there is no age, and not the last that was known.
 */
import { createMockDirectory } from '@backstage/backend-test-utils';
import { Series } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import request from 'supertest';
import { entityOf, incidents, startPortal } from './__testUtils__/portal';

jest.setTimeout(120_000);

const directory = createMockDirectory();

const [group, kpi, tree] = incidents;

/** The age in days of what is open, judged by month. */
const openAge = {
  ...kpi,
  spec: {
    ...kpi.spec,
    unit: 'd',
    aggregate: { overTime: 'last', overEntities: 'mean' },
    target: 10,
    threshold: 20,
    source: {
      id: 'incidents',
      time: 'opened',
      measure: 'openAge',
      to: 'closed',
    },
  },
};

describe('the age of what is open', () => {
  let portal: Awaited<ReturnType<typeof startPortal>>;

  afterEach(() => portal.stop());

  const points = async (covers: object) => {
    directory.addContent({
      'incidents.csv': [
        'service,opened,closed',
        'payments,2026-01-05T00:00:00Z,2026-01-20T00:00:00Z',
        'payments,2026-02-25T00:00:00Z,2026-03-04T00:00:00Z',
        'payments,2026-03-30T00:00:00Z,2026-04-02T00:00:00Z',
        'payments,2026-04-10T00:00:00Z,2026-04-20T00:00:00Z',
        '',
      ].join('\n'),
    });
    portal = await startPortal({
      source: {
        id: 'incidents',
        csv: directory.resolve('incidents.csv'),
        entities: { column: 'service', byName: true },
        covers,
      },
      entities: [group, openAge, tree, entityOf('Component:payments')],
    });
    expect((await portal.collect()).state).toBe('succeeded');
    const of = async (periodType: string) => {
      const { body } = await request(portal.server)
        .get('/api/kpi-tree/v1/series/component/default/payments/incidents')
        .query({ from: '2026-01-01', to: '2026-05-14', period: periodType })
        .expect(200);
      return (body as Series).points.map(
        ({ period: start, value, status, known }) =>
          `${start.slice(0, 7)} ${value} ${status}${
            known ? ` ${known.days} of ${known.of}` : ''
          }`,
      );
    };
    return { months: await of('month'), quarters: await of('quarter') };
  };

  it('is none at the end of a period in which all was closed', async () => {
    expect(await points({ from: '2026-01-01', until: 'now' })).toEqual({
      months: [
        '2026-01 null no-data',
        '2026-02 4 on-target',
        '2026-03 2 on-target',
        '2026-04 null no-data',
        '2026-05 null no-data',
      ],
      quarters: ['2026-01 2 on-target', '2026-04 null no-data'],
    });
  });

  it('is not known after the last day that the file covers', async () => {
    const { months } = await points({
      from: '2026-01-01',
      until: '2026-04-16',
    });
    expect(months.slice(2)).toEqual([
      '2026-03 2 on-target',
      '2026-04 6 incomplete 15 of 30',
      '2026-05 null no-data',
    ]);
  });
});
