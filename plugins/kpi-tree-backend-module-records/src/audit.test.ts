/** An audit log, from a file through the whole portal to the tickets behind a number. */
import { createMockDirectory } from '@backstage/backend-test-utils';
import { RecordPage, Series } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import request from 'supertest';
import {
  entityOf,
  incidents,
  kpiOf,
  startPortal,
} from './__testUtils__/portal';

jest.setTimeout(120_000);

const directory = createMockDirectory();

const [owners, counted, tree] = incidents;

const meanOf = (name: string, spec: object, source: object) =>
  kpiOf(
    name,
    { aggregate: { overTime: 'mean', overEntities: 'mean' }, ...spec },
    source,
  );

const kpis = [
  counted,
  meanOf(
    'waiting',
    { unit: 'h' },
    {
      time: 'closed',
      measure: 'mean',
      of: { timeIn: { where: { state: 'Awaiting User' } } },
    },
  ),
  meanOf(
    'responded',
    { unit: '%', direction: 'higher', target: 95, threshold: 90 },
    {
      time: 'opened',
      measure: 'ratio',
      numerator: {
        timeToFirst: { from: 'opened', where: { $not: { state: 'New' } } },
        atMost: 4,
        unit: 'h',
      },
    },
  ),
];

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
  entityOf('Component:payments'),
];

/** A day and an hour of March, as the file writes it. */
const at = (time: string) => `${time.slice(0, 2)}/03/2026 ${time.slice(3)}`;

const write = (waitedFrom: string) =>
  directory.addContent({
    'incidents.csv': [
      'number,state,opened,updated,closed,service',
      ...[
        ['INC45', 'New', '01 08:00', '01 08:10', '05 12:00'],
        ['INC45', 'Awaiting user', '01 08:00', waitedFrom, '05 12:00'],
        ['INC45', 'Awaiting user', '01 08:00', '02 09:00', '05 12:00'],
        ['INC45', 'Resolved', '01 08:00', '02 11:00', '05 12:00'],
        ['INC45', 'Closed', '01 08:00', '05 12:00', '05 12:00'],
        ['INC47', 'New', '02 08:00', '02 08:00', '06 10:00'],
        ['INC47', 'Active', '02 08:00', '02 20:00', '06 10:00'],
        ['INC47', 'Awaiting user', '02 08:00', '03 08:00', '06 10:00'],
        ['INC47', 'Closed', '02 08:00', '03 14:00', '06 10:00'],
        ['INC57', 'New', '03 08:00', '03 08:00', ''],
        ['INC57', 'Awaiting user', '03 08:00', '03 09:00', ''],
      ].map(([number, state, ...times]) =>
        [
          number,
          state,
          ...times.map(time => (time ? at(time) : '?')),
          'payments',
        ].join(','),
      ),
      '',
    ].join('\n'),
  });

const time = { type: 'time', format: '%d/%m/%Y %H:%M' };

describe('an audit log', () => {
  let portal: Awaited<ReturnType<typeof startPortal>>;

  afterEach(() => portal.stop());

  const march = async (kpi: string) => {
    const path = `component/default/payments/${kpi}`;
    const { body } = await request(portal.server)
      .get(`/api/kpi-tree/v1/series/${path}`)
      .query({ from: '2026-03-01', to: '2026-03-31' })
      .expect(200);
    const { body: page } = await request(portal.server)
      .get(`/api/kpi-tree/v1/records/${path}`)
      .query({ period: '2026-03-01' })
      .expect(200);
    return {
      value: (body as Series).points[0].value,
      records: (page as RecordPage).items.map(({ value, cells }) => [
        cells[0],
        value,
      ]),
    };
  };

  it('says how long tickets were in a state, and which they are', async () => {
    write('01 10:00');
    portal = await startPortal({
      source: {
        id: 'incidents',
        csv: directory.resolve('incidents.csv'),
        key: ['number'],
        version: 'updated',
        missing: ['?'],
        columns: { opened: time, updated: time, closed: time },
        entities: { column: 'service', byName: true },
        covers: { from: '2026-03-01', until: 'now' },
        holdBack: { removedShare: 1 },
      },
      entities,
    });
    expect(await portal.collect()).toMatchObject({
      state: 'succeeded',
      errors: [],
    });
    expect(await march('incidents')).toMatchObject({ value: 3 });
    expect(await march('waiting')).toEqual({
      value: 15.5,
      records: [
        ['INC45', 25],
        ['INC47', 6],
      ],
    });
    const { value, records } = await march('responded');
    expect(value).toBeCloseTo(200 / 3, 9);
    expect(records).toEqual([
      ['INC47', 0],
      ['INC45', 100],
      ['INC57', 100],
    ]);
    // Only an earlier change of the ticket is another
    write('01 15:00');
    await portal.collect();
    expect(await march('waiting')).toEqual({
      value: 13,
      records: [
        ['INC45', 20],
        ['INC47', 6],
      ],
    });
  });
});
