import {
  a,
  b,
  collect,
  createRequest,
  createSource,
  domain,
  ListRowReader,
} from './__testUtils__/records';

jest.setTimeout(60_000);

const count = { settings: { measure: 'count' } };
const mean = { name: 'mean', settings: { measure: 'mean', of: 'n' } };

describe('a row whose time is blank', () => {
  const restored = { measure: 'count', time: 'restored' };
  const mttr = {
    name: 'mttr',
    settings: {
      measure: 'mean',
      time: 'restored',
      of: { duration: { from: 'at', to: 'restored' } },
    },
  };
  const rows = [
    {
      at: '2026-01-05T08:00:00Z',
      restored: '2026-01-05T10:00:00Z',
      service: 'A',
    },
    { at: '2026-01-06T08:00:00Z', restored: '', service: 'A' },
  ];

  it('has not ended where a KPI of the source says that it ends then', async () => {
    const { errors, rowsRejected, values } = await collect(rows, {
      kpis: [{ settings: restored }, mttr],
    });
    expect(errors).toEqual([]);
    expect(rowsRejected).toBe(0);
    expect(values(a)).toEqual({ '2026-01-01': [1, 1] });
    expect(values(a, 'mttr')).toEqual({ '2026-01-01': [2, 1] });
  });

  it('is no mistake where the filter leaves it out', async () => {
    const { errors, values } = await collect(rows, {
      kpis: [
        { settings: { ...restored, where: { restored: { $exists: true } } } },
      ],
    });
    expect(errors).toEqual([]);
    expect(values(a)).toEqual({ '2026-01-01': [1, 1] });
  });

  it('is a mistake elsewhere', async () => {
    const { errors, rowsRejected } = await collect(rows, {
      kpis: [{ settings: restored }],
    });
    expect(errors).toEqual([
      expect.stringMatching(/^rows line 3: "": restored is blank/),
    ]);
    expect(rowsRejected).toBe(1);
  });
});

describe('entities of a row', () => {
  it('counts a row once for each entity, however often it is named', async () => {
    const { values, errors } = await collect(
      [
        { at: '2026-01-05', service: 'A|B' },
        { at: '2026-01-06', service: ' A | A' },
        { at: '2026-01-07', service: '' },
        { at: '2026-01-08', service: 'A1|A2' },
      ],
      {
        config: {
          entities: {
            column: 'service',
            separator: '|',
            map: { A: [a, a], B: b, A1: a, A2: [a, b] },
            always: [domain, domain],
          },
        },
      },
    );
    expect(errors).toEqual([]);
    expect(values(a)).toEqual({ '2026-01-01': [3, 1] });
    expect(values(b)).toEqual({ '2026-01-01': [2, 1] });
    expect(values(domain)).toEqual({ '2026-01-01': [4, 1] });
  });

  it('names what is mapped to nothing, unless that is meant', async () => {
    const { values, errors } = await collect(
      [
        { at: '2026-01-05', service: 'A|C' },
        { at: '2026-01-06', service: 'Visit www' },
      ],
      {
        config: {
          entities: {
            column: 'service',
            separator: '|',
            map: { A: a },
            ignore: ['Visit www'],
          },
        },
      },
    );
    expect(errors).toEqual([
      'rows line 2: service names "C", which is not an entity: add it to kpiTree.records.sources[test].entities.map or kpiTree.records.sources[test].entities.ignore',
    ]);
    expect(values(a)).toEqual({ '2026-01-01': [1, 1] });
  });

  it('names a mapped entity that does not exist', async () => {
    const { values, errors } = await collect(
      [{ at: '2026-01-05', service: 'A|B' }],
      {
        config: {
          entities: {
            column: 'service',
            separator: '|',
            map: { A: a, B: 'system:default/gone' },
          },
        },
      },
    );
    expect(errors).toEqual([
      'kpiTree.records.sources[test].entities names system:default/gone, which is not in the catalog or has no KPIs: correct its name, or attach a KPI tree',
    ]);
    expect(values(a)).toEqual({ '2026-01-01': [1, 1] });
  });

  it('finds an entity by the key of its annotation, for that KPI', async () => {
    const { values, errors } = await collect(
      [{ at: '2026-01-05', service: 'ci-4711' }],
      {
        kpis: [count, { ...count, name: 'other' }],
        request: {
          entities: [
            { entityRef: b, keys: { kpi: 'ci-4711' } },
            { entityRef: domain, keys: {} },
            { entityRef: a, keys: {} },
          ],
        },
      },
    );
    expect(errors).toEqual([]);
    expect(values(b, 'kpi')).toEqual({ '2026-01-01': [1, 1] });
    expect(values(b, 'other')).toEqual({});
  });

  it('gives no annotation the rows of a name that is another’s', async () => {
    const { values, errors } = await collect(
      [
        { at: '2026-01-05', service: 'A' },
        { at: '2026-01-06', service: 'CI 1' },
        { at: '2026-01-07', service: 'CI 2' },
      ],
      {
        kpis: [count, { ...count, name: 'other' }],
        config: { entities: { column: 'service', map: { A: a } } },
        request: {
          entities: [
            { entityRef: a, keys: { kpi: 'CI 1' } },
            { entityRef: b, keys: { kpi: 'A', other: 'CI 1' } },
            { entityRef: domain, keys: { kpi: 'CI 2' } },
          ],
        },
      },
    );
    expect(values(a, 'kpi')).toEqual({ '2026-01-01': [1, 1] });
    expect(values(domain, 'kpi')).toEqual({ '2026-01-01': [1, 1] });
    expect([values(b, 'kpi'), values(b, 'other')]).toEqual([{}, {}]);
    expect(errors).toEqual([
      expect.stringMatching(/source\.kpi\] is "CI 1", which another entity/),
      expect.stringMatching(/source\.other\] is "CI 1", which another entity/),
      expect.stringMatching(/source\.kpi\] is "A", which .*\.map assigns/),
      'rows line 3: service names "CI 1", which several entities claim, so none of them gets its numbers: map it in kpiTree.records.sources[test].entities.map, or allow it in kpiTree.records.sources[test].entities.shared',
    ]);
  });
});

