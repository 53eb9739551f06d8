import fc from 'fast-check';
import { Asked } from '../../__testUtils__/Contract';
import {
  Answer,
  createProductSource,
  measure,
  readContract,
  startProduct,
  stopProducts,
} from '../../__testUtils__/startProduct';
import { gitLabSchema } from './config';
import { GitLabProfile } from './GitLabProfile';

jest.setTimeout(60_000);

afterEach(stopProducts);

type Item = Record<string, unknown>;
type Project = {
  path_with_namespace: string;
  deployments?: Item[];
  merge_requests?: Item[];
  pipelines?: Item[];
  releases?: Item[];
};

let ids = 0;

const deployment = (finished: string, changes: Item = {}): Item => ({
  id: ids++,
  iid: ids,
  ref: 'main',
  sha: 'c0ffee',
  created_at: finished,
  updated_at: finished,
  status: 'success',
  environment: { id: 1, name: 'production', slug: 'production' },
  deployable: {
    id: ids,
    status: 'success',
    created_at: finished,
    finished_at: finished,
    duration: 90.5,
    commit: { id: 'c0ffee', committed_date: '2026-03-01T00:00:00.000Z' },
  },
  ...changes,
});

const failed = (finished: string) => deployment(finished, { status: 'failed' });

const mergeRequest = (project: string, changes: Item = {}): Item => ({
  id: ids++,
  iid: ids,
  state: 'merged',
  created_at: '2026-03-02T00:00:00.000Z',
  updated_at: '2026-03-03T00:00:00.000Z',
  merged_at: '2026-03-03T00:00:00.000Z',
  closed_at: null,
  prepared_at: '2026-03-02T00:00:10.000Z',
  draft: false,
  target_branch: 'main',
  labels: ['fix', 'urgent'],
  references: {
    short: `!${ids}`,
    relative: `!${ids}`,
    full: `${project}!${ids}`,
  },
  ...changes,
});

const pipeline = (created_at: string, status = 'success'): Item => ({
  id: ids++,
  iid: ids,
  sha: 'c0ffee',
  ref: 'main',
  status,
  source: 'push',
  created_at,
  updated_at: created_at,
});

const time = (item: Item, key: string) => Date.parse(String(item[key]));

/** A GitLab with a group that has some projects. */
function gitLab(projects: Project[]) {
  const lists = (path: string): Item[] | undefined => {
    const [, place, id, list] = /^\/api\/v4\/(\w+)\/([^/]+)\/(\w+)$/.exec(
      path,
    )!;
    const name = decodeURIComponent(id);
    if (place === 'groups') {
      if (name !== 'acme') {
        return undefined;
      }
      return list === 'projects'
        ? projects.map(({ path_with_namespace }, n) => ({
            id: n,
            path_with_namespace,
          }))
        : projects.flatMap(one => one.merge_requests ?? []);
    }
    const found = projects.find(one => one.path_with_namespace === name);
    return found && ((found[list as keyof Project] as Item[]) ?? []);
  };
  return ({ url }: Asked): Answer => {
    const all = lists(url.pathname);
    if (!all) {
      return { status: 404, body: { message: '404 Project Not Found' } };
    }
    const get = (name: string) => url.searchParams.get(name);
    const after = Date.parse(get('updated_after') ?? '');
    const before = Date.parse(get('updated_before') ?? '');
    const key = get('order_by')!;
    const found = all
      .filter(item => !(time(item, 'updated_at') < after))
      .filter(item => !(time(item, 'updated_at') > before))
      .sort((a, b) => (key === 'id' ? 0 : time(b, key) - time(a, key)));
    const size = Number(get('per_page'));
    const page = Number(get('page') ?? 1);
    const next = new URL(url);
    next.searchParams.set('page', String(page + 1));
    return {
      headers:
        page * size < found.length ? { link: `<${next}>; rel="next"` } : {},
      body: found.slice((page - 1) * size, page * size),
    };
  };
}

const contract = readContract('gitlab.json');
const shop = 'component:default/shop';
const payments = 'component:default/payments';
const slug = (entityRef: string, name: string) => ({
  entityRef,
  keys: {},
  annotations: { 'gitlab.com/project-slug': name },
});
const entities = [slug(shop, 'acme/web/shop'), slug(payments, 'acme/payments')];

const settings = (url: string, more: object = {}) => ({
  gitLab: {
    url,
    headers: { 'PRIVATE-TOKEN': 'secret' },
    groups: ['acme'],
    ...more,
  },
  entities: { column: 'repository', annotation: 'gitlab.com/project-slug' },
});

