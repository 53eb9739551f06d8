import { RetryLaterError } from '@kpi-tree/backstage-plugin-kpi-tree-node';
import fc from 'fast-check';
import {
  buildSchema,
  getNamedType,
  graphql,
  GraphQLError,
  GraphQLSchema,
  isObjectType,
} from 'graphql';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Asked, Contract } from '../../__testUtils__/Contract';
import {
  Answer,
  createProductSource,
  documentedColumns,
  measure,
  startProduct,
  stopProducts,
} from '../../__testUtils__/startProduct';
import { gitHubSchema } from './config';
import { GitHubProfile } from './GitHubProfile';
import { repositoryQuery } from './queries';

jest.setTimeout(120_000);

afterEach(stopProducts);

/** A file of a package, which may not let it be required. */
function fileOf(name: string, ...path: string[]): string {
  const places = require.resolve.paths(name) ?? [];
  const file = places
    .map(place => join(place, name, ...path))
    .find(existsSync)!;
  return readFileSync(file, 'utf8');
}

const RUNS = '/repos/{owner}/{repo}/actions/runs';
let rest: Contract;
let schema: GraphQLSchema;
/** A run of a workflow as GitHub gives it as an example. */
let exampleRun: object;

beforeAll(() => {
  const { openapi, paths, components } = JSON.parse(
    fileOf('@octokit/openapi', 'generated', 'api.github.com.json'),
  );
  rest = new Contract({ openapi, paths: { [RUNS]: paths[RUNS] }, components });
  [exampleRun] =
    components.examples['workflow-run-paginated'].value.workflow_runs;
  // GitHub publishes some fields twice
  schema = buildSchema(fileOf('@octokit/graphql-schema', 'schema.graphql'), {
    assumeValid: true,
  });
});

type Item = Record<string, unknown>;
type Repository = {
  databaseId: number;
  nameWithOwner: string;
  deployments: Item[];
  releases: Item[];
  pullRequests: Item[];
  runs: Item[];
};

let ids = 0;

const repository = (
  nameWithOwner: string,
  has: Partial<Repository> = {},
): Repository => ({
  databaseId: ++ids,
  nameWithOwner,
  deployments: [],
  releases: [],
  pullRequests: [],
  runs: [],
  ...has,
});

const status = (state: string, createdAt: string) => ({ state, createdAt });

const deployment = (
  createdAt: string,
  statuses: { state: string; createdAt: string }[],
  environment = 'production',
): Item => ({
  id: `DE_${ids++}`,
  environment,
  state: statuses.at(-1)?.state ?? 'PENDING',
  createdAt,
  updatedAt: statuses.at(-1)?.createdAt ?? createdAt,
  commit: { oid: 'c0ffee', committedDate: '2026-03-01T00:00:00Z' },
  statuses,
});

const pullRequest = (changes: Item): Item => ({
  __typename: 'PullRequest',
  id: `PR_${ids++}`,
  number: ids,
  state: 'MERGED',
  isDraft: false,
  baseRefName: 'main',
  createdAt: '2026-03-02T00:00:00Z',
  updatedAt: '2026-03-03T00:00:00Z',
  mergedAt: '2026-03-03T00:00:00Z',
  closedAt: '2026-03-03T00:00:00Z',
  additions: 10,
  deletions: 1,
  labels: [{ name: 'fix' }, { name: 'urgent' }],
  commits: [{ commit: { authoredDate: '2026-03-01T12:00:00Z' } }],
  reviews: [{ submittedAt: '2026-03-02T18:00:00Z' }],
  ...changes,
});

const run = (created_at: string, changes: Item = {}): Item => ({
  ...exampleRun,
  id: ids++,
  created_at,
  run_started_at: created_at,
  updated_at: created_at,
  status: 'completed',
  conclusion: 'success',
  ...changes,
});

const newest = (items: Item[], key: string) =>
  [...items].sort((a, b) => (String(a[key]) > String(b[key]) ? -1 : 1));

/** A list of GraphQL, page after page. */
const connection =
  (items: Item[]) =>
  ({ first, after }: { first: number; after?: string | null }) => {
    const begin = Number(after ?? 0);
    const end = begin + first;
    return {
      totalCount: items.length,
      issueCount: items.length,
      nodes: items.slice(begin, end),
      pageInfo: { hasNextPage: end < items.length, endCursor: String(end) },
    };
  };

