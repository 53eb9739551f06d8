/** The recipes of the README, word by word, with systems as their vendors describe them. */
import { createMockDirectory } from '@backstage/backend-test-utils';
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { parse } from 'yaml';
import {
  Answer,
  createProductSource,
  measure,
  startProduct,
  stopProducts,
} from './__testUtils__/startProduct';
import { Asked } from './__testUtils__/Contract';

jest.setTimeout(120_000);

const {
  KPI_TREE_TEST_ALERTMANAGER_URL: alertmanager,
  KPI_TREE_TEST_ALERTMANAGER_WEBHOOK_PORT: webhookPort,
} = process.env;

const directory = createMockDirectory();

const readme = readFileSync(resolve(__dirname, '../README.md'), 'utf8');

/** What the README has under a title. */
function recipe(title: string) {
  const [, section] = readme.split(`\n#### ${title}\n`);
  const [own] = section.split(/\n#{2,4} /);
  const blocks = [...own.matchAll(/```(\w+)\n([\s\S]*?)```/g)];
  const examples = blocks
    .filter(([, language]) => language === 'yaml')
    .map(([, , text]) => parse(text));
  return {
    sources: examples.filter(Array.isArray).map(([source]) => source),
    kpis: examples
      .filter(one => one.source)
      .map(({ source: { id, ...settings }, ...spec }) => ({
        name: String(id),
        settings,
        spec,
      })),
    script: blocks.find(([, language]) => language === 'js')?.[2],
  };
}

/** A source of a recipe, with another host. */
const at = (source: { http: { url: string } }, url: string) => ({
  ...source,
  http: {
    ...source.http,
    url: source.http.url.replace(/^https:\/\/[^/]+/, url),
  },
});

/** A page of rows, as SonarQube numbers them. */
function page(rows: object[], { url }: Asked) {
  const index = Number(url.searchParams.get('p'));
  const size = Number(url.searchParams.get('ps'));
  return {
    rows: rows.slice((index - 1) * size, index * size),
    paging: { pageIndex: index, pageSize: size, total: rows.length },
  };
}

const payments = {
  entityRef: 'component:default/payments',
  keys: {},
  annotations: { 'sonarqube.org/project-key': 'shop:payments' },
};

afterEach(stopProducts);

describe('A CSV export of Jira', () => {
  const {
    sources: [source],
    kpis: [lead],
  } = recipe('A CSV export of Jira');
  const all = 'domain:default/shop';
  const kpis = [
    { ...lead, spec: { ...lead.spec, grain: 'month' as const } },
    { name: 'count', settings: { time: 'Created', measure: 'count' } },
    {
      name: 'points',
      settings: {
        time: 'Created',
        measure: 'sum',
        of: 'Custom field (Story Points)',
      },
    },
  ];

  const measured = async (columns: object) => {
    directory.setContent({
      'new.csv': [
        '\ufeffSummary;Issue key;Issue Type;Status;Created;Updated;Resolved;Labels;Labels;Component/s;Component/s;Custom field (Story Points);Description',
        '"Login; slow";PAY-1;Bug;Done;30/Apr/26 2:15 PM;03/May/26 9:00 AM;02/May/26 2:15 AM;production;db;;payments;1,5;"line 1\nline ""2"""',
        'Crash;PAY-2;Bug;Open;01/May/26 12:05 AM;02/May/26 1:00 PM;;production;;payments;orders;;',
        'Idea;PAY-3;Story;Done;05/May/26 8:00 AM;06/May/26 8:00 AM;06/May/26 8:00 AM;;;;;5;',
        '',
      ].join('\r\n'),
      // Exported before, when it was open and in another month
      'old.csv': [
        'Summary;Issue key;Issue Type;Status;Created;Updated;Resolved;Labels;Component/s;Custom field (Story Points);Description',
        'Slow;PAY-1;Bug;Open;30/Mar/26 2:15 PM;01/Apr/26 9:00 AM;;production;payments;9;',
        '',
      ].join('\r\n'),
    });
    const made = await createProductSource({
      ...source,
      csv: directory.resolve('*.csv'),
      columns,
      entities: { ...source.entities, ignore: ['orders'], always: [all] },
    });
    return measure(made, kpis, [payments.entityRef, all]);
  };

  it('is read with its lists, dates, numbers, blanks and versions', async () => {
    const { errors, values } = await measured(source.columns);
    expect(errors).toEqual([]);
    expect(values(payments.entityRef, 'jira')).toEqual({
      '2026-05-01': [1.5, 1],
    });
    expect(values(payments.entityRef, 'count')).toMatchObject({
      '2026-04-01': [1, 1],
      '2026-05-01': [1, 1],
    });
    expect(values(all, 'count')).toMatchObject({
      '2026-03-01': [0, 1],
      '2026-04-01': [1, 1],
      '2026-05-01': [2, 1],
    });
    expect(values(all, 'points')).toMatchObject({
      '2026-04-01': [1.5, 1],
      '2026-05-01': [5, 1],
    });
  });

  it('says where to say how it is written', async () => {
    const { errors } = await measured({});
    expect(errors).toContainEqual(
      expect.stringMatching(
        /"30.Apr.26 2:15 PM": Created is not a date .*, or say under dates or columns of the source how it is written$/,
      ),
    );
    const { Created, Updated, Resolved } = source.columns;
    const ofNumbers = await measured({ Created, Updated, Resolved });
    expect(ofNumbers.errors).toEqual([
      expect.stringMatching(
        /"1,5": Custom field .Story Points. is not a number: use one such as 12.5, or say under columns of the source how it is written, such as decimal: ","$/,
      ),
    ]);
  });
});

describe('SonarQube', () => {
  const { sources, kpis } = recipe('SonarQube');

  it('says how much was covered, by the history of a metric', async () => {
    const history = Array.from({ length: 1_200 }, (_, index) => ({
      date: `2026-${index < 600 ? '05' : '06'}-01T${String(index % 24).padStart(
        2,
        '0',
      )}:17:05+0200`,
      value: index < 600 ? '71.5' : '80.0',
    })).filter(({ date }, index, all) => all[index - 24]?.date !== date);
    history.push({ date: '2026-06-20T10:00:00+0200', value: '82.5' });
    // Where an analysis has not measured it
    history.push({ date: '2026-06-21T10:00:00+0200' } as never);
    const product = await startProduct(asked => {
      const { rows, paging } = page(history, asked);
      return {
        body: { paging, measures: [{ metric: 'coverage', history: rows }] },
      };
    });
    const source = await createProductSource(at(sources[0], product.url));
    const { errors, values } = await measure(
      source,
      [{ ...kpis[0], spec: { ...kpis[0].spec } }],
      [payments],
    );
    expect(errors).toEqual([]);
    expect(product.asked[0].url.searchParams.get('component')).toBe('payments');
    expect(values(payments.entityRef, kpis[0].name)).toMatchObject({
      '2026-06-20': [82.5, 1],
    });
  });

  const issues = Array.from({ length: 501 }, (_, index) => ({
    key: `issue-${index}`,
    project: index === 7 ? 'shop:orders' : 'shop:payments',
    type: 'VULNERABILITY',
    issueStatus: index % 2 ? 'FIXED' : 'OPEN',
    creationDate: '2026-05-13T17:55:39+0200',
    ...(index % 2 ? { closeDate: '2026-06-13T17:55:39+0200' } : {}),
    impacts: [{ softwareQuality: 'SECURITY', severity: 'HIGH' }],
    tags: [],
  }));

  it('says how many vulnerabilities were open, by its issues', async () => {
    const product = await startProduct(asked => {
      const { rows, paging } = page(issues, asked);
      return { body: { paging, issues: rows, components: [] } };
    });
    const source = await createProductSource({
      ...at(sources[1], product.url),
      entities: { ...sources[1].entities, ignore: ['shop:orders'] },
    });
    const { errors, values } = await measure(
      source,
      [{ ...kpis[1], spec: { ...kpis[1].spec, grain: 'month' } }],
      [payments],
    );
    expect(errors).toEqual([]);
    expect(values(payments.entityRef, kpis[1].name)).toMatchObject({
      '2026-04-01': [0, 1],
      '2026-05-01': [500, 1],
      '2026-06-01': [251, 1],
    });
  });

  it('fails where there are more issues than it answers', async () => {
    const product = await startProduct(({ url }): Answer => {
      const index = Number(url.searchParams.get('p'));
      return index * 500 > 10_000
        ? {
            status: 400,
            body: {
              errors: [
                {
                  msg: 'Can return only the first 10000 results. 10500th result asked.',
                },
              ],
            },
          }
        : {
            body: {
              paging: { pageIndex: index, pageSize: 500, total: 10_001 },
              issues: issues
                .slice(0, 500)
                .map(issue => ({ ...issue, key: `${issue.key} of ${index}` })),
            },
          };
    });
    const source = await createProductSource(at(sources[1], product.url));
    await expect(measure(source, [kpis[1]], [payments])).rejects.toThrow(
      'answers 400',
    );
  });
});

describe('Statuspage', () => {
  const { sources, kpis } = recipe('Statuspage');
  const git = 'component:default/git';

  const incident = (id: string, more: object) => ({
    id,
    name: 'Incident',
    status: 'resolved',
    created_at: '2026-06-10T08:00:00.000Z',
    updated_at: '2026-06-10T09:00:00.000Z',
    monitoring_at: null,
    started_at: '2026-06-10T08:00:00.000Z',
    resolved_at: '2026-06-10T11:00:00.000Z',
    impact: 'critical',
    shortlink: `https://stspg.io/${id}`,
    page_id: 'kctbh9vrtdwd',
    incident_updates: [
      { id: 'u1', status: 'resolved', affected_components: null },
    ],
    components: [{ id: 'c1', name: 'Git Operations', status: 'operational' }],
    ...more,
  });
  const incidents = [
    incident('a', {}),
    incident('b', { impact: 'minor' }),
    // It lasts
    incident('c', {
      status: 'investigating',
      impact: 'major',
      started_at: '2026-06-30T14:00:00.000Z',
      resolved_at: null,
      components: [{ name: 'Pages' }, { name: 'Git Operations' }],
    }),
    incident('d', { components: [{ name: 'Pages' }] }),
  ];
  // Three hours, and 0.3 of ten, of the days from the 10th on
  const expected = 100 * (1 - (3 + 3) / (21 * 24));

  it('says how available a vendor was', async () => {
    const product = await startProduct(() => ({
      body: { page: { id: 'kctbh9vrtdwd' }, incidents },
    }));
    const source = await createProductSource(at(sources[0], product.url));
    const { errors, values } = await measure(
      source,
      [{ ...kpis[0], spec: { ...kpis[0].spec, grain: 'month' } }],
      [git],
    );
    expect(errors).toEqual([]);
    expect(values(git, kpis[0].name)).toEqual({
      '2026-06-01': [expect.closeTo(expected, 9), 21 * 24 * 60],
    });
  });

  it('says so of a page of one’s own, page by page', async () => {
    const many = [
      ...incidents,
      ...Array.from({ length: 120 }, (_, index) =>
        incident(`old-${index}`, { impact: 'none' }),
      ),
    ];
    const product = await startProduct(({ url, headers }) => {
      expect(headers.authorization).toBe('OAuth key');
      const number = Number(url.searchParams.get('page'));
      const size = Number(url.searchParams.get('limit'));
      return { body: many.slice((number - 1) * size, number * size) };
    });
    const own = at(sources[1], product.url);
    const source = await createProductSource({
      ...own,
      http: { ...own.http, headers: { Authorization: 'OAuth key' } },
      entities: sources[0].entities,
    });
    const { errors, values } = await measure(
      source,
      [
        { ...kpis[0], spec: { ...kpis[0].spec, grain: 'month' } },
        { name: 'count', settings: { time: 'started_at', measure: 'count' } },
      ],
      [git],
    );
    expect(errors).toEqual([]);
    expect(values(git, kpis[0].name)).toEqual({
      '2026-06-01': [expect.closeTo(expected, 9), 21 * 24 * 60],
    });
    expect(values(git, 'count')).toEqual({ '2026-06-01': [123, 1] });
  });
});

describe('Alertmanager and Grafana', () => {
  const { sources, kpis, script } = recipe('Alertmanager and Grafana');
  const open = {
    name: 'open',
    settings: { time: 'startsAt', measure: 'open', to: 'endsAt' },
    spec: { unit: '1' },
  };

  const measured = async () => {
    const source = await createProductSource({
      ...sources[0],
      jsonLines: directory.resolve('alerts.jsonl'),
    });
    return measure(
      source,
      [{ ...kpis[0], spec: { ...kpis[0].spec, grain: 'month' } }, open],
      [payments.entityRef],
    );
  };

  const alert = (fingerprint: string, startsAt: string, endsAt?: string) => ({
    status: endsAt ? 'resolved' : 'firing',
    labels: { alertname: 'Down', service: 'payments', severity: 'critical' },
    annotations: {},
    startsAt,
    endsAt: endsAt ?? '0001-01-01T00:00:00Z',
    fingerprint,
  });

  it('says how long alerts fired, of what was sent to a webhook', async () => {
    const sent = [
      [alert('a', '2026-05-01T10:00:00+02:00')],
      // Sent again, together with another
      [
        alert('a', '2026-05-01T10:00:00+02:00'),
        alert('b', '2026-05-02T00:00:00Z'),
      ],
      [
        alert('a', '2026-05-01T10:00:00+02:00', '2026-05-01T09:00:00Z'),
        alert('b', '2026-05-02T00:00:00Z'),
      ],
      // It fires again
      [alert('a', '2026-05-03T00:00:00Z', '2026-05-03T00:20:00Z')],
    ].map(alerts => JSON.stringify({ receiver: 'portal', alerts }));
    directory.setContent({ 'alerts.jsonl': `${sent.join('\n')}\n` });
    const { errors, values } = await measured();
    expect(errors).toEqual([]);
    expect(values(payments.entityRef, 'alerts')).toEqual({
      '2026-05-01': [40, 2],
    });
    expect(values(payments.entityRef, 'open')).toMatchObject({
      '2026-04-01': [0, 1],
      '2026-05-01': [1, 1],
      '2026-06-01': [1, 1],
    });
  });

  if (!alertmanager) {
    // Said in the output, so that nobody takes it for tested
    it.todo('is sent by a real Alertmanager');
    return;
  }

  it('says so with a real Alertmanager', async () => {
    directory.setContent({ 'receive.mjs': script!, 'alerts.jsonl': '' });
    const file = directory.resolve('alerts.jsonl');
    const receiver = spawn(process.execPath, [
      directory.resolve('receive.mjs'),
      webhookPort!,
      file,
    ]);
    const sent = async (status: string, times: number) => {
      for (let tries = 0; tries < 300; tries++) {
        const found = readFileSync(file, 'utf8').split(
          `"status":"${status}","labels"`,
        );
        if (found.length > times) {
          return;
        }
        await sleep(100);
      }
      throw new Error(`Not sent: ${readFileSync(file, 'utf8')}`);
    };
    const send = async (alerts: object[]) => {
      const { ok } = await fetch(`${alertmanager}/api/v2/alerts`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(alerts),
      });
      expect(ok).toBe(true);
    };
    const named = (alertname: string, startsAt: string, endsAt?: string) => ({
      labels: { alertname, service: 'payments', severity: 'critical' },
      startsAt,
      ...(endsAt ? { endsAt } : {}),
    });
    try {
      await send([
        named('Down', '2026-05-01T10:00:00Z'),
        named('Slow', '2026-05-02T00:00:00Z'),
      ]);
      await sent('firing', 2);
      await send([
        named('Down', '2026-05-01T10:00:00Z', '2026-05-01T10:45:00Z'),
      ]);
      await sent('resolved', 1);
    } finally {
      receiver.kill();
    }
    const { errors, values } = await measured();
    expect(errors).toEqual([]);
    expect(values(payments.entityRef, 'alerts')).toEqual({
      '2026-05-01': [45, 1],
    });
    expect(values(payments.entityRef, 'open')).toMatchObject({
      '2026-04-01': [0, 1],
      '2026-05-01': [1, 1],
    });
  });
});
