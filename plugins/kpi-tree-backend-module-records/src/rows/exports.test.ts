/** Files as other systems export them, measured. */
import {
  createMockDirectory,
  mockServices,
} from '@backstage/backend-test-utils';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { collect, TestKpi } from '../__testUtils__/records';
import { recordsSchema } from '../configuration/config';
import { createReader, ReaderServices } from '../createReader';

jest.setTimeout(60_000);

const directory = createMockDirectory();
const payments = 'component:default/payments';
const checkout = 'component:default/checkout';

/** Collects from files; the services payments and checkout have their names. */
async function collectFiles(
  content: Record<string, string | Buffer>,
  config: Record<string, unknown>,
  kpis: TestKpi[],
  services: Partial<ReaderServices> = {},
) {
  directory.setContent(content);
  const place = (name: unknown) =>
    String(name).startsWith('https:')
      ? name
      : join(directory.path, String(name));
  const settings = {
    ...config,
    ...Object.fromEntries(
      ['csv', 'jsonLines']
        .filter(key => key in config)
        .map(key => [key, place(config[key])]),
    ),
    entities: {
      column: 'service',
      map: { payments, checkout },
      ...(config.entities as object),
    },
  };
  const reader = createReader(
    { id: 'test', settings: recordsSchema.parse(settings) },
    services as ReaderServices,
  );
  return collect(reader, {
    config: { csv: undefined, ...settings } as never,
    kpis: kpis.map(({ settings: given, ...kpi }) => ({
      ...kpi,
      settings: { measure: 'count', time: 'opened', ...given },
    })),
    request: {
      entities: [payments, checkout].map(entityRef => ({
        entityRef,
        keys: {},
      })),
    },
  });
}

/** How many there are in April. */
const april = ({ values }: Awaited<ReturnType<typeof collect>>, kpi: string) =>
  [payments, checkout].map(
    entityRef => values(entityRef, kpi)['2026-04-01']?.[0],
  );

describe('a CSV file that Jira exports', () => {
  const issues = [
    'Issue key,Created,Component/s,Component/s,Labels,Labels,,',
    'OPS-1,2026-04-02T08:00:00Z,payments,,urgent,,,',
    'OPS-2,2026-04-05T08:00:00Z,payments,checkout,urgent,db,,',
    'OPS-3,2026-04-09T08:00:00Z,,checkout,,,,',
    'OPS-4,2026-04-20T08:00:00Z,payments,,,db,,',
  ].join('\n');

  it('has lists of the columns that it repeats', async () => {
    const kpi = (name: string, where: object) => ({
      name,
      settings: { time: 'Created', where },
    });
    const result = await collectFiles(
      { 'issues.csv': issues },
      { csv: 'issues.csv', entities: { column: 'Component/s' } },
      [
        kpi('all', {}),
        kpi('urgent', { Labels: 'urgent' }),
        kpi('contained', { Labels: { $contains: 'URGENT' } }),
        kpi('both', { Labels: { $all: ['db', 'urgent'] } }),
        kpi('none', { Labels: { $exists: false } }),
        kpi('other', { Labels: { $not: 'db' } }),
      ],
    );
    expect(result.errors).toEqual([]);
    expect(result.rowsRejected).toBe(0);
    expect(april(result, 'all')).toEqual([3, 2]);
    expect(april(result, 'urgent')).toEqual([2, 1]);
    expect(april(result, 'contained')).toEqual([2, 1]);
    expect(april(result, 'both')).toEqual([1, 1]);
    expect(april(result, 'none')).toEqual([0, 1]);
    expect(april(result, 'other')).toEqual([1, 1]);
  });

  it('has a mistake where a date or a number is repeated', async () => {
    const { errors, rowsRejected } = await collectFiles(
      {
        'issues.csv':
          'service,opened,opened,n,n\npayments,2026-04-02,,1,\ncheckout,2026-04-02,2026-04-03,1,2',
      },
      { csv: 'issues.csv' },
      [{ settings: { measure: 'sum', of: 'n' } }],
    );
    expect(rowsRejected).toBe(1);
    expect(errors).toEqual([
      expect.stringMatching(
        /^issues.csv line 3: "2026-04-02, 2026-04-03": opened is not a date/,
      ),
    ]);
  });
});

