import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Asked, Contract } from '../../__testUtils__/Contract';
import {
  createProductSource,
  documentedColumns,
  measure,
  startProduct,
  stopProducts,
} from '../../__testUtils__/startProduct';

jest.setTimeout(60_000);

afterEach(stopProducts);

type Json = Record<string, any>;
type Alert = Json & { number: number; updated_at: string };

const KINDS = ['dependabot', 'code-scanning'];
let contract: Contract;
/** Alerts of organisations as GitHub gives them as examples. */
let example: Record<string, Alert>;

beforeAll(() => {
  const file = (require.resolve.paths('@octokit/openapi') ?? [])
    .map(place => join(place, '@octokit/openapi/generated/api.github.com.json'))
    .find(existsSync)!;
  const { openapi, paths, components } = JSON.parse(
    readFileSync(file, 'utf8'),
  ) as { openapi: string; paths: Json; components: Json };
  allowNull(components.schemas);
  contract = new Contract({
    openapi,
    components,
    paths: Object.fromEntries(
      KINDS.flatMap(kind => [
        `/orgs/{org}/${kind}/alerts`,
        `/repos/{owner}/{repo}/${kind}/alerts`,
      ]).map(path => [path, paths[path]]),
    ),
  });
  const [dependabot] =
    components.examples['dependabot-alerts-for-organization'].value;
  example = {
    // The example has a text there, and the schema a number
    dependabot: {
      ...dependabot,
      security_advisory: { ...dependabot.security_advisory, epss: undefined },
    },
    'code-scanning':
      components.examples['code-scanning-organization-alert-items'].value[0],
  };
});

/** What may be null has values that are listed, and GitHub does not list null. */
function allowNull(schema: unknown): void {
  if (typeof schema !== 'object' || schema === null) {
    return;
  }
  const { nullable, enum: values } = schema as Json;
  if (nullable === true && Array.isArray(values) && !values.includes(null)) {
    values.push(null);
  }
  Object.values(schema).forEach(allowNull);
}

const alert = (
  kind: string,
  number: number,
  name: string,
  created_at: string,
  changes: object = {},
): Alert => ({
  ...example[kind],
  number,
  state: 'open',
  created_at,
  updated_at: created_at,
  fixed_at: null,
  dismissed_at: null,
  dismissed_by: null,
  dismissed_reason: null,
  dismissed_comment: null,
  auto_dismissed_at: null,
  repository: { ...example[kind].repository, id: name.length, full_name: name },
  ...changes,
});

/** A GitHub of the organisation acme, a few alerts a page. */
const gitHub =
  (alerts: Record<string, Alert[]>, size = 2) =>
  ({ url }: Asked) => {
    const [, scope, owner, name, kind = name] =
      /^\/(orgs|repos)\/([^/]+)\/(?:([^/]+)\/)?([^/]+)\/alerts$/.exec(
        url.pathname,
      ) ?? [];
    // Of code scanning a question without a state may be for the open ones
    const state =
      url.searchParams.get('state') ??
      (kind === 'dependabot' ? undefined : 'open');
    const found = (alerts[kind] ?? [])
      .filter(one => !state || one.state === state)
      .filter(
        one =>
          scope === 'orgs' || one.repository.full_name === `${owner}/${name}`,
      )
      .sort((a, b) => (a.updated_at > b.updated_at ? -1 : 1))
      .map(one =>
        // Of one repository it says no more which
        scope === 'repos' ? { ...one, repository: undefined } : one,
      );
    const begin = Number(url.searchParams.get('after') ?? 0);
    const next = new URL(url);
    next.searchParams.set('after', String(begin + size));
    return {
      headers:
        begin + size < found.length
          ? { link: `<${next}>; rel="next"` }
          : ({} as Record<string, string>),
      body: JSON.parse(JSON.stringify(found.slice(begin, begin + size))),
    };
  };

const shop = 'component:default/shop';
const entities = [
  {
    entityRef: shop,
    keys: {},
    annotations: { 'github.com/project-slug': 'acme/shop' },
  },
];

const settings = (url: string, more: object) => ({
  gitHub: {
    url,
    headers: { Authorization: 'Bearer secret' },
    read: ['dependabotAlerts', 'codeScanningAlerts'],
    ...more,
  },
  entities: {
    column: 'repository',
    annotation: 'github.com/project-slug',
    ignore: ['*'],
  },
});

