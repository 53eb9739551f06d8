import fc from 'fast-check';
import { Asked } from '../__testUtils__/Contract';
import {
  createProductSource,
  measure,
  Product,
  readContract,
  startProduct,
  stopProducts,
} from '../__testUtils__/startProduct';
import { JiraProfile, jiraSchema } from './JiraProfile';
import { isClosedJql } from './jql';

jest.setTimeout(60_000);

afterEach(stopProducts);

/** A text of JQL, or a word, sign or number of it. */
type Token = { text: string } | string;

/** Takes JQL apart sign by sign, as Jira does. */
function tokens(jql: string): Token[] {
  const found: Token[] = [];
  let i = 0;
  while (i < jql.length) {
    const char = jql[i];
    if (char === '"' || char === "'") {
      let text = '';
      for (i++; jql[i] !== char; i++) {
        if (i >= jql.length) {
          throw new Error('A quote is not closed');
        }
        if (jql[i] === '\\') {
          i++;
        }
        text += jql[i] ?? '';
      }
      found.push({ text });
      i++;
    } else if (/\s/.test(char)) {
      i++;
    } else {
      const [word] = /^([\w.-]+|[^\w])/.exec(jql.slice(i))!;
      found.push(word);
      i += word.length;
    }
  }
  return found;
}

/** How many minutes ago a change may be, of the end of a query. */
function minutesOf(jql: string): number {
  const [, minutes] =
    /updated >= "-(\d+)m" ORDER BY updated DESC, key ASC$/.exec(jql)!;
  return Number(minutes);
}

type Issue = { id: string; key: string; fields: Record<string, unknown> };

const cycle = (from: string, to: string, breached: boolean) => ({
  startTime: { epochMillis: Date.parse(from), iso8601: from },
  stopTime: { epochMillis: Date.parse(to), iso8601: to },
  breached,
  goalDuration: { millis: 14_400_000, friendly: '4h' },
  elapsedTime: { millis: Date.parse(to) - Date.parse(from), friendly: '' },
});

const issue = (n: number, fields: Record<string, unknown> = {}): Issue => ({
  id: String(10_000 + n),
  key: `OPS-${n}`,
  fields: {
    project: { id: '1', key: 'OPS', name: 'Operations' },
    issuetype: { id: '2', name: 'Incident' },
    status: { id: '3', name: 'Done', statusCategory: { key: 'done' } },
    priority: { id: '1', name: 'Highest' },
    resolution: { id: '1', name: 'Fixed' },
    created: '2026-03-10T09:00:00.000+0100',
    updated: '2026-03-10T12:00:00.000+0100',
    resolutiondate: '2026-03-10T12:00:00.000+0100',
    duedate: null,
    components: [{ id: '7', name: 'payments' }],
    labels: ['vip'],
    fixVersions: [],
    customfield_10030: {
      id: '1',
      name: 'Time to resolution',
      completedCycles: [
        cycle('2026-03-10T08:00:00Z', '2026-03-10T11:00:00Z', false),
      ],
    },
    ...fields,
  },
});

/** What a search finds, the newest change first. */
function find(issues: Issue[], { url }: Asked): Issue[] {
  const minutes = minutesOf(url.searchParams.get('jql') ?? '');
  const fields = (url.searchParams.get('fields') ?? '').split(',');
  const updated = (one: Issue) => Date.parse(String(one.fields.updated));
  return issues
    .filter(one => updated(one) >= Date.now() - minutes * 60_000)
    .sort((a, b) => updated(b) - updated(a))
    .map(({ id, key, fields: all }) => ({
      id,
      key,
      fields: Object.fromEntries(
        Object.entries(all).filter(([name]) => fields.includes(name)),
      ),
    }));
}

/** Jira Cloud: a token leads to the next page. */
const cloud = (issues: Issue[]) => (asked: Asked) => {
  const found = find(issues, asked);
  const begin = Number(asked.url.searchParams.get('nextPageToken') ?? 0);
  const end = begin + Number(asked.url.searchParams.get('maxResults'));
  const isLast = end >= found.length;
  return {
    body: {
      issues: found.slice(begin, end),
      isLast,
      nextPageToken: isLast ? undefined : String(end),
    },
  };
};

/** Jira Data Center, whose admin allows pages of 30 only. */
const dataCenter = (issues: Issue[]) => (asked: Asked) => {
  const found = find(issues, asked);
  const startAt = Number(asked.url.searchParams.get('startAt'));
  return {
    body: {
      startAt,
      maxResults: 30,
      total: found.length,
      issues: found.slice(startAt, startAt + 30),
    },
  };
};