describe('JSON', () => {
  it('has lists, of which a filter asks for one value', async () => {
    const bug = (day: number, labels: unknown) =>
      JSON.stringify({
        service: ['payments'],
        opened: `2026-04-0${day}T08:00:00Z`,
        type: 'Bug',
        labels,
      });
    const result = await collectFiles(
      {
        'rows.jsonl': [
          bug(1, 'production'),
          bug(2, ['production', 'database']),
          bug(3, ['regression']),
          bug(4, ['urgent', 'production']),
          bug(5, []),
        ].join('\n'),
      },
      { jsonLines: 'rows.jsonl' },
      [
        {
          settings: {
            where: { type: 'Bug', labels: { $contains: 'production' } },
          },
        },
        {
          name: 'in',
          settings: { where: { labels: { $in: ['production'] } } },
        },
        {
          name: 'share',
          settings: {
            measure: 'ratio',
            numerator: { where: { labels: 'production' } },
          },
        },
      ],
    );
    expect(result.errors).toEqual([]);
    expect(april(result, 'kpi')).toEqual([3, undefined]);
    expect(april(result, 'in')).toEqual([3, undefined]);
    expect(april(result, 'share')[0]).toBe(0.6);
  });

  it('takes the parts of a list with a separator as names of entities', async () => {
    const result = await collectFiles(
      {
        'rows.jsonl':
          '{"service":["payments|checkout"],"opened":"2026-04-01"}\n{"service":"checkout","opened":"2026-04-02"}',
      },
      { jsonLines: 'rows.jsonl', entities: { separator: '|' } },
      [{ settings: {} }],
    );
    expect(april(result, 'kpi')).toEqual([1, 2]);
  });

  it('lets the worst of several impacts say how much of the time is down', async () => {
    const row = (services: string[], impact: unknown, day: string) =>
      JSON.stringify({
        service: services,
        impact,
        opened: `2026-04-${day}`,
        closed: `2026-04-${day}T12:00:00Z`,
      });
    const { values } = await collectFiles(
      {
        'rows.jsonl': [
          row(['payments'], ['minor', 'Critical'], '10'),
          row(['checkout'], 'minor', '10'),
        ].join('\n'),
      },
      {
        jsonLines: 'rows.jsonl',
        covers: { from: '2026-04-01', until: '2026-05-01' },
      },
      [
        {
          settings: {
            measure: 'availability',
            from: 'opened',
            to: 'closed',
            downtime: {
              column: 'impact',
              values: { minor: 0.5, critical: 1 },
              otherwise: 0,
            },
          },
          spec: { unit: '%' },
        },
      ],
    );
    expect(values(payments)['2026-04-01'][0]).toBeCloseTo(100 * (1 - 0.5 / 30));
    expect(values(checkout)['2026-04-01'][0]).toBeCloseTo(
      100 * (1 - 0.25 / 30),
    );
  });
});