const ended = { result: { $in: ['success', 'failure'] } };

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
      where: {
        $all: [{ kind: 'deployment', environment: 'production' }, ended],
      },
      measure: 'ratio',
      numerator: { where: { result: 'failure' } },
    },
  },
  {
    name: 'lead-time',
    settings: {
      time: 'merged_at',
      where: { kind: 'merge_request' },
      measure: 'mean',
      of: { duration: { from: 'created_at', to: 'merged_at' } },
    },
  },
  {
    name: 'build-success',
    spec: { unit: '%' },
    settings: {
      time: 'created_at',
      where: { kind: 'pipeline', status: { $in: ['success', 'failed'] } },
      measure: 'ratio',
      numerator: { where: { status: 'success' } },
    },
  },
  {
    name: 'releases',
    settings: {
      time: 'released_at',
      where: { kind: 'release' },
      measure: 'count',
    },
  },
];

const minute = (n: number) =>
  new Date(Date.UTC(2026, 2, 1, 0, n)).toISOString();

describe('GitLab', () => {
  it('measures the projects of a group, with valid requests', async () => {
    const product = await startProduct(
      gitLab([
        {
          path_with_namespace: 'acme/web/shop',
          deployments: [
            ...Array.from({ length: 330 }, (_, n) => deployment(minute(n))),
            ...Array.from({ length: 110 }, () =>
              failed('2026-03-05T00:00:00.000Z'),
            ),
            deployment('2026-03-06T00:00:00.000Z', {
              status: 'running',
              deployable: null,
            }),
          ],
          merge_requests: [
            mergeRequest('acme/web/shop'),
            mergeRequest('acme/web/shop', {
              merged_at: '2026-03-02T08:00:00.000Z',
            }),
            mergeRequest('acme/web/shop', { state: 'opened', merged_at: null }),
          ],
          pipelines: [
            pipeline('2026-03-01T00:00:00.000Z'),
            pipeline('2026-03-02T00:00:00.000Z', 'failed'),
            pipeline('2026-03-03T00:00:00.000Z', 'running'),
            pipeline('2026-03-04T00:00:00.000Z'),
            pipeline('2026-03-05T00:00:00.000Z'),
          ],
        },
        {
          path_with_namespace: 'acme/payments',
          merge_requests: [mergeRequest('acme/payments')],
          releases: [
            {
              name: 'One',
              tag_name: 'v1',
              created_at: '2026-04-01T00:00:00.000Z',
              released_at: '2026-04-01T00:00:00.000Z',
              upcoming_release: false,
            },
          ],
        },
      ]),
      contract,
    );
    const source = await createProductSource(settings(product.url));
    const { values, errors } = await measure(source, kpis, entities);
    expect(errors).toEqual([]);
    expect(product.mistakes).toEqual([]);
    expect(product.asked[0].headers['private-token']).toBe('secret');

    const march = (entityRef: string, kpi: string) =>
      values(entityRef, kpi)['2026-03-01'];
    // All of one instant are there, though they do not fit one page
    expect(march(shop, 'deployment-frequency')).toEqual([330, 1]);
    expect(march(shop, 'change-failure-rate')).toEqual([25, 440]);
    expect(march(shop, 'lead-time')).toEqual([16, 2]);
    expect(march(payments, 'lead-time')).toEqual([24, 1]);
    expect(march(shop, 'build-success')).toEqual([75, 4]);
    expect(values(payments, 'releases')['2026-04-01']).toEqual([1, 1]);
  });

  it('misses nothing that moves while it reads', async () => {
    const deployments = Array.from({ length: 350 }, (_, n) =>
      deployment(minute(n)),
    );
    const answer = gitLab([
      { path_with_namespace: 'acme/payments', deployments },
    ]);
    let moved = 0;
    const product = await startProduct(asked => {
      const answered = answer(asked);
      if (asked.url.pathname.endsWith('deployments') && moved < 3) {
        // One that was read, and one that was not, change
        Object.assign(deployments[349 - moved], {
          updated_at: minute(500 + moved),
        });
        Object.assign(deployments[20 + moved], {
          updated_at: minute(600 + moved),
        });
        moved++;
      }
      return answered;
    }, contract);
    const source = await createProductSource(
      settings(product.url, { read: ['deployments'] }),
    );
    await measure(source, kpis, entities);
    const { values } = await measure(source, kpis, entities);
    expect(moved).toBe(3);
    expect(values(payments, 'deployment-frequency')['2026-03-01']).toEqual([
      350, 1,
    ]);
  });

  it('misses no project where others are deleted meanwhile', async () => {
    const projects = Array.from({ length: 250 }, (_, n) => ({
      path_with_namespace: `acme/p${n}`,
      deployments: n >= 90 && n < 130 ? [deployment(minute(n))] : [],
    }));
    const answer = gitLab(projects);
    let lists = 0;
    const product = await startProduct(asked => {
      if (asked.url.pathname.endsWith('/projects') && ++lists === 2) {
        projects.splice(10, 20);
      }
      return answer(asked);
    }, contract);
    const source = await createProductSource({
      ...settings(product.url, { read: ['deployments'] }),
      entities: { always: [shop] },
    });
    const { values } = await measure(source, [kpis[0]], [shop]);
    expect(values(shop, 'deployment-frequency')['2026-03-01']).toEqual([40, 1]);
    expect(product.mistakes).toEqual([]);
  });

  it('asks for what was changed since, and corrects the past', async () => {
    const late = deployment('2026-06-01T00:00:00.000Z', {
      status: 'running',
      deployable: null,
    });
    const product = await startProduct(
      gitLab([
        {
          path_with_namespace: 'acme/payments',
          deployments: [
            ...Array.from({ length: 250 }, (_, n) => deployment(minute(n))),
            late,
          ],
        },
      ]),
      contract,
    );
    const source = await createProductSource(settings(product.url));
    const before = await measure(source, kpis, entities);
    expect(before.values(payments, 'change-failure-rate')).toEqual({
      '2026-03-01': [0, 250],
    });
    const asked = product.asked.length;
    Object.assign(late, {
      ...failed('2026-06-02T00:00:00.000Z'),
      id: late.id,
    });
    const after = await measure(source, kpis, entities);
    expect(after.values(payments, 'change-failure-rate')).toMatchObject({
      '2026-03-01': [0, 250],
      '2026-06-01': [100, 1],
    });
    expect(
      product.asked
        .slice(asked)
        .map(({ url }) => [
          url.pathname.replace('/api/v4', ''),
          url.searchParams.get('updated_after'),
        ]),
    ).toEqual([
      ['/groups/acme/merge_requests', '2026-05-31T23:00:00.000Z'],
      ['/groups/acme/projects', null],
      ['/projects/acme%2Fpayments/deployments', '2026-05-31T23:00:00.000Z'],
      ['/projects/acme%2Fpayments/pipelines', '2026-05-31T23:00:00.000Z'],
      ['/projects/acme%2Fpayments/releases', null],
    ]);
    expect(product.mistakes).toEqual([]);
  });

  it('follows a project that is renamed, and counts its releases once', async () => {
    const project = {
      path_with_namespace: 'Acme/web/shop',
      deployments: [deployment('2026-05-29T08:00:00.000Z')],
      releases: [
        {
          tag_name: 'v1',
          name: 'One',
          created_at: '2026-05-30T00:00:00.000Z',
          released_at: '2026-05-30T00:00:00.000Z',
          upcoming_release: false,
        },
      ],
    };
    const product = await startProduct(gitLab([project]));
    const source = await createProductSource(
      settings(product.url, { read: ['deployments', 'releases'] }),
    );
    const counts = async () => {
      const { values, errors } = await measure(
        source,
        [kpis[0], kpis[4]],
        [entities[0]],
      );
      expect(errors).toEqual([]);
      return ['deployment-frequency', 'releases'].map(kpi =>
        Object.values(values(shop, kpi)).reduce((sum, [n]) => sum + n!, 0),
      );
    };
    expect(await counts()).toEqual([1, 1]);
    project.path_with_namespace = 'acme/retail/shop-web';
    project.deployments.push(deployment('2026-06-02T08:00:00.000Z'));
    expect(await counts()).toEqual([2, 1]);
  });

  it('names a project that is missing, and reads the others', async () => {
    const product = await startProduct(
      gitLab([
        {
          path_with_namespace: 'acme/payments',
          pipelines: [pipeline(minute(1))],
        },
      ]),
    );
    const source = await createProductSource(
      settings(product.url, {
        groups: [],
        projects: ['acme/gone', 'acme/payments'],
        read: ['pipelines'],
      }),
    );
    const { values, errors } = await measure(source, [kpis[3]], [entities[1]]);
    expect(errors).toEqual([expect.stringContaining('product acme/gone: ')]);
    expect(values(payments, 'build-success')['2026-03-01']).toEqual([100, 1]);
  });

  it('asks for what is configured and nothing else, whatever that is', () => {
    const sign = fc.constantFrom(
      ...['/', '//', '..', '.', '%2f', '?', '#', '&', ' ', 'acme', 'shop', '-'],
      ...['\\', '\n', 'ä', '@', ':'],
    );
    const path = fc.array(sign, { maxLength: 5 }).map(all => all.join(''));
    let added = 0;
    fc.assert(
      fc.property(path, text => {
        const parsed = gitLabSchema.safeParse({ projects: [text] });
        if (!parsed.success) {
          return;
        }
        added++;
        const urls = () =>
          new GitLabProfile(parsed.data)
            .requests(new Date(0))
            .map(({ url }) => [url.host, ...url.pathname.split('/')]);
        expect(text.split('/')).not.toContain('..');
        const id = encodeURIComponent(text);
        expect(urls()).toEqual(
          ['merge_requests', 'deployments', 'pipelines', 'releases'].map(
            list => ['gitlab.com', '', 'api', 'v4', 'projects', id, list],
          ),
        );
      }),
      { numRuns: 3_000 },
    );
    expect(added).toBeGreaterThan(100);
  });
});