const toNode = (one: Repository): Item => ({
  databaseId: one.databaseId,
  nameWithOwner: one.nameWithOwner,
  deployments: connection(
    newest(one.deployments, 'createdAt').map(item => ({
      ...item,
      statuses: connection(item.statuses as Item[]),
    })),
  ),
  releases: connection(newest(one.releases, 'createdAt')),
});

const missing = (what: string) =>
  new GraphQLError(`Could not resolve to ${what}`, {
    extensions: { type: 'NOT_FOUND' },
  });

/** The questions that GraphQL of GitHub answers, of the organisation acme. */
const rootOf = (repositories: Repository[]) => ({
  organization: ({ login }: { login: string }) => {
    if (login !== 'acme') {
      throw missing(`an Organization with the login of '${login}'`);
    }
    return { repositories: connection(repositories.map(toNode)) };
  },
  repository: ({ owner, name }: { owner: string; name: string }) => {
    const found = repositories.find(
      one => one.nameWithOwner === `${owner}/${name}`,
    );
    if (!found) {
      throw missing(`a Repository with the name '${owner}/${name}'`);
    }
    return toNode(found);
  },
  search: ({
    query,
    ...page
  }: {
    query: string;
    first: number;
    after?: string;
  }) => {
    const [, place, from, to] =
      /^is:pr (\S+) updated:(\S+)\.\.(\S+) sort:updated-asc$/.exec(query)!;
    const found = repositories.flatMap(
      ({ databaseId, nameWithOwner, pullRequests }) =>
        [`repo:${nameWithOwner}`, 'org:acme'].includes(place)
          ? pullRequests
              .filter(one => {
                const updated = Date.parse(String(one.updatedAt));
                return updated >= Date.parse(from) && updated <= Date.parse(to);
              })
              .map(one => ({
                ...one,
                repository: { databaseId, nameWithOwner },
                labels: connection(one.labels as Item[]),
                commits: connection(one.commits as Item[]),
                reviews: connection(one.reviews as Item[]),
              }))
          : [],
    );
    // A search tells no more than a thousand
    const answer = connection(found.slice(0, 1_000))(page);
    return { ...answer, issueCount: found.length };
  },
});

/** A GitHub, held to its schema of GraphQL and its specification of REST. */
function gitHub(repositories: Repository[], mistakes: string[]) {
  return async (asked: Asked): Promise<Answer> => {
    const { pathname, searchParams } = asked.url;
    if (pathname === '/graphql') {
      const { query, variables } = asked.body as {
        query: string;
        variables: Record<string, unknown>;
      };
      const { data, errors } = await graphql({
        schema,
        source: query,
        rootValue: rootOf(repositories),
        variableValues: variables,
      });
      return {
        body: {
          data,
          ...(errors && {
            errors: errors.map(({ message, extensions }) => ({
              type: extensions.type,
              message,
            })),
          }),
        },
      };
    }
    mistakes.push(...rest.requestMistakes(asked));
    const [, owner, name] = /^\/repos\/(.+?)\/(.+?)\//.exec(pathname)!;
    const found = repositories.find(
      one => one.nameWithOwner === `${owner}/${name}`,
    );
    if (!found) {
      return { status: 404, body: { message: 'Not Found' } };
    }
    const page = Number(searchParams.get('page') ?? 1);
    const size = Number(searchParams.get('per_page'));
    const runs = newest(found.runs, 'created_at');
    const next = new URL(asked.url);
    next.searchParams.set('page', String(page + 1));
    const body = {
      total_count: runs.length,
      workflow_runs: runs.slice((page - 1) * size, page * size),
    };
    mistakes.push(...rest.responseMistakes(asked, body));
    return {
      headers:
        page * size < runs.length ? { link: `<${next}>; rel="next"` } : {},
      body,
    };
  };
}

const shop = 'component:default/shop';
const payments = 'component:default/payments';
const slug = (entityRef: string, name: string) => ({
  entityRef,
  keys: {},
  annotations: { 'github.com/project-slug': name },
});
const entities = [slug(shop, 'acme/shop'), slug(payments, 'acme/payments')];

const elsewhere = (one: (typeof entities)[number]) => ({
  ...one,
  annotations: {
    'acme.com/repository': one.annotations['github.com/project-slug'],
  },
});
const bare = [shop, payments];

const settings = (url: string, more: object) => ({
  gitHub: { url, headers: { Authorization: 'Bearer secret' }, ...more },
  entities: {
    column: 'repository',
    annotation: 'github.com/project-slug',
    ignore: ['*'],
  },
});

