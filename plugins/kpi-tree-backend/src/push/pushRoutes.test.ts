import request from 'supertest';
import { kpiEntity } from '../__testUtils__/entities';
import { expectToFit } from '../__testUtils__/expectToFit';
import {
  a,
  defaultEntities,
  startBackend,
} from '../__testUtils__/startBackend';

jest.setTimeout(60_000);

describe('the routes that take measurements', () => {
  it('stores what is sent, and lists what it cannot store', async () => {
    const { get, push } = await startBackend();
    const right = { entityRef: a, kpi: 'mttr', period: '2026-04-10', value: 3 };
    const { body } = await push([
      right,
      { ...right, period: '2026-04-11', value: 6, weight: 2 },
      { ...right, entityRef: 'component:default/x' },
      { ...right, kpi: 'x' },
      { ...right, period: '10.4.2026' },
      { ...right, value: '3' },
      { ...right, value: null },
      { ...right, weight: -1 },
      'nonsense',
    ]).expect(200);
    expect(body).toMatchObject({
      rowsRead: 9,
      rowsRejected: 7,
      measurementsWritten: 2,
    });
    expect(body.errors).toContainEqual({
      message:
        'entityRef is "component:default/x", which is not in the catalog or has no KPIs',
      where: 'measurements[2]',
      count: 1,
    });
    expect(body.errors.map((e: { where: string }) => e.where)).toEqual(
      expect.arrayContaining(['measurements[5]', 'measurements[8]']),
    );
    expect(body.rejected.map((r: { row: number }) => r.row).sort()).toEqual([
      2, 3, 4, 5, 6, 7, 8,
    ]);
    expect(body.rejected).toContainEqual({
      row: 5,
      message: 'value is "3": use a number',
    });
    // (3 + 2 * 6) / 3
    const series = await get('/series/component/default/a/mttr');
    expect(series.body).toMatchObject({ source: 'ci' });
    expect(series.body.points[0]).toMatchObject({ value: 5, weight: 3 });
    // The same again changes nothing
    await push([right]).expect(200);
    const again = await get('/series/component/default/a/mttr');
    expect(again.body.points).toEqual(series.body.points);
  });

  it('stores numerators and denominators, and rejects what contradicts itself', async () => {
    const { get, push, importCsv } = await startBackend();
    const on = (day: number, sent: object) => ({
      entityRef: a,
      kpi: 'mttr',
      period: `2026-04-${day}`,
      ...sent,
    });
    const { body } = await push([
      on(10, { numerator: 71, denominator: 4 }),
      on(11, { numerator: 192, denominator: 0 }),
      on(12, { value: 3, weight: 2 }),
      on(13, { value: 3, numerator: 6, denominator: 2 }),
      on(14, { numerator: 6, denominator: 2, weight: 2 }),
      on(15, { numerator: 6 }),
      on(16, { denominator: 2 }),
      on(17, { numerator: '6', denominator: 2 }),
      on(18, { numerator: 6, denominator: null }),
      on(19, { numerator: 1e300, denominator: 1e-300 }),
    ]).expect(200);
    expect(body).toMatchObject({ rowsRead: 10, measurementsWritten: 3 });
    const both = (what: string) =>
      `numerator and denominator cannot be given together with ${what}: use either value and weight, or numerator and denominator`;
    expect(body.rejected).toEqual([
      { row: 3, message: both('value') },
      { row: 4, message: both('weight') },
      { row: 5, message: 'denominator is missing: use a number' },
      { row: 6, message: 'numerator is missing: use a number' },
      { row: 7, message: 'numerator is "6": use a number' },
      { row: 8, message: 'denominator is null: use a number' },
      {
        row: 9,
        message:
          'numerator / denominator is beyond 1.8e308, the largest number there is',
      },
    ]);
    const point = async () =>
      (await get('/series/component/default/a/mttr')).body.points[0];
    // (71 + 192 + 2 * 3) / (4 + 0 + 2)
    expect(await point()).toMatchObject({ value: 269 / 6, weight: 6 });

    const imported = await importCsv(
      `entityRef,kpi,period,numerator,denominator\n${a},mttr,2026-04-10,7,4\n${a},mttr,2026-04-13,3,0\n${a},mttr,2026-04-14,3,\n`,
    ).expect(200);
    expect(imported.body).toMatchObject({
      measurementsWritten: 2,
      rejected: [{ row: 4, message: expect.stringMatching(/^denominator is/) }],
    });
    expect(await point()).toMatchObject({ value: 208 / 6, weight: 6 });
    const mixed = await importCsv(
      `entityRef,kpi,period,value,numerator,denominator\n`,
    ).expect(400);
    expect(mixed.body.error.message).toMatch(/^The first line is "entityRef/);
  });

  it('checks what is sent without storing it, where one asks for that', async () => {
    const { server, get, post } = await startBackend();
    const right = { entityRef: a, kpi: 'mttr', period: '2026-04-10', value: 3 };
    const rows = [right, { ...right, period: '2026-04-31' }];
    const json = await post('/measurements', {
      dryRun: true,
      measurements: rows,
    }).expect(200);
    const csv = await request(server)
      .post('/api/kpi-tree/v1/measurements/import?dryRun=true')
      .set('Content-Type', 'text/csv')
      .send(
        `entityRef,kpi,period,value\n${rows
          .map(row => Object.values(row).join())
          .join('\n')}`,
      )
      .expect(200);
    for (const { body } of [json, csv]) {
      expect(body).toMatchObject({ rowsRejected: 1, measurementsWritten: 1 });
      expect(body.errors[0].message).toMatch(/^period is "2026-04-31"/);
    }
    const series = await get('/series/component/default/a/mttr');
    expect(series.body.points).toEqual([]);
  });

  it('warns of what a source collects, too, and stores it', async () => {
    const { post, push, importCsv } = await startBackend({
      entities: [...defaultEntities, kpiEntity('sent', { source: undefined })],
    });
    const right = { entityRef: a, period: '2026-04-10', value: 3 };
    const measurements = [
      { ...right, kpi: 'mttr' },
      { ...right, kpi: 'mttr', period: '2026-04-11' },
      { ...right, kpi: 'mttr', period: 'never' },
      { ...right, kpi: 'sent' },
    ];
    const warnings = [
      {
        message:
          'mttr is collected from source test, which may replace or remove what is sent: leave out spec.source of the Kpi to keep it',
        count: 2,
      },
    ];
    const dry = await post('/measurements', {
      dryRun: true,
      measurements,
    }).expect(200);
    expect(dry.body).toMatchObject({ measurementsWritten: 3, warnings });
    const json = await push(measurements).expect(200);
    expect(json.body).toMatchObject({ measurementsWritten: 3, warnings });
    expectToFit('/v1/measurements', json.body, 'post');
    const csv = await importCsv(
      `kpi,entityRef,period,value\n${measurements
        .map(({ kpi, period: start }) => [kpi, a, start, 3].join())
        .join('\n')}`,
    ).expect(200);
    expect(csv.body).toMatchObject({ measurementsWritten: 3, warnings });
    const sent = await push([{ ...right, kpi: 'sent' }]).expect(200);
    expect(sent.body).toMatchObject({ measurementsWritten: 1, warnings: [] });
  });

  it('refuses what is sent for a formula, and for no full reference', async () => {
    const { push } = await startBackend({
      entities: [
        ...defaultEntities,
        kpiEntity('half', {
          formula: 'mttr / 2',
          source: undefined,
        }),
      ],
    });
    const right = { entityRef: a, kpi: 'mttr', period: '2026-04-10', value: 3 };
    const { body } = await push([
      { ...right, kpi: 'half' },
      { ...right, entityRef: 'a' },
      { ...right, entityRef: 'Component:default/A' },
      { ...right, entityRef: 'a b' },
    ]).expect(200);
    expect(body).toMatchObject({ measurementsWritten: 0, warnings: [] });
    expect(
      body.rejected.map(({ message }: { message: string }) => message),
    ).toEqual([
      'kpi is "half", which is computed by the formula mttr / 2: send what it is computed from',
      'entityRef is "a": use a full reference such as component:default/a',
      'entityRef is "Component:default/A": use a full reference such as component:default/a',
      'entityRef is "a b": use a full reference such as component:default/a b',
    ]);
  });

  it('lists the first of very many rejected rows, and counts the others', async () => {
    const { importCsv } = await startBackend();
    const rows = Array.from({ length: 10_050 }, () => `x,${a},2026-04-10,1`);
    const { body } = await importCsv(
      `kpi,entityRef,period,value\n${rows.join('\n')}\n`,
    ).expect(200);
    expect(body).toMatchObject({ rowsRead: 10_050, rowsRejected: 10_050 });
    expect(body.errors).toMatchObject([{ where: 'line 2', count: 10_050 }]);
    expect(body.rejected).toHaveLength(10_000);
  });

  it('imports CSV, row by row', async () => {
    const { get, post, importCsv } = await startBackend();
    const csv = [
      'kpi,entityRef,value,period,weight',
      `mttr,${a},3,2026-04-10,`,
      `mttr,${a},6,2026-04-11,2`,
      `mttr,${a},much,2026-04-12,`,
      `mttr,${a},3`,
      `"mttr,${a},3,2026-04-10,`,
    ].join('\r\n');
    const { body } = await importCsv(csv).expect(200);
    expect(body).toMatchObject({ measurementsWritten: 2 });
    expect(body.errors).toHaveLength(3);
    expect(body.errors).toEqual(
      expect.arrayContaining([
        {
          where: 'line 4',
          message: 'value is "much": use a number such as 1234.5',
          count: 1,
        },
        {
          where: 'line 5',
          message: expect.stringMatching(/^the row has 3 columns/),
          count: 1,
        },
      ]),
    );
    expect(body.rejected.map((r: { row: number }) => r.row).sort()).toEqual([
      4, 5, 6,
    ]);
    const series = await get('/series/component/default/a/mttr');
    expect(series.body.points[0]).toMatchObject({ value: 5, weight: 3 });

    const wrong = await importCsv('entity,kpi\n').expect(400);
    expect(wrong.body.error.message).toBe(
      'The first line is "entity,kpi": name the columns entityRef,kpi,period,value,weight once each (weight may be missing), or entityRef,kpi,period,numerator,denominator',
    );
    await post('/measurements/import', {}).expect(400);
  });

  it('says which rows of a request overwrite others, sent or imported', async () => {
    const { get, push, importCsv } = await startBackend();
    const row = (start: string, value: number) => ({
      ...{ entityRef: a, kpi: 'mttr', period: start, value },
    });
    const twice = (count: number, where: string) => ({
      message:
        'An earlier row of the same entity, KPI and period is overwritten: add them up, or leave one out',
      where,
      count,
    });
    const rows = [
      row('2026-04-01', 3),
      row('2026-04-02', 7),
      row('2026-04-01', 4),
      row('2026-04-31', 1),
      row('2026-04-31', 1),
      row('2026-04-01', 5),
    ];
    const sent = await push(rows).expect(200);
    expect(sent.body).toMatchObject({ rowsRead: 6, rowsRejected: 2 });
    expect(sent.body.warnings).toContainEqual(twice(2, 'measurements[2]'));
    const series = await get('/series/component/default/a/mttr?period=day');
    expect(
      series.body.points.map((one: { value: number }) => one.value),
    ).toEqual(expect.arrayContaining([5, 7]));
    const imported = await importCsv(
      [
        'entityRef,kpi,period,value',
        `${a},mttr,2026-04-01,3`,
        `${a},mttr,2026-04-01,4`,
        `${a},mttr,2026-04-02,5`,
        '',
      ].join('\n'),
    ).expect(200);
    expect(imported.body).toMatchObject({ rowsRead: 3, rowsRejected: 0 });
    expect(imported.body.warnings).toContainEqual(twice(1, 'line 3'));
    // What is sent again later corrects what was there
    const again = await push(rows.slice(0, 2)).expect(200);
    expect(again.body.warnings).toEqual(
      expect.not.arrayContaining([twice(1, expect.anything() as string)]),
    );
    expect(again.body.warnings).toHaveLength(1);
  });
});