describe('coverage', () => {
  const rows = [
    { at: '2026-02-10T12:00:00Z', service: 'A' },
    { at: '2026-04-20T12:00:00Z', service: 'B' },
  ];

  it('reaches from the first row of an entity to the last of all', async () => {
    const { values, coveredUntil } = await collect(rows);
    expect(Object.keys(values(a))).toEqual([
      '2026-02-01',
      '2026-03-01',
      '2026-04-01',
    ]);
    expect(values(b)).toEqual({ '2026-04-01': [1, 1] });
    expect(coveredUntil).toBe('2026-04-20T12:00:00.000Z');
  });

  it('reaches as far as the admin says, and never past now', async () => {
    const { values, coveredUntil } = await collect(rows, {
      config: { covers: { from: '2026-01-01', until: '2026-08-01' } },
    });
    expect(values(a)).toEqual({
      '2026-01-01': [0, 1],
      '2026-02-01': [1, 1],
      '2026-03-01': [0, 1],
      '2026-04-01': [0, 1],
      '2026-05-01': [0, 1],
      '2026-06-01': [0, 1],
    });
    expect(coveredUntil).toBe('2026-06-15T00:00:00.000Z');
  });

  it('leaves out what lies in the future', async () => {
    const { values, coveredUntil, rowsRejected } = await collect(rows, {
      request: { to: new Date('2026-03-01T00:00:00Z') },
    });
    expect(values(a)).toEqual({ '2026-02-01': [1, 1] });
    expect(values(b)).toEqual({});
    expect(coveredUntil).toBe('2026-02-10T12:00:00.000Z');
    expect(rowsRejected).toBe(0);
  });

  it('is none without a row', async () => {
    expect(await collect([])).toMatchObject({
      rowsRead: 0,
      measurements: [],
      coveredUntil: undefined,
    });
  });

  it('cuts periods in the time zone', async () => {
    const { values } = await collect(
      [
        { at: '2026-01-31T23:30:00Z', service: 'A' },
        { at: '2026-01-31T22:30:00Z', service: 'A' },
        { at: '2026-02-01T00:30', service: 'A' },
      ],
      { request: { timeZone: 'Europe/Berlin' } },
    );
    expect(values(a)).toEqual({
      '2026-01-01': [1, 1],
      '2026-02-01': [2, 1],
    });
  });
});