const payments = 'component:default/payments';
const shop = 'component:default/shop';

const settings = (product: Product, more: object = {}) => ({
  jira: {
    url: product.url,
    headers: { Authorization: 'Basic secret' },
    projects: ['OPS'],
    sla: { resolution: 'customfield_10030' },
    ...more,
  },
  entities: {
    column: 'components',
    map: { payments, shop },
  },
});

const kpis = [
  {
    name: 'mttr',
    settings: {
      time: 'resolved',
      measure: 'mean',
      of: { duration: { from: 'created', to: 'resolved' } },
    },
  },
  {
    name: 'in-sla',
    spec: { unit: '%' },
    settings: {
      time: 'resolved',
      where: { 'sla.resolution.breached': { $in: ['true', 'false'] } },
      measure: 'ratio',
      numerator: { where: { 'sla.resolution.breached': 'false' } },
    },
  },
  {
    name: 'elapsed',
    settings: {
      time: 'resolved',
      measure: 'mean',
      of: { column: 'sla.resolution.elapsed_ms', unit: 'ms' },
    },
  },
  { name: 'count', settings: { time: 'created', measure: 'count' } },
];

const contract = readContract('jira.json');

describe('Jira', () => {
  it.each([
    ['cloud', cloud],
    ['dataCenter', dataCenter],
  ])(
    '%s: measures issues and their SLA, with valid requests',
    async (edition, answer) => {
      const breached = cycle(
        '2026-03-10T08:00:00Z',
        '2026-03-10T18:00:00Z',
        true,
      );
      const issues = [
        issue(1),
        issue(2, {
          components: [{ name: 'payments' }, { name: 'shop' }],
          resolutiondate: '2026-03-10T19:00:00.000+0100',
          customfield_10030: { completedCycles: [breached] },
        }),
        issue(3, { resolutiondate: null, resolution: null }),
        ...Array.from({ length: 240 }, (_, i) =>
          issue(i + 10, {
            created: '2026-05-01T00:00:00.000+0000',
            resolutiondate: null,
            updated: new Date(Date.UTC(2026, 4, 1, 0, i)).toISOString(),
          }),
        ),
      ];
      const product = await startProduct(answer(issues), contract);
      const source = await createProductSource(settings(product, { edition }));
      const { values, errors } = await measure(source, kpis, [payments, shop]);
      expect(errors).toEqual([]);
      expect(product.mistakes).toEqual([]);
      // 3 h and 10 h
      expect(values(payments, 'mttr')).toEqual({ '2026-03-01': [6.5, 2] });
      expect(values(shop, 'mttr')).toEqual({ '2026-03-01': [10, 1] });
      expect(values(payments, 'in-sla')).toEqual({ '2026-03-01': [50, 2] });
      expect(values(payments, 'elapsed')).toEqual({ '2026-03-01': [6.5, 2] });
      expect(values(payments, 'count')).toMatchObject({
        '2026-03-01': [3, 1],
        '2026-05-01': [240, 1],
      });
      expect(product.asked).toHaveLength(edition === 'cloud' ? 3 : 9);
    },
  );

  it('cloud: ends with the page that is the last, whatever token it has', async () => {
    const issues = Array.from({ length: 120 }, (_, n) => issue(n + 1));
    const product = await startProduct(asked => {
      const { body } = cloud(issues)(asked);
      return { body: { ...body, nextPageToken: body.nextPageToken ?? '0' } };
    }, contract);
    const source = await createProductSource(settings(product));
    const { values } = await measure(source, kpis, [payments, shop]);
    expect(values(payments, 'count')['2026-03-01']).toEqual([120, 1]);
    expect(product.asked).toHaveLength(2);
  });

  it('cloud: a page that is not the last and names no other is an error', async () => {
    const issues = Array.from({ length: 120 }, (_, n) => issue(n + 1));
    const product = await startProduct(asked => {
      const { body } = cloud(issues)(asked);
      return { body: { ...body, nextPageToken: undefined } };
    });
    const source = await createProductSource(settings(product));
    await expect(measure(source, kpis, [payments, shop])).rejects.toThrow(
      'says that there are more rows, but not how to get the next page',
    );
  });

  it('dataCenter: misses no issue where others are deleted meanwhile', async () => {
    const issues = Array.from({ length: 200 }, (_, n) => issue(n + 1));
    const product = await startProduct(asked => {
      if ([2, 4].includes(product.asked.length)) {
        issues.splice(3, 5);
      }
      return dataCenter(issues)(asked);
    }, contract);
    const source = await createProductSource(
      settings(product, { edition: 'dataCenter' }),
    );
    const { values } = await measure(source, kpis, [payments, shop]);
    // Those that were deleted after they were read go with the next reading of all
    expect(values(payments, 'count')['2026-03-01']).toEqual([200, 1]);
    expect(product.mistakes).toEqual([]);
  });

  it('corrects the past for a request that was reopened late', async () => {
    const issues = [issue(1), issue(2)];
    const product = await startProduct(cloud(issues), contract);
    const source = await createProductSource(settings(product));
    const before = await measure(source, kpis, [payments, shop]);
    expect(before.values(payments, 'in-sla')['2026-03-01']).toEqual([100, 2]);
    const [first] = (
      issues[1].fields.customfield_10030 as { completedCycles: unknown[] }
    ).completedCycles;
    Object.assign(issues[1].fields, {
      updated: '2026-05-02T10:00:00.000+0000',
      resolutiondate: '2026-05-02T10:00:00.000+0000',
      customfield_10030: {
        completedCycles: [
          first,
          cycle('2026-05-01T10:00:00Z', '2026-05-02T10:00:00Z', true),
        ],
      },
    });
    const after = await measure(source, kpis, [payments, shop]);
    expect(after.values(payments, 'in-sla')).toMatchObject({
      '2026-03-01': [100, 1],
      '2026-05-01': [0, 1],
    });
    expect(after.values(payments, 'elapsed')['2026-05-01'][0]).toBeCloseTo(27);
    // Since an hour before the newest change, and ten minutes for the clocks
    const asked = minutesOf(product.asked.at(-1)!.url.searchParams.get('jql')!);
    const since = Date.parse('2026-03-10T11:00:00Z') - 70 * 60_000;
    expect(Math.abs(Date.now() - asked * 60_000 - since)).toBeLessThan(120_000);
  });

  it('keeps the meaning of JQL, whatever an admin writes', () => {
    const sign = fc.constantFrom(
      ...['"', "'", '\\', '(', ')', ' OR ', ' AND ', ',', '=', 'ORDER BY', 'x'],
      ...['\n', '%22', '&jql=', '#', '+', 'ä', '"a b"', "'c)'", '"\\""'],
    );
    const text = fc.array(sign, { maxLength: 8 }).map(all => all.join(''));
    let added = 0;
    fc.assert(
      fc.property(
        fc.array(text.filter(Boolean), { minLength: 1, maxLength: 3 }),
        text,
        (projects, jql) => {
          if (!isClosedJql(jql) || !jql.trim()) {
            return;
          }
          added++;
          const profile = new JiraProfile(
            jiraSchema.parse({ url: 'https://x.example/jira', projects, jql }),
          );
          const [{ url }] = profile.requests(
            new Date('2026-01-01T00:00:00Z'),
            new Date('2026-01-01T01:00:00Z'),
          );
          expect(url.pathname).toBe('/jira/rest/api/3/search/jql');
          expect([...url.searchParams.keys()]).toEqual([
            'jql',
            'fields',
            'maxResults',
          ]);
          const values = projects.flatMap(one => [',', { text: one }]).slice(1);
          expect(tokens(url.searchParams.get('jql')!)).toEqual([
            ...['project', 'in', '(', ...values, ')', 'AND'],
            ...['(', ...tokens(jql), ')', 'AND', 'updated', '>', '='],
            { text: '-70m' },
            ...['ORDER', 'BY', 'updated', 'DESC', ',', 'key', 'ASC'],
          ]);
          // What the admin wrote closes no parenthesis but its own
          let depth = 0;
          for (const token of tokens(jql)) {
            depth += token === '(' ? 1 : 0;
            depth -= token === ')' ? 1 : 0;
            expect(depth).toBeGreaterThanOrEqual(0);
          }
          expect(depth).toBe(0);
        },
      ),
      { numRuns: 3_000 },
    );
    expect(added).toBeGreaterThan(300);
  });

  it.each([
    [{ jql: 'a = 1) OR (b = 2' }, 'use JQL without ORDER BY'],
    [{ jql: 'a = "1' }, 'use JQL without ORDER BY'],
    [{ jql: 'a = 1 order  by key' }, 'use JQL without ORDER BY'],
    [{ fields: ['a,b'] }, 'use the id of a field'],
    [{ edition: 'server' }, 'Invalid option'],
  ])('refuses %j', (given, message) => {
    expect(() =>
      jiraSchema.parse({ url: 'https://x.example', ...given }),
    ).toThrow(message);
  });
});