const deployed = {
  $all: [
    { kind: 'deployment', environment: 'production' },
    { result: { $in: ['success', 'failure'] } },
  ],
};

const kpis = [
  {
    name: 'deployment-frequency',
    settings: {
      time: 'finished_at',
      where: {
        kind: 'deployment',
        environment: 'production',
        result: 'success',
      },
      measure: 'count',
    },
  },
  {
    name: 'change-failure-rate',
    spec: { unit: '%' },
    settings: {
      time: 'finished_at',
      where: deployed,
      measure: 'ratio',
      numerator: { where: { result: 'failure' } },
    },
  },
  {
    name: 'lead-time',
    settings: {
      time: 'merged_at',
      where: { kind: 'pull_request' },
      measure: 'mean',
      of: { duration: { from: 'first_commit_at', to: 'merged_at' } },
    },
  },
  {
    name: 'build-success',
    spec: { unit: '%' },
    settings: {
      time: 'finished_at',
      where: { kind: 'workflow_run' },
      measure: 'ratio',
      numerator: { where: { conclusion: 'success' } },
    },
  },
  {
    name: 'releases',
    settings: {
      time: 'published_at',
      where: { kind: 'release', prerelease: 'false' },
      measure: 'count',
    },
  },
  {
    name: 'pull-requests',
    settings: {
      time: 'created_at',
      where: { kind: 'pull_request' },
      measure: 'count',
    },
  },
];

/** One that succeeded, of which GitHub says later that it is inactive. */
const succeeded = (day: string) =>
  deployment(`${day}T08:00:00Z`, [
    status('IN_PROGRESS', `${day}T08:01:00Z`),
    status('SUCCESS', `${day}T08:05:00Z`),
    status('INACTIVE', `${day}T23:00:00Z`),
  ]);

const failed = (day: string) =>
  deployment(`${day}T09:00:00Z`, [
    status('IN_PROGRESS', `${day}T09:01:00Z`),
    status('FAILURE', `${day}T09:05:00Z`),
  ]);

const release = (publishedAt: string, changes: Item = {}): Item => ({
  id: `RE_${ids++}`,
  name: 'One',
  tagName: 'v1',
  isDraft: false,
  isPrerelease: false,
  createdAt: publishedAt,
  publishedAt,
  updatedAt: publishedAt,
  ...changes,
});