describe('files', () => {
  const lines = [
    'id,service,opened',
    '1,payments,2026-04-02T08:00:00Z',
    '2,payments,2026-04-03T08:00:00Z',
    '3,checkout,2026-04-04T08:00:00Z',
  ];
  const text = lines.join('\n');
  const json = (from: number, until: number) =>
    lines
      .slice(from, until)
      .map(line => line.split(','))
      .map(([id, service, opened]) => JSON.stringify({ id, service, opened }));
  const utf16be = (one: string) =>
    Buffer.from(`\ufeff${one}`, 'utf16le').swap16();

  it.each<[string, string | Buffer]>([
    ['line ends of old Macs', lines.join('\r')],
    ['a line that says sep=', `sep=;\r\n${text.replaceAll(',', ';')}`],
    ['semicolons', text.replaceAll(',', ';')],
    [
      'tabs, in UTF-16',
      Buffer.from(`\ufeff${text.replaceAll(',', '\t')}`, 'utf16le'),
    ],
    ['UTF-16, the large end first', utf16be(text)],
    ['a byte order mark', `\ufeff${text}`],
    ['gzip', gzipSync(text)],
    [
      'gzip in two parts',
      Buffer.concat(
        [text.slice(0, 30), text.slice(30)].map(part => gzipSync(part)),
      ),
    ],
  ])('are CSV with %s', async (_, content) => {
    const result = await collectFiles({ export: content }, { csv: 'export' }, [
      { settings: {} },
    ]);
    expect(result.errors).toEqual([]);
    expect(april(result, 'kpi')).toEqual([2, 1]);
  });

  it.each<[string, string, object]>([
    [
      'lines before the header',
      `Incidents, as of;2026-04-05\n\n${text.replaceAll(',', ';')}`,
      { skip: 2 },
    ],
    [
      'commas in the names of columns',
      lines
        .map((line, i) => (i ? `${line},1` : `${line},effort (a, b, c, d, e)`))
        .join('\n')
        .replaceAll(/,(?! )/g, ';'),
      {},
    ],
    [
      'quotes in which semicolons are more than commas',
      lines
        .map((line, i) => (i ? `${line},"a;b;c;d"` : `${line},n`))
        .join('\n'),
      {},
    ],
    [
      'sep= in quotes, and a mark',
      `\ufeff"sep=|"\n${text.replaceAll(',', '|')}`,
      {},
    ],
    [
      'line ends of old Macs, and line breaks in cells',
      lines
        .map((line, i) => (i ? `${line},"a\r""b"",\r\nc"` : `${line},note`))
        .join('\r'),
      {},
    ],
  ])('are CSV with %s, which is found', async (_, content, config) => {
    const result = await collectFiles(
      { 'export.csv': content },
      { csv: 'export.csv', ...config },
      [{ settings: {} }],
    );
    expect(result.errors).toEqual([]);
    expect(april(result, 'kpi')).toEqual([2, 1]);
  });

  it('are in another encoding, where that is said', async () => {
    const content = (written: string) =>
      Buffer.concat(
        text
          .split('payments')
          .flatMap((part, i) => [
            ...(i ? [Buffer.from(written, 'hex')] : []),
            Buffer.from(part),
          ]),
      );
    for (const [encoding, written, name] of [
      ['shift_jis', '8c888dcf', '決済'],
      ['windows-1251', 'cef0ebe0f2e0', 'Орлата'],
    ]) {
      const entities = { map: { [name]: payments, checkout } };
      const files = { x: content(written) };
      const kpis = [{ settings: {} }];
      const said = await collectFiles(
        files,
        { csv: 'x', encoding, entities },
        kpis,
      );
      expect(said.errors).toEqual([]);
      expect(april(said, 'kpi')).toEqual([2, 1]);
      const guessed = await collectFiles(files, { csv: 'x', entities }, kpis);
      expect(april(guessed, 'kpi')).toEqual([undefined, 1]);
      expect(guessed.errors[0]).toMatch(/which is not an entity/);
    }
    await expect(
      collectFiles({ x: content('f6') }, { csv: 'x', encoding: 'utf-8' }, [
        { settings: {} },
      ]),
    ).rejects.toThrow(/x, which cannot be read.*not valid for encoding utf-8/);
  });

  it.each([
    ['Excel', Buffer.from('PK\x03\x04rest')],
    ['gzip in gzip', gzipSync(gzipSync(text))],
    ['Parquet', Buffer.from('PAR1\x15\x04')],
  ])('are not CSV but %s', async (_, content) => {
    await expect(
      collectFiles({ x: content }, { csv: 'x' }, [{ settings: {} }]),
    ).rejects.toThrow('It is a file of Excel or packed otherwise');
  });

  it.each([
    [
      'Incidents of April\n\nid,service,opened\n1,payments,2026-04-02',
      'Incidents of April',
    ],
    ['<html><body>Sign in</body></html>', '<html><body>Sign in</body></html>'],
    ['id,name\n', 'id, name'],
  ])('are no CSV without the column of entities: %j', async (content, has) => {
    await expect(
      collectFiles({ 'export.csv': content }, { csv: 'export.csv' }, [
        { settings: {} },
      ]),
    ).rejects.toThrow(
      `The column service, which should name entities, is missing: the rows have ${has}; if that is not the header, say with skip how many lines are before it`,
    );
  });

  it.each<[string, string | Buffer]>([
    ['line ends of old Macs', json(1, 4).join('\r')],
    ['line ends of Windows', `${json(1, 4).join('\r\n')}\r\n`],
    ['UTF-16', Buffer.from(`\ufeff${json(1, 4).join('\n')}`, 'utf16le')],
    ['a byte order mark', `\ufeff${json(1, 4).join('\n')}`],
    ['gzip', gzipSync(json(1, 4).join('\n'))],
  ])('are JSON lines with %s', async (_, content) => {
    const result = await collectFiles(
      { export: content },
      { jsonLines: 'export' },
      [{ settings: {} }],
    );
    expect(result.errors).toEqual([]);
    expect(april(result, 'kpi')).toEqual([2, 1]);
  });

  it.each([
    ['csv', 'exports', [2, 1]],
    ['csv', 'exports/*.csv', [2, 1]],
    ['csv', '**/b?.csv', [1, 1]],
    ['csv', 'exports/a.csv', [1, undefined]],
    ['csv', '**/*.csv', [3, 1]],
    ['jsonLines', 'lines/*', [2, 1]],
  ])(
    'of a folder or a pattern are read together: %s %s',
    async (key, path, counts) => {
      const result = await collectFiles(
        {
          'exports/a.csv': lines.slice(0, 2).join('\n'),
          'exports/b1.csv': [lines[0], ...lines.slice(2)].join('\n'),
          'exports/old/c.csv': 'service,opened\npayments,2026-04-09',
          'exports/.hidden': 'junk',
          'lines/1.jsonl': json(1, 3).join('\n'),
          'lines/2.jsonl': gzipSync(json(3, 4).join('\n')),
        } as never,
        { [key]: path },
        [{ settings: {} }],
      );
      expect(april(result, 'kpi')).toEqual(counts);
      expect(result.rowsRejected).toBe(path === '**/*.csv' ? 1 : 0);
    },
  );

  it('may have other columns each, and say which have one less', async () => {
    const result = await collectFiles(
      {
        'x/1.csv': 'service,opened,old\npayments,2026-04-01,a',
        'x/2.csv':
          'opened,service,priority\n2026-04-02,payments,1\njunk,payments,1',
      } as never,
      { csv: 'x' },
      [
        { settings: {} },
        { name: 'first', settings: { where: { priority: 1 } } },
      ],
    );
    expect(april(result, 'kpi')[0]).toBe(2);
    expect(april(result, 'first')[0]).toBe(1);
    expect(result.errors).toEqual([
      '2.csv: the file has no column old, which 1.csv has: its rows are blank there',
      expect.stringMatching(/^2.csv line 3: "junk": opened is not a date/),
    ]);
  });

  it('are found by a pattern of a URL', async () => {
    const asked: string[] = [];
    const urlReader = mockServices.urlReader.mock({
      search: async url => {
        asked.push(url);
        return {
          etag: '',
          files: ['b', 'a'].map(name => ({
            url: `https://git.example.com/x/${name}.csv`,
            content: async () =>
              name === 'a'
                ? Buffer.from(text)
                : gzipSync('service,opened\npayments,never'),
          })),
        };
      },
    });
    const url = 'https://git.example.com/x/*.csv';
    const result = await collectFiles({}, { csv: url }, [{ settings: {} }], {
      urlReader,
    });
    expect(asked).toEqual([url]);
    expect(april(result, 'kpi')).toEqual([2, 1]);
    expect(result.errors).toEqual([
      'b.csv: the file has no column id, which a.csv has: its rows are blank there',
      expect.stringMatching(/^b.csv line 2: "never": opened/),
    ]);
  });

  it('that are not there, or are cut off, fail the run', async () => {
    const mistake = async (
      content: Record<string, string | Buffer>,
      csv: string,
    ) => {
      try {
        await collectFiles(content, { csv }, [{ settings: {} }]);
        return undefined;
      } catch (error) {
        return (error as Error).message;
      }
    };
    expect(await mistake({ 'a.csv': text }, '*.tsv')).toMatch(
      /csv is .*\*\.tsv, where there is no file: name files/,
    );
    expect(await mistake({}, 'gone.csv')).toMatch(
      /gone.csv, which cannot be read/,
    );
    const cut = gzipSync(text).subarray(0, 40);
    expect(await mistake({ 'a.csv': cut }, '*')).toMatch(
      /which cannot be read in a.csv; caused by Error: unexpected end of file/,
    );
    expect(await mistake({ 'a.csv': text, 'b.csv': '' }, '*')).toMatch(
      /which is not a CSV file in b.csv; .*The file is empty/,
    );
  });
});