describe('bad rows', () => {
  it('are named with place and value, counted, and cost nothing else', async () => {
    const result = await collect(
      [
        { at: '2026-13-01', service: 'A', n: '1' },
        { at: '2026-02-30T00:00:00Z', service: 'A', n: '1' },
        { at: '', service: 'A', n: '1' },
        { at: '2026-01-05', service: 'A', n: 'many' },
        { at: '2026-01-06', service: 'A', n: '3' },
        { where: 'rows line 7', error: 'The row is no CSV' },
      ],
      { kpis: [count, mean, { ...mean, name: 'mean2' }] },
    );
    expect(result).toMatchObject({ rowsRead: 6, rowsRejected: 5 });
    const noDate =
      'at is not a date from 1900-01-01 to 2199-12-31: use ISO 8601 such as 2026-01-31T08:00:00Z';
    expect(result.errors).toEqual([
      'rows line 7: The row is no CSV',
      `rows line 2: "2026-13-01": ${noDate} (2 rows)`,
      'rows line 4: "": at is blank: give the row a date such as 2026-01-31T08:00:00Z, or leave it out with where: { at: { $exists: true } }',
      'rows line 5: "many": n is not a number: use one such as 12.5',
    ]);
    // The row without a number still counts as a row.
    expect(result.values(a)).toEqual({ '2026-01-01': [2, 1] });
    expect(result.values(a, 'mean')).toEqual({ '2026-01-01': [3, 1] });
  });

  it('says what reads a date of the way in which a spreadsheet writes it', async () => {
    const { errors } = await collect([
      { at: '31.12.2025 08:15', service: 'A' },
    ]);
    expect(errors).toEqual([
      expect.stringMatching(
        /, or say under dates or columns of the source how/,
      ),
    ]);
  });

  it('is one of a date that no calendar here has', async () => {
    const early = ['0000-01-01', '0001-01-01T00:00:00Z', '1899-12-30T00:00'];
    const result = await collect(
      [
        ...early.map(at => ({ at, service: 'A' })),
        { at: '2026-01-06', service: 'A' },
      ],
      { request: { timeZone: 'Europe/Berlin' } },
    );
    expect(result).toMatchObject({ rowsRead: 4, rowsRejected: 3 });
    expect(result.errors).toEqual([
      expect.stringMatching(/^rows line 2: "0000-01-01": .* \(3 rows\)$/),
    ]);
    expect(result.values(a)).toEqual({ '2026-01-01': [1, 1] });
  });

  it('is none that has not ended, however a system writes that', async () => {
    const kpis = [
      {
        name: 'resolved',
        settings: { measure: 'count', time: 'to' },
        spec: { period: 'month' as const },
      },
      {
        name: 'mttr',
        settings: {
          measure: 'mean',
          of: { duration: { from: 'at', to: 'to' } },
        },
      },
      { name: 'backlog', settings: { measure: 'open', to: 'to' } },
      {
        name: 'availability',
        settings: { measure: 'availability', from: 'at', to: 'to' },
      },
    ];
    const openAs = async (to: string) => {
      const { errors, measurements } = await collect(
        [
          { at: '2026-05-01T00:00:00Z', to: '2026-05-01T03:00:00Z' },
          { at: '2026-06-01T00:00:00Z', to },
        ].map(row => ({ ...row, service: 'A' })),
        { kpis, config: { covers: { until: 'now' } } },
      );
      return { errors, measurements };
    };
    const expected = await openAs('9999-12-31');
    expect(expected.errors).toEqual([]);
    expect(
      expected.measurements
        .filter(
          ({ entityRef, period: start }) =>
            entityRef === a && start > '2026-05',
        )
        .map(({ kpi, period: start, value }) => [kpi, start, value]),
    ).toEqual([
      ['resolved', '2026-05-01', 1],
      ['resolved', '2026-06-01', 0],
      ['mttr', '2026-05-01', 3],
      ['backlog', '2026-05-01', 0],
      ['backlog', '2026-06-01', 1],
      ['availability', '2026-05-01', 1 - 3 / 744],
      ['availability', '2026-06-01', 0],
    ]);
    for (const never of [
      '9999-12-31T23:59:59.999Z',
      '9999-12-31 23:59:59',
      '2200-01-01T00:00:00+14:00',
      '+010000-01-01T00:00:00.000Z',
      'Infinity',
    ]) {
      expect(await openAs(never)).toEqual(expected);
    }
  });

  it('is one that ends before it begins', async () => {
    const { errors, values } = await collect(
      [
        {
          at: '2026-01-05T00:00:00Z',
          to: '2026-01-04T00:00:00Z',
          service: 'A',
        },
      ],
      {
        kpis: [
          {
            settings: {
              measure: 'mean',
              of: { duration: { from: 'at', to: 'to' } },
            },
          },
          {
            name: 'availability',
            settings: { measure: 'availability', from: 'at', to: 'to' },
          },
        ],
      },
    );
    expect(errors).toEqual([
      'rows line 2: "2026-01-05T00:00:00Z .. 2026-01-04T00:00:00Z": to is before at: correct one of them',
    ]);
    expect(values(a)).toEqual({});
  });
});

