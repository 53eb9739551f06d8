import fc from 'fast-check';
import {
  createProductSource,
  measure,
  Product,
  readContract,
  startProduct,
  stopProducts,
} from '../__testUtils__/startProduct';
import { isEncodedQuery } from './encodedQuery';
import { ServiceNowProfile, serviceNowSchema } from './ServiceNowProfile';

jest.setTimeout(60_000);

afterEach(stopProducts);

/** A row as a table holds it; what is shown differs from it in some fields. */
type Stored = Record<string, string>;

type Condition = { field: string; operator: string; value: string };

/** Alternatives of conditions, each of which has alternatives of its own (`^OR`). */
type Query = { any: Condition[][][]; orderBy: string[] };

/** Reads an encoded query as ServiceNow does, sign by sign. */
function parseQuery(text: string): Query {
  const parts: string[] = [''];
  for (let i = 0; i < text.length; i++) {
    if (text[i] !== '^') {
      parts[parts.length - 1] += text[i];
    } else if (text[i + 1] === '^') {
      parts[parts.length - 1] += '^';
      i++;
    } else {
      parts.push('');
    }
  }
  const query: Query = { any: [[]], orderBy: [] };
  for (const part of parts) {
    if (part.startsWith('ORDERBY')) {
      query.orderBy.push(part.slice(7));
    } else if (part.startsWith('NQ')) {
      query.any.push([[condition(part.slice(2))]]);
    } else if (part.startsWith('OR')) {
      query.any
        .at(-1)!
        .at(-1)!
        .push(condition(part.slice(2)));
    } else {
      query.any.at(-1)!.push([condition(part)]);
    }
  }
  return query;
}

function condition(text: string): Condition {
  const [, field, operator, value] =
    /^([\w.]+?)(>=|<=|!=|=|>|<|LIKE)(.*)$/s.exec(text) ?? ['', text, '', ''];
  return { field, operator, value };
}

function meets(row: Stored, { field, operator, value }: Condition): boolean {
  const own = row[field] ?? '';
  switch (operator) {
    case '>=':
      return own >= value;
    case '>':
      return own > value;
    case '=':
      return own === value;
    case '!=':
      return own !== value;
    default:
      throw new Error(`The test does not know ${field}${operator}${value}`);
  }
}

const shown: Record<string, Record<string, string>> = {
  state: { '6': 'Resolved', '2': 'In Progress' },
  business_service: { ['a'.repeat(32)]: 'Payments', ['b'.repeat(32)]: 'Shop' },
};

/** A ServiceNow with a table, in which a user may not see each row. */
function answerTable(rows: Stored[], hidden: (row: Stored) => boolean) {
  return ({ url }: { url: URL }) => {
    const { any, orderBy } = parseQuery(
      url.searchParams.get('sysparm_query') ?? '',
    );
    const limit = Number(url.searchParams.get('sysparm_limit'));
    const offset = Number(url.searchParams.get('sysparm_offset') ?? 0);
    const fields = (url.searchParams.get('sysparm_fields') ?? '').split(',');
    expect(orderBy).toEqual(['sys_id']);
    const found = rows
      .filter(row =>
        any.some(all => all.every(or => or.some(one => meets(row, one)))),
      )
      .sort((a, b) => (a.sys_id < b.sys_id ? -1 : 1));
    // Rows that may not be seen are taken out of a page, which is then short
    const page = found
      .slice(offset, offset + limit)
      .filter(row => !hidden(row));
    const next = new URL(url);
    next.searchParams.set('sysparm_offset', String(offset + limit));
    const headers: Record<string, string> =
      found.length > offset + limit ? { link: `<${next}>;rel="next"` } : {};
    return {
      headers: { ...headers, 'x-total-count': String(found.length) },
      body: {
        result: page.map(row =>
          Object.fromEntries(
            fields
              .filter(field => row[field] !== undefined)
              .map(field => [
                field,
                {
                  value: row[field],
                  display_value: shown[field]?.[row[field]] ?? row[field],
                },
              ]),
          ),
        ),
      },
    };
  };
}

const incident = (n: number, changes: Stored = {}): Stored => ({
  sys_id: n.toString(16).padStart(32, '0'),
  number: `INC${n}`,
  sys_updated_on: '2026-03-10 12:00:00',
  opened_at: '2026-03-10 08:00:00',
  resolved_at: '2026-03-10 10:00:00',
  state: '6',
  reopen_count: '0',
  priority: '1',
  business_service: 'a'.repeat(32),
  ...changes,
});

const payments = 'component:default/payments';
const shop = 'component:default/shop';

const settings = (product: Product, more: object = {}) => ({
  serviceNow: {
    url: product.url,
    headers: { Authorization: 'Bearer secret' },
    ...more,
  },
  entities: {
    column: 'business_service.display',
    map: { Payments: payments, Shop: shop },
  },
});