describe('columns that are declared', () => {
  it('have times in the format, zone and language of their numbers', async () => {
    const { errors, values, rowsRejected } = await collectFiles(
      {
        'desk.csv': [
          'service;opened;closed;cost;tags;level',
          'payments;01.04.2026 00:30;01.04.2026 08:00 +0200;1.234,5;a, b;?',
          'payments;2.4.2026;?;12;b;2',
          'payments;31.04.2026 10:00;;1;c;3',
          'payments;03.04.2026 10:00;n/a;1.5;;10',
        ].join('\n'),
      },
      {
        csv: 'desk.csv',
        delimiter: ';',
        missing: ['?', 'N/A'],
        columns: {
          opened: {
            type: 'time',
            format: ['%d.%m.%Y %H:%M', '%d.%m.%Y'],
            timeZone: 'Asia/Tokyo',
          },
          closed: { type: 'time', format: '%d.%m.%Y %H:%M %z' },
          cost: { type: 'number', decimal: ',', thousands: '.' },
          tags: { type: 'list', separator: ',' },
          level: { missing: ['10'] },
        },
      },
      [
        { settings: {} },
        { name: 'cost', settings: { measure: 'sum', of: 'cost' } },
        { name: 'b', settings: { where: { tags: 'b' } } },
        { name: 'level', settings: { where: { level: { $exists: true } } } },
        {
          name: 'dear',
          settings: {
            where: { cost: { $gt: 100 }, opened: { $lt: '2026-03-31T16:00Z' } },
          },
        },
        {
          name: 'hours',
          settings: {
            time: 'closed',
            measure: 'mean',
            of: { duration: { from: 'opened', to: 'closed' } },
          },
        },
      ],
    );
    expect(errors).toEqual([
      'The Kpi dear compares cost with a number, but some rows have something else there, which does not fit',
      'The Kpi dear compares opened with a date, but some rows have something else there, which does not fit',
      'desk.csv line 4: "31.04.2026 10:00": opened is not a date from 1900-01-01 to 2199-12-31 as its format %d.%m.%Y %H:%M or %d.%m.%Y says: correct it, or the format under columns of the source',
      'desk.csv line 5: "1.5": cost is not a number such as 12.345,67, as columns of the source says it is written: correct it, or what is said there',
    ]);
    expect(rowsRejected).toBe(2);
    const [first, second] = ['2026-03-01', '2026-04-01'];
    // 00:30 in Tokyo is the day before
    expect(values(payments)).toEqual({ [first]: [1, 1], [second]: [2, 1] });
    expect(values(payments, 'cost')).toEqual({
      [first]: [1234.5, 1],
      [second]: [12, 1],
    });
    expect(values(payments, 'b')).toEqual({
      [first]: [1, 1],
      [second]: [1, 1],
    });
    expect(values(payments, 'level')).toEqual({
      [first]: [0, 1],
      [second]: [1, 1],
    });
    expect(values(payments, 'dear')).toEqual({
      [first]: [1, 1],
      [second]: [0, 1],
    });
    expect(values(payments, 'hours')).toEqual({ [second]: [14.5, 1] });
  });

  it('are reported if no row has them', async () => {
    const { errors } = await collectFiles(
      { 'rows.csv': 'service,opened\npayments,2026-04-01' },
      { csv: 'rows.csv', columns: { openned: {}, service: {} } },
      [{ settings: {} }],
    );
    expect(errors).toEqual([
      'columns of the source says something of openned (did you mean opened?), which no row has; the rows have service, opened',
    ]);
  });

  it.each<[string, string | undefined, [string, number | null][]]>([
    [
      ',',
      '.',
      [
        ['1.234,5', 1234.5],
        ['1234,5', 1234.5],
        ['-1.234.567', -1234567],
        ['1.5', null],
        ['1,234.5', null],
        ['12.34', null],
      ],
    ],
    [
      '.',
      ',',
      [
        ['1,234.5', 1234.5],
        ['1,5', null],
        ['.5', null],
        ['1e3', 1000],
      ],
    ],
    [
      ',',
      undefined,
      [
        ['0,1', 0.1],
        ['1.234,5', null],
        ['7', 7],
      ],
    ],
    [
      '.',
      ' ',
      [
        ['1 234.5', 1234.5],
        ['1\u00a0234', 1234],
        ['1\u202f234', 1234],
      ],
    ],
    [
      '.',
      "'",
      [
        ["1'234.5", 1234.5],
        ["1'2", null],
      ],
    ],
    [
      '.',
      '^',
      [
        ['1^234', 1234],
        ['1234', 1234],
      ],
    ],
  ])('have numbers with %j and %j', async (decimal, thousands, numbers) => {
    const { values, rowsRejected } = await collectFiles(
      {
        'rows.jsonl': numbers
          .map(([n], i) =>
            JSON.stringify({
              n,
              service: 'payments',
              opened: `${2000 + i}-01-01`,
            }),
          )
          .join('\n'),
      },
      {
        jsonLines: 'rows.jsonl',
        columns: { n: { type: 'number', decimal, thousands } },
      },
      [{ settings: { measure: 'max', of: 'n' } }],
    );
    const found = values(payments);
    numbers.forEach(([, n], i) =>
      expect(found[`${2000 + i}-01-01`]?.[0] ?? null).toBe(n),
    );
    expect(rowsRejected).toBe(numbers.filter(([, n]) => n === null).length);
  });
});