const kpis = [
  {
    name: 'open',
    settings: {
      time: 'created_at',
      where: { kind: 'dependabot_alert' },
      measure: 'open',
      to: 'closed_at',
    },
  },
  {
    name: 'fix',
    spec: { unit: 'd' },
    settings: {
      time: 'fixed_at',
      where: { kind: 'code_scanning_alert' },
      measure: 'mean',
      of: { duration: { from: 'created_at', to: 'fixed_at' } },
    },
  },
];

const alerts = () => ({
  dependabot: [
    alert('dependabot', 1, 'acme/shop', '2026-03-01T00:00:00Z'),
    alert('dependabot', 2, 'acme/shop', '2026-03-02T00:00:00Z', {
      state: 'fixed',
      fixed_at: '2026-04-10T00:00:00Z',
      updated_at: '2026-04-10T00:00:00Z',
    }),
    alert('dependabot', 3, 'acme/shop', '2026-03-03T00:00:00Z', {
      state: 'auto_dismissed',
      auto_dismissed_at: '2026-03-04T00:00:00Z',
      updated_at: '2026-03-04T00:00:00Z',
    }),
    // The same number in another repository
    alert('dependabot', 1, 'acme/other', '2026-03-01T00:00:00Z'),
  ],
  'code-scanning': [
    alert('code-scanning', 1, 'acme/shop', '2026-03-01T00:00:00Z', {
      state: 'fixed',
      fixed_at: '2026-03-11T00:00:00Z',
      updated_at: '2026-03-11T00:00:00Z',
    }),
    alert('code-scanning', 2, 'acme/shop', '2026-03-01T00:00:00Z', {
      state: 'dismissed',
      dismissed_at: '2026-03-02T00:00:00Z',
      dismissed_reason: 'false positive',
      updated_at: '2026-03-02T00:00:00Z',
    }),
  ],
});

describe('alerts of GitHub', () => {
  it.each([
    ['an organisation', { organizations: ['acme'] }],
    ['a repository', { repositories: ['acme/shop'] }],
  ])('are measured of %s, with valid requests', async (_, place) => {
    const product = await startProduct(gitHub(alerts()), contract);
    const source = await createProductSource(settings(product.url, place));
    const { values, errors } = await measure(source, kpis, entities);
    expect(errors).toEqual([]);
    expect(product.mistakes).toEqual([]);
    expect(values(shop, 'open')).toMatchObject({
      '2026-03-01': [2, 1],
      '2026-04-01': [1, 1],
      '2026-05-01': [1, 1],
    });
    expect(values(shop, 'fix')).toEqual({ '2026-03-01': [10, 1] });
  });

  it('are read as far as they were changed, and correct the past', async () => {
    const known = alerts();
    const product = await startProduct(gitHub(known), contract);
    const source = await createProductSource(
      settings(product.url, { organizations: ['acme'] }),
    );
    await measure(source, kpis, entities);
    const before = product.asked.length;
    // It is open again, as its dependency is back
    Object.assign(known.dependabot[1], {
      state: 'open',
      fixed_at: null,
      updated_at: '2026-05-20T00:00:00Z',
    });
    const { values } = await measure(source, kpis, entities);
    expect(values(shop, 'open')).toMatchObject({
      '2026-03-01': [2, 1],
      '2026-04-01': [2, 1],
    });
    // A page of each: what follows was known
    expect(product.asked.length - before).toBe(4);
    expect(product.mistakes).toEqual([]);
  });

  it('have the documented columns', () => {
    const columns = documentedColumns('github.md').flatMap(
      ({ kinds, column, field }) =>
        kinds.map(kind => ({ kind, column, field })),
    );
    for (const [kind, path] of [
      ['dependabot_alert', 'dependabot'],
      ['code_scanning_alert', 'code-scanning'],
    ]) {
      const own = columns.filter(one => one.kind === kind);
      expect(own.length).toBeGreaterThan(10);
      for (const { column, field } of own) {
        for (const place of ['orgs/a', 'repos/a/b']) {
          const at = `/${place}/${path}/alerts`;
          const has = contract.hasField('GET', at, '', field);
          expect([at, column, has]).toEqual([at, column, true]);
        }
      }
    }
  });

  it('are not asked for unless they are configured', async () => {
    const product = await startProduct(() => ({ body: {} }));
    const source = await createProductSource(
      settings(product.url, { organizations: ['acme'], read: undefined }),
    );
    await measure(source, kpis, entities).catch(() => undefined);
    expect(
      product.asked.filter(({ url }) => url.pathname.includes('alerts')),
    ).toEqual([]);
  });
});