describe('GitHub', () => {
  it('measures the repositories of an organisation, with valid questions', async () => {
    const mistakes: string[] = [];
    const days = Array.from({ length: 120 }, (_, n) =>
      new Date(Date.UTC(2026, 0, 1 + n)).toISOString().slice(0, 10),
    );
    const repositories = [
      ...Array.from({ length: 25 }, (_, n) => repository(`acme/other-${n}`)),
      repository('acme/payments', { deployments: days.map(succeeded) }),
      repository('acme/shop', {
        deployments: [
          succeeded('2026-03-01'),
          succeeded('2026-03-02'),
          failed('2026-03-03'),
          succeeded('2026-03-04'),
          deployment('2026-03-05T00:00:00Z', []),
          deployment(
            '2026-03-05T00:00:00Z',
            [status('FAILURE', '2026-03-05T01:00:00Z')],
            'staging',
          ),
        ],
        pullRequests: [
          pullRequest({}),
          pullRequest({
            mergedAt: '2026-03-02T12:00:00Z',
            commits: [{ commit: { authoredDate: '2026-03-02T08:00:00Z' } }],
            reviews: [],
          }),
          pullRequest({ state: 'OPEN', mergedAt: null, closedAt: null }),
        ],
        runs: [
          ...Array.from({ length: 150 }, (_, n) =>
            run(new Date(Date.UTC(2026, 2, 1, n)).toISOString()),
          ),
          ...Array.from({ length: 50 }, (_, n) =>
            run(new Date(Date.UTC(2026, 2, 2, n)).toISOString(), {
              conclusion: 'failure',
            }),
          ),
          run('2026-03-09T00:00:00Z', {
            status: 'in_progress',
            conclusion: null,
          }),
        ],
        releases: [
          release('2026-03-01T00:00:00Z'),
          release('2026-03-02T00:00:00Z', { isPrerelease: true }),
          release('2026-03-03T00:00:00Z', { isDraft: true, publishedAt: null }),
        ],
      }),
    ];
    const product = await startProduct(gitHub(repositories, mistakes));
    const source = await createProductSource(
      settings(product.url, { organizations: ['acme'] }),
    );
    const { values, errors } = await measure(source, kpis, entities);
    expect(errors).toEqual([]);
    expect(mistakes).toEqual([]);
    expect(product.asked[0].headers.authorization).toBe('Bearer secret');

    const march = (entityRef: string, kpi: string) =>
      values(entityRef, kpi)['2026-03-01'];
    expect(march(shop, 'deployment-frequency')).toEqual([3, 1]);
    expect(march(shop, 'change-failure-rate')).toEqual([25, 4]);
    // From the first commit: 36 h and 4 h
    expect(march(shop, 'lead-time')).toEqual([20, 2]);
    expect(march(shop, 'build-success')).toEqual([75, 200]);
    expect(march(shop, 'releases')).toEqual([1, 1]);
    expect(march(shop, 'pull-requests')).toEqual([3, 1]);
    expect(values(payments, 'deployment-frequency')).toMatchObject({
      '2026-01-01': [31, 1],
      '2026-02-01': [28, 1],
      '2026-03-01': [31, 1],
      '2026-04-01': [30, 1],
    });
  });

  const frequency = kpis.slice(0, 1);

  it('finds repositories in whatever case GitHub writes them', async () => {
    const product = await startProduct(
      gitHub(
        [
          repository('Acme/Payments', {
            deployments: ['2026-04-01', '2026-04-02'].map(succeeded),
          }),
          repository('Acme/SHOP', { deployments: [succeeded('2026-04-03')] }),
          repository('Acme/Other', { deployments: [succeeded('2026-04-04')] }),
        ],
        [],
      ),
    );
    const april = (values: object) => Object.values(values)[0];
    for (const [by, of] of [
      [{ annotation: 'github.com/project-slug' }, entities],
      [{ annotation: 'acme.com/repository' }, entities.map(elsewhere)],
      [{ map: { 'acme/payments': payments, 'ACME/shop': shop } }, bare],
    ] as const) {
      const source = await createProductSource({
        ...settings(product.url, { organizations: ['acme'] }),
        entities: { column: 'repository', ignore: ['acme/other'], ...by },
      });
      const { values, errors } = await measure(source, frequency, [...of]);
      expect(errors).toEqual([]);
      expect(april(values(payments, 'deployment-frequency'))).toEqual([2, 1]);
      expect(april(values(shop, 'deployment-frequency'))).toEqual([1, 1]);
    }
  });

  it('follows a repository that is renamed, also where it is moved', async () => {
    const renamed = repository('acme/shop', {
      deployments: ['2026-05-27', '2026-06-01'].map(succeeded),
      runs: [run('2026-06-01T00:00:00Z')],
    });
    const kept = repository('acme/payments', {
      deployments: [succeeded('2026-06-02')],
    });
    const product = await startProduct(gitHub([renamed, kept], []));
    const source = await createProductSource(
      settings(product.url, { organizations: ['acme'] }),
    );
    const months = async (of = entities) => {
      const { values, errors } = await measure(source, frequency, of);
      expect(errors).toEqual([]);
      return values(shop, 'deployment-frequency');
    };
    const before = { '2026-05-01': [1, 1], '2026-06-01': [1, 1] };
    expect(await months()).toEqual(before);

    renamed.nameWithOwner = 'Acme/shop-web';
    renamed.deployments.push(succeeded('2026-06-03'));
    const after = { ...before, '2026-06-01': [2, 1] };
    expect(await months()).toEqual(after);
    // Nobody wrote the new name into the catalog before it was moved
    renamed.nameWithOwner = 'acme-retail/shop-web';
    expect(await months()).toEqual(after);
    // And now somebody does
    const corrected = [slug(shop, 'Acme-Retail/shop-web'), entities[1]];
    expect(await months(corrected)).toEqual(after);
    // Another one has the old name: whose it is, the catalog says
    kept.nameWithOwner = 'acme/shop';
    expect(
      (await measure(source, frequency, corrected)).values(
        shop,
        'deployment-frequency',
      ),
    ).toEqual(after);
  });

  it('says what a Component names and no record has', async () => {
    const product = await startProduct(
      gitHub(
        [repository('Acme/shop', { deployments: [succeeded('2026-04-01')] })],
        [],
      ),
    );
    const source = await createProductSource(
      settings(product.url, { organizations: ['acme'] }),
    );
    const { errors } = await measure(source, frequency, entities);
    expect(errors).toEqual([
      `metadata.annotations[github.com/project-slug]: ${payments} names "acme/payments", which no record has: check its spelling, and whether it was renamed`,
    ]);
  });

  it('asks little later on, and corrects the past', async () => {
    const mistakes: string[] = [];
    const late = deployment('2026-06-01T08:00:00Z', [
      status('IN_PROGRESS', '2026-06-01T08:01:00Z'),
    ]);
    const merged = pullRequest({
      state: 'OPEN',
      mergedAt: null,
      closedAt: null,
    });
    const shopRepository = repository('acme/shop', {
      deployments: [
        ...Array.from({ length: 200 }, () => succeeded('2026-04-01')),
        late,
      ],
      pullRequests: [merged],
      runs: Array.from({ length: 500 }, () => run('2026-04-01T00:00:00Z')),
    });
    const product = await startProduct(gitHub([shopRepository], mistakes));
    const source = await createProductSource(
      settings(product.url, { organizations: ['acme'] }),
    );
    const before = await measure(source, kpis, entities);
    expect(before.values(shop, 'change-failure-rate')).toEqual({
      '2026-04-01': [0, 200],
    });
    const asked = product.asked.length;
    (late.statuses as object[]).push(status('FAILURE', '2026-06-03T00:00:00Z'));
    Object.assign(late, {
      state: 'FAILURE',
      updatedAt: '2026-06-03T00:00:00Z',
    });
    Object.assign(merged, {
      state: 'MERGED',
      mergedAt: '2026-06-02T00:00:00Z',
      updatedAt: '2026-06-02T00:00:00Z',
    });
    const after = await measure(source, kpis, entities);
    expect(after.values(shop, 'change-failure-rate')).toMatchObject({
      '2026-04-01': [0, 200],
      '2026-06-01': [100, 1],
    });
    expect(after.values(shop, 'lead-time')['2026-06-01']).toEqual([
      (Date.parse('2026-06-02') - Date.parse('2026-03-01T12:00:00Z')) / 3.6e6,
      1,
    ]);
    // One for each kind of record, one for the names, and one page of runs
    expect(product.asked.length - asked).toBe(5);
    expect(asked).toBeGreaterThan(10);
    expect(mistakes).toEqual([]);
  });

  it('finds all pull requests, though a search tells no more than a thousand', async () => {
    const product = await startProduct(
      gitHub(
        [
          repository('acme/shop', {
            pullRequests: Array.from({ length: 1_500 }, (_, n) =>
              pullRequest({
                updatedAt: new Date(
                  Date.UTC(2026, 2, 3, 0, 0, n),
                ).toISOString(),
              }),
            ),
          }),
        ],
        [],
      ),
    );
    const source = await createProductSource(
      settings(product.url, {
        repositories: ['acme/shop'],
        read: ['pullRequests'],
      }),
    );
    const { values, errors } = await measure(source, [kpis[5]], [entities[0]]);
    expect(errors).toEqual([]);
    expect(values(shop, 'pull-requests')['2026-03-01']).toEqual([1_500, 1]);
  });

  it('finds all pull requests, though some change while they are read', async () => {
    const pullRequests = Array.from({ length: 180 }, (_, n) =>
      pullRequest({
        updatedAt: new Date(Date.UTC(2026, 2, 3, 0, 0, n)).toISOString(),
      }),
    );
    const answer = gitHub([repository('acme/shop', { pullRequests })], []);
    let changed = 0;
    const product = await startProduct(asked => {
      if (product.asked.length > 1 && changed < 3) {
        // It was read, and leaves the time that is asked for
        pullRequests[changed++].updatedAt = new Date(
          Date.now() + 3_600_000,
        ).toISOString();
      }
      return answer(asked);
    });
    const source = await createProductSource(
      settings(product.url, {
        repositories: ['acme/shop'],
        read: ['pullRequests'],
      }),
    );
    const { values, errors } = await measure(source, [kpis[5]], [entities[0]]);
    expect(errors).toEqual([]);
    expect(changed).toBe(3);
    expect(values(shop, 'pull-requests')['2026-03-01']).toEqual([180, 1]);
  });

  it('names a repository that is missing, and reads the others', async () => {
    const product = await startProduct(
      gitHub(
        [repository('acme/shop', { deployments: [succeeded('2026-03-01')] })],
        [],
      ),
    );
    const source = await createProductSource(
      settings(product.url, {
        repositories: ['acme/gone', 'acme/shop'],
        read: ['deployments', 'workflowRuns'],
      }),
    );
    const { values, errors } = await measure(source, [kpis[0]], [entities[0]]);
    const host = new URL(product.url).host;
    expect(errors).toEqual([
      `product acme/gone: ${host}/graphql: Could not resolve to a Repository with the name 'acme/gone'`,
      `product acme/gone: ${host}/repos/acme/gone/actions/runs answers 404: {"message":"Not Found"}`,
    ]);
    expect(values(shop, 'deployment-frequency')['2026-03-01']).toEqual([1, 1]);
  });

  it('leaves GitHub alone until its limit begins again', async () => {
    const reset = Math.ceil(Date.now() / 1_000) + 1_800;
    const product = await startProduct(() => ({
      headers: { 'x-ratelimit-reset': String(reset) },
      body: {
        errors: [{ type: 'RATE_LIMITED', message: 'API rate limit exceeded' }],
      },
    }));
    const source = await createProductSource(
      settings(product.url, { organizations: ['acme'] }),
    );
    const error = await measure(source, kpis, entities).catch(e => e);
    expect(error).toBeInstanceOf(RetryLaterError);
    expect(error.retryAfterMs).toBeGreaterThan(1_700_000);
    expect(error.retryAfterMs).toBeLessThanOrEqual(1_801_000);
    expect(product.asked).toHaveLength(1);
  });

  it('documents columns that GitHub has', () => {
    const types: Record<string, string> = {
      deployment: 'Deployment',
      pull_request: 'PullRequest',
      release: 'Release',
    };
    /** Whether a type of GraphQL has a field such as `commit.oid`. */
    const hasField = (type: string, field: string) => {
      let at = schema.getType(type);
      for (const name of field.split('.')) {
        const found = isObjectType(at) ? at.getFields()[name] : undefined;
        at = found && getNamedType(found.type);
      }
      return at !== undefined;
    };
    const columns = documentedColumns('github.md');
    expect(columns.length).toBeGreaterThan(30);
    for (const { column, kinds, field } of columns) {
      // Those of alerts are looked at where these are tested
      for (const kind of kinds.filter(one => !one.endsWith('_alert'))) {
        const has =
          kind === 'workflow_run'
            ? rest.hasField(
                'GET',
                '/repos/a/b/actions/runs',
                'workflow_runs',
                field,
              )
            : hasField(types[kind], field);
        expect([kind, column, has]).toEqual([kind, column, true]);
      }
    }
    expect(hasField('Deployment', 'commit.when')).toBe(false);
  });

  it('knows where GraphQL is', () => {
    const urlOf = (url?: string) => {
      const config = gitHubSchema.parse({ url, organizations: ['acme'] });
      return new GitHubProfile(config)
        .requests(new Date(0), new Date())
        .map(request => request.url.href)[0];
    };
    expect(urlOf()).toBe('https://api.github.com/graphql');
    expect(urlOf('https://git.example.com/api/v3')).toBe(
      'https://git.example.com/api/graphql',
    );
  });

  it('asks for what is configured and nothing else, whatever that is', () => {
    const sign = fc.constantFrom(
      ...[' ', ':', '"', '/', '..', '.', '%2f', '?', '#', '{', '}', '$', '\n'],
      ...['acme', 'shop', 'OR', 'repo:x/y', '\\', '-', '_', 'ä'],
    );
    const usual = fc.constantFrom('acme', 'shop', 'a-b', 'x_y', 'v1.2');
    const name = fc
      .array(fc.oneof({ weight: 2, arbitrary: usual }, sign), { maxLength: 3 })
      .map(all => all.join(''));
    const given = fc.oneof(
      name,
      fc.tuple(name, name).map(all => all.join('/')),
    );
    let added = 0;
    fc.assert(
      fc.property(given, text => {
        const parsed = gitHubSchema.safeParse({ repositories: [text] });
        if (!parsed.success) {
          return;
        }
        added++;
        const [owner, repo] = text.split('/');
        const [deployments, pulls, runs] = new GitHubProfile(
          parsed.data,
        ).requests(new Date(0), new Date(86_400_000));
        expect(deployments.post).toEqual({
          query: repositoryQuery('deployments'),
          variables: { owner, name: repo },
        });
        expect(pulls.post).toMatchObject({
          variables: {
            search: `is:pr repo:${text} updated:1970-01-01T00:00:00Z..1970-01-02T00:00:00Z sort:updated-asc`,
          },
        });
        expect(text).toMatch(/^\S+$/);
        expect(runs.url.pathname).toBe(`/repos/${owner}/${repo}/actions/runs`);
        expect(runs.url.host).toBe('api.github.com');
      }),
      { numRuns: 5_000 },
    );
    expect(added).toBeGreaterThan(200);
  });
});