it('says what filters do not find', async () => {
  const { errors } = await collectFiles(
    {
      'rows.jsonl': [
        { service: 'payments', priority: 'Critical', labels: ['db'] },
        {
          service: 'payments',
          priority: 'High',
          labels: ['web', 'cache'],
          owner: 'Ann Other',
        },
        { service: 'payments', priority: 'High', age: 'old', paged: false },
        { service: 'payments', age: 3 },
      ]
        .map(row => JSON.stringify({ opened: '2026-04-02', ...row }))
        .join('\n'),
    },
    {
      jsonLines: 'rows.jsonl',
      columns: { priority: {}, owner: { personal: true } },
    },
    Object.entries({
      good: { priority: { $in: ['high', 'CRITICAL'] }, labels: 'cache' },
      'far-off': { priority: 'blocker' },
      'wrong-letter': { $not: { priority: { $in: ['High', 'Critcal'] } } },
      list: { labels: { $any: [{ $contains: 'cahce' }, 'db'] } },
      truth: { $any: [{ paged: true }, { priority: 'High' }] },
      compared: { age: { $gte: 1 } },
      column: { priorty: 'High' },
      unmet: { priority: 'Critical', labels: 'web' },
      personal: { owner: 'Ann Othr' },
      asked: { due: { $exists: true } },
      'not-yet': { priority: { $in: ['High', 'Medium'] } },
      spellings: { priority: { $in: ['Critcal', 'Critical'] } },
    }).map(([name, where]) => ({ name, settings: { where } })),
  );
  expect(errors).toEqual([
    'The Kpi column filters by missing columns: no row has the column priorty (did you mean priority?); the rows have opened, service, priority, labels, owner, age, paged',
    'The Kpi far-off asks for priority "blocker", which no row has; there are "High", "Critical"',
    'The Kpi wrong-letter asks for priority "Critcal", which no row has: did you mean "Critical"?',
    'The Kpi list asks for labels "cahce", which no row has: did you mean "cache"?',
    'The Kpi compared compares age with a number, but some rows have something else there, which does not fit',
    'No row meets the filter of the Kpi unmet',
    'The Kpi personal asks for owner "Ann Othr", which no row has',
  ]);
});

it('reads cells without the blanks around them', async () => {
  const result = await collectFiles(
    {
      'incidents.csv': [
        'id,service,opened,priority,environment',
        '1,payments,2026-04-02T08:00:00Z,1,production',
        '2,payments,2026-04-03T08:00:00Z,1 ,production ',
        '3,payments,2026-04-04T08:00:00Z,2, production',
        '4,payments,2026-04-05T08:00:00Z,3,staging',
      ].join('\n'),
    },
    { csv: 'incidents.csv' },
    [
      { name: 'first', settings: { where: { priority: 1 } } },
      {
        name: 'production',
        settings: { where: { environment: 'production' } },
      },
    ],
  );
  expect(april(result, 'first')[0]).toBe(2);
  expect(april(result, 'production')[0]).toBe(3);
});