const kpis = [
  {
    name: 'mttr',
    settings: {
      time: 'resolved_at',
      measure: 'mean',
      of: { duration: { from: 'opened_at', to: 'resolved_at' } },
    },
  },
  {
    name: 'reopened',
    spec: { unit: '%' },
    settings: {
      time: 'opened_at',
      measure: 'ratio',
      numerator: { where: { $not: { reopen_count: '0' } } },
    },
  },
];

describe('ServiceNow', () => {
  it('measures incidents of the services that they hit, with valid requests', async () => {
    const rows = [
      incident(1),
      incident(2, { resolved_at: '2026-03-10 14:30:00' }),
      incident(3, {
        business_service: 'b'.repeat(32),
        opened_at: '2026-04-01 00:00:00',
        resolved_at: '2026-04-01 09:00:00',
        reopen_count: '2',
      }),
      incident(4, { resolved_at: '', state: '2' }),
    ];
    const product = await startProduct(
      answerTable(rows, () => false),
      readContract('servicenow.json'),
    );
    const source = await createProductSource(settings(product));
    const { values, errors } = await measure(source, kpis, [payments, shop]);
    expect(errors).toEqual([]);
    expect(product.mistakes).toEqual([]);
    expect(product.asked[0].headers.authorization).toBe('Bearer secret');
    // (2 h + 6.5 h) / 2; the fourth has no end yet
    expect(values(payments, 'mttr')).toEqual({ '2026-03-01': [4.25, 2] });
    expect(values(shop, 'mttr')).toEqual({ '2026-04-01': [9, 1] });
    expect(values(payments, 'reopened')['2026-03-01']).toEqual([0, 3]);
    expect(values(shop, 'reopened')['2026-04-01']).toEqual([100, 1]);
  });

  it('measures durations, which it stores as dates', async () => {
    const display = {
      'business_duration 1970-01-01 05:30:00': '5 Hours 30 Minutes',
      'u_outage 1970-01-01 00:01:30': '1 Minute 30 Seconds',
    };
    for (const [cell, text] of Object.entries(display)) {
      const [field, ...value] = cell.split(' ');
      shown[field] = { [value.join(' ')]: text };
    }
    const rows = [
      incident(1, {
        business_duration: '1970-01-01 05:30:00',
        calendar_duration: '1970-01-01 00:00:00',
        u_outage: '1970-01-01 00:01:30',
      }),
      incident(2, {
        business_duration: '1970-01-02 02:30:00',
        // 400 days, and one that was moved before its beginning
        calendar_duration: '1971-02-05 00:00:00',
        u_outage: '1969-12-31 23:59:00',
      }),
      incident(3, { business_duration: '', calendar_duration: '' }),
    ];
    const product = await startProduct(
      answerTable(rows, () => false),
      readContract('servicenow.json'),
    );
    const source = await createProductSource(
      settings(product, { durations: ['u_outage'] }),
    );
    const of = (column: string) => ({
      name: column,
      settings: {
        time: 'resolved_at',
        measure: 'mean',
        of: { column, unit: 's' },
      },
    });
    const { values, errors } = await measure(
      source,
      [
        of('business_duration'),
        of('calendar_duration'),
        of('u_outage'),
        {
          name: 'shown',
          settings: {
            time: 'resolved_at',
            where: { 'business_duration.display': '5 Hours 30 Minutes' },
            measure: 'count',
          },
        },
      ],
      [payments, shop],
    );
    expect(errors).toEqual([]);
    expect(product.mistakes).toEqual([]);
    expect(values(payments, 'business_duration')).toEqual({
      '2026-03-01': [16, 2],
    });
    expect(values(payments, 'calendar_duration')).toEqual({
      '2026-03-01': [200 * 24, 2],
    });
    expect(values(payments, 'u_outage')['2026-03-01'][0]).toBeCloseTo(
      15 / 3_600,
    );
    expect(values(payments, 'shown')['2026-03-01']).toEqual([1, 1]);
  });

  it('reads on behind the last row, whatever is hidden and added meanwhile', async () => {
    const rows = Array.from({ length: 3_500 }, (_, i) => incident(2 * i + 2));
    // A page of which nothing is to be seen, and one with gaps
    const hidden = (row: Stored) => {
      const n = parseInt(row.sys_id, 16);
      return (n > 2_000 && n <= 4_000) || n % 14 === 0;
    };
    const visible = rows.filter(row => !hidden(row)).length;
    const answer = answerTable(rows, hidden);
    const product = await startProduct(asked => {
      const answered = answer(asked);
      // Before what was read already, where an offset would tell a row twice
      rows.push(incident(1));
      rows.splice(
        0,
        rows.length,
        ...new Map(rows.map(r => [r.sys_id, r])).values(),
      );
      return answered;
    }, readContract('servicenow.json'));
    const source = await createProductSource(settings(product));
    const count = {
      name: 'count',
      settings: { time: 'opened_at', measure: 'count' },
    };
    const { values, errors } = await measure(source, [count], [payments, shop]);
    expect(errors).toEqual([]);
    expect(product.mistakes).toEqual([]);
    expect(values(payments, 'count')['2026-03-01']).toEqual([visible, 1]);
    expect(product.asked.length).toBeLessThan(7);
  });

  it('corrects the past for an incident that was reopened late', async () => {
    const rows = [incident(1), incident(2)];
    const product = await startProduct(
      answerTable(rows, () => false),
      readContract('servicenow.json'),
    );
    const source = await createProductSource(settings(product));
    const before = await measure(source, kpis, [payments, shop]);
    expect(before.values(payments, 'mttr')).toEqual({ '2026-03-01': [2, 2] });
    Object.assign(rows[1], {
      resolved_at: '2026-05-02 08:00:00',
      reopen_count: '1',
      sys_updated_on: '2026-05-02 08:00:00',
    });
    const after = await measure(source, kpis, [payments, shop]);
    expect(after.values(payments, 'mttr')).toMatchObject({
      '2026-03-01': [2, 1],
      '2026-05-01': [53 * 24, 1],
    });
    expect(after.values(payments, 'reopened')['2026-03-01']).toEqual([50, 2]);
    // The newest change, less an hour of overlap, in whichever time zone
    const { any } = parseQuery(
      product.asked[1].url.searchParams.get('sysparm_query')!,
    );
    expect(any).toEqual([
      [
        [
          {
            field: 'sys_updated_on',
            operator: '>=',
            value: '2026-03-09 21:00:00',
          },
        ],
      ],
    ]);
  });

  it('asks for what an admin adds, in each alternative', async () => {
    const rows = [
      incident(1),
      incident(2, { priority: '2' }),
      incident(3, { priority: '3', state: '2' }),
      incident(4, { priority: '3' }),
      incident(5, { sys_updated_on: '1980-01-01 00:00:00', state: '2' }),
    ];
    const product = await startProduct(
      answerTable(rows, () => false),
      readContract('servicenow.json'),
    );
    const source = await createProductSource(
      settings(product, {
        query: 'priority=1^ORpriority=2^NQstate=2^EQ',
        fields: ['cmdb_ci.name'],
      }),
    );
    const count = {
      name: 'count',
      settings: { time: 'opened_at', measure: 'count' },
    };
    const { values } = await measure(source, [count], [payments, shop]);
    expect(values(payments, 'count')['2026-03-01']).toEqual([3, 1]);
    expect(product.asked[0].url.searchParams.get('sysparm_fields')).toMatch(
      /,cmdb_ci\.name$/,
    );
  });

  it('keeps the meaning of a query, whatever an admin writes', () => {
    const word = fc.string({ unit: 'grapheme', maxLength: 6 });
    const one = fc
      .tuple(
        fc.constantFrom('u_a', 'state', 'or'),
        fc.constantFrom('=', '!='),
        word,
      )
      .map(parts => parts.join(''));
    const joint = fc.constantFrom(
      '^',
      '^OR',
      '^NQ',
      '^^',
      '^EQ',
      '^ORDERBY',
      'NQ',
    );
    const query = fc.oneof(
      fc.string({ unit: 'grapheme' }),
      fc
        .array(fc.tuple(one, joint), { minLength: 1, maxLength: 5 })
        .map(all => all.flat().slice(0, -1).join('')),
    );
    let added = 0;
    fc.assert(
      fc.property(query, text => {
        if (text === '' || !isEncodedQuery(text)) {
          return;
        }
        added++;
        const profile = new ServiceNowProfile(
          serviceNowSchema.parse({ url: 'https://x.example', query: text }),
        );
        const [{ url }] = profile.requests(new Date('2026-01-02T00:00:00Z'));
        expect([...url.searchParams.keys()]).toEqual([
          'sysparm_query',
          'sysparm_fields',
          'sysparm_display_value',
          'sysparm_exclude_reference_link',
          'sysparm_limit',
        ]);
        const own = parseQuery(text.replace(/\^EQ$/, ''));
        expect(parseQuery(url.searchParams.get('sysparm_query')!)).toEqual({
          any: own.any.map(all => [
            [
              {
                field: 'sys_updated_on',
                operator: '>=',
                value: '2026-01-01 10:00:00',
              },
            ],
            ...all,
          ]),
          orderBy: ['sys_id'],
        });
      }),
      { numRuns: 2_000 },
    );
    expect(added).toBeGreaterThan(500);
  });

  it.each([
    [{ query: 'ORactive=true' }, 'use an encoded query'],
    [{ query: 'active=true^ORDERBYnumber' }, 'use an encoded query'],
    [{ query: 'active=true^NQORx=1' }, 'use an encoded query'],
    [{ query: 'active=true^' }, 'use an encoded query'],
    [{ table: 'incident/../user' }, 'use the name of a table'],
    [{ fields: ['a,b'] }, 'use the name of a field'],
    [{ durations: ['a b'] }, 'use the name of a field'],
  ])('refuses %j', (given, message) => {
    expect(() =>
      serviceNowSchema.parse({ url: 'https://x.example', ...given }),
    ).toThrow(message);
  });
});