describe('a KPI that does not fit', () => {
  const row = { at: '2026-01-05', service: 'A', n: '1' };

  it.each([
    [
      { measure: 'mean', of: 'm' },
      {},
      'there is no column m; the rows have at, service, n',
    ],
    [
      { measure: 'count', time: 'when' },
      {},
      'there is no column when; the rows have at, service, n',
    ],
    [
      { measure: 'count', where: { impct: 'major' } },
      {},
      'there is no column impct; the rows have at, service, n',
    ],
    [
      {
        measure: 'count',
        time: 'when',
        where: {
          $any: [
            { service: 'A' },
            { $not: { $all: [{ impct: { $in: ['major'] } }, { n: 1 }] } },
            { when: { $hasPrefix: '2026' } },
          ],
        },
      },
      {},
      'there is no column when, impct; the rows have at, service, n',
    ],
    [
      {
        measure: 'ratio',
        numerator: { where: { okay: 'yes' } },
        denominator: { where: { know: { $in: ['yes', 'no'] } } },
      },
      {},
      'there is no column okay, know; the rows have at, service, n',
    ],
    [
      {
        measure: 'availability',
        from: 'at',
        to: 'at',
        downtime: { column: 'impct', values: { major: 1 }, otherwise: 0 },
      },
      {},
      'there is no column impct; the rows have at, service, n',
    ],
    [
      { measure: 'mean', of: 'n', weight: 'w' },
      {},
      'there is no column w; the rows have at, service, n',
    ],
    [
      { measure: 'mean', of: { duration: { from: 'at', to: 'at' } } },
      { unit: '%' },
      'spec.unit is "%", but a time is measured: use one of ms, s, min, h, d',
    ],
    [
      { measure: 'timeBetween' },
      { unit: '1' },
      'spec.unit is "1", but a time is measured: use one of ms, s, min, h, d',
    ],
    [
      { measure: 'median', of: 'n' },
      { grain: 'day' as const },
      'spec.grain is day, but medians cannot be combined into a median: use the period, month',
    ],
  ])(
    '%j is named, and the others are measured',
    async (settings, spec, message) => {
      const { errors, unmeasured, values } = await collect([row], {
        kpis: [{ name: 'bad', settings, spec }, count],
      });
      expect(errors).toEqual([`The Kpi bad cannot be measured: ${message}`]);
      // What is stored of it stays
      expect(unmeasured).toEqual(['bad']);
      expect(values(a)).toEqual({ '2026-01-01': [1, 1] });
    },
  );

  it('may ask whether there is a column, and the run reports one that is missing', async () => {
    const { errors, values } = await collect([row], {
      kpis: [
        {
          settings: {
            measure: 'count',
            where: { $not: { resolution: { $exists: true } } },
          },
        },
      ],
    });
    expect(errors).toEqual([
      'The Kpi kpi asks whether there is resolution, a column that no row has; the rows have at, service, n',
    ]);
    expect(values(a)).toEqual({ '2026-01-01': [1, 1] });
  });

  it('reports a filter by a column that no row has, where rows may be without', async () => {
    const reader = new ListRowReader([row, { ...row, impact: 'major' }]);
    const { errors, unmeasured, values } = await collect(
      Object.assign(reader, { sparse: true }),
      {
        kpis: [
          { settings: { measure: 'count', where: { impact: 'major' } } },
          {
            name: 'none',
            settings: { measure: 'count', where: { impct: 'major' } },
          },
        ],
      },
    );
    expect(errors).toEqual([
      'The Kpi none filters by missing columns: no row has the column impct (did you mean impact?); the rows have at, service, n, impact',
    ]);
    expect(unmeasured).toEqual([]);
    expect(values(a)).toEqual({ '2026-01-01': [1, 1] });
  });

  it('are an error where the column of entities is missing', async () => {
    await expect(collect([{ at: '2026-01-05' }])).rejects.toThrow(
      'The column service, which should name entities, is missing: the rows have at',
    );
  });
});

it('stops when it is asked to, and gives back what it holds', async () => {
  const abort = new AbortController();
  const rows = Array.from({ length: 20 }, () => ({
    at: '2026-01-05',
    service: 'A',
    n: '1',
  }));
  const source = createSource(new ListRowReader(rows));
  const request = createRequest({
    kpis: [{ settings: { measure: 'median', of: 'n' } }],
    request: { signal: abort.signal },
  });
  abort.abort();
  const collecting = async () => {
    for await (const batch of source.collect(request)) {
      expect(batch.measurements ?? []).toEqual([]);
    }
  };
  await expect(collecting()).rejects.toThrow(/abort/);
});
