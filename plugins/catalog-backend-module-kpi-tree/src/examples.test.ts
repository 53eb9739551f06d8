import { readdirSync, readFileSync } from 'fs';
import { join, relative, resolve } from 'path';
import {
  mockServices,
  startTestBackend,
  TestBackend,
} from '@backstage/backend-test-utils';
import { CatalogClient } from '@backstage/catalog-client';
import {
  Entity,
  parseEntityRef,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { AlphaEntity } from '@backstage/catalog-model/alpha';
import catalogPlugin from '@backstage/plugin-catalog-backend';
import { parseEntityYaml } from '@backstage/plugin-catalog-node';
import {
  parseAnnotations,
  targetProblem,
  validateKpi,
  validateKpiTree,
} from '@internal/kpi-tree';
import {
  isLeaf,
  KpiEntity,
  KpiTreeBranch,
  KpiTreeEntity,
  walkTree,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { parse } from 'yaml';
import { findProblems } from './processor/problems';
import catalogModuleKpiTree from '.';

jest.setTimeout(60_000);

const root = resolve(__dirname, '../../..');
const examples = join(root, 'examples');

type AppConfig = {
  catalog: { rules: { allow: string[] }[] };
  kpiTree: {
    records: {
      sources: {
        id: string;
        csv: string;
        entities: {
          column?: string;
          separator?: string;
          map?: Record<string, string | string[]>;
          ignore?: string[];
          always?: string[];
        };
      }[];
    };
  };
};

const config: AppConfig = parse(
  readFileSync(join(root, 'app-config.yaml'), 'utf8'),
);
const { sources } = config.kpiTree.records;

function readEntities(file: string): Entity[] {
  const location = { type: 'file', target: file };
  return [...parseEntityYaml(readFileSync(file), location)].map(result => {
    if (result.type !== 'entity') {
      throw new Error(`${file}: ${JSON.stringify(result)}`);
    }
    return result.entity;
  });
}

const [index] = readEntities(join(examples, 'catalog-info.yaml'));
const files = (index.spec?.targets as string[]).map(t => join(examples, t));
const entities = files.flatMap(readEntities);
const refs = new Set(entities.map(entity => stringifyEntityRef(entity)));

function ofKind<T extends Entity>(
  kind: string,
  validate: (entity: Entity) => { entity?: T },
): T[] {
  return entities
    .filter(e => e.kind === kind)
    .flatMap(e => validate(e).entity ?? []);
}

const kpis = new Map(
  ofKind<KpiEntity>('Kpi', validateKpi).map(kpi => [kpi.metadata.name, kpi]),
);
const trees = ofKind<KpiTreeEntity>('KpiTree', validateKpiTree);
const treeNodes = trees.flatMap(tree =>
  [...walkTree(tree.spec.root)].map(({ node }) => node),
);

function groupRef(name: string): string {
  return stringifyEntityRef(parseEntityRef(name, { defaultKind: 'group' }));
}

/** What is named and does not exist. */
function missing(named: string[]): string[] {
  return named.filter(ref => !refs.has(ref));
}

describe('the examples', () => {
  it('are all listed in catalog-info.yaml, each once', () => {
    const found = readdirSync(examples, { recursive: true, encoding: 'utf8' })
      .filter(name => /\.ya?ml$/.test(name) && name !== 'catalog-info.yaml')
      .sort();
    expect(files.map(file => relative(examples, file)).sort()).toEqual(found);
    expect(refs.size).toBe(entities.length);
  });

  it('have no mistake', () => {
    expect(entities.flatMap(findProblems)).toEqual([]);
    expect(kpis.size).toBe(12);
    expect(trees).toHaveLength(1);
  });

  it('hang every KPI into the tree, and no other', () => {
    const named = treeNodes.flatMap(n => (isLeaf(n) ? [n.kpi] : []));
    expect(named.sort()).toEqual([...kpis.keys()].sort());
  });

  it('tell title, description, target, threshold, tags and personas of each KPI', () => {
    for (const { metadata, spec } of kpis.values()) {
      expect(metadata.title).toBeTruthy();
      expect(metadata.description).toContain('Formula:');
      expect(metadata.tags).not.toHaveLength(0);
      expect(spec.personas).not.toHaveLength(0);
      expect(spec).toMatchObject({
        target: expect.anything(),
        threshold: expect.anything(),
        staleAfter: 'P45D',
        review: { every: expect.any(String), last: expect.any(String) },
      });
    }
  });

  it('name only owners, parents and groups that exist', () => {
    const named = entities.flatMap(({ spec }) =>
      [spec?.owner, spec?.parent, spec?.memberOf]
        .flat()
        .filter((name): name is string => typeof name === 'string'),
    );
    const nodeOwners = treeNodes.flatMap(n =>
      isLeaf(n) || !n.owner ? [] : [n.owner],
    );
    const overrides = entities.flatMap(entity =>
      Object.values(parseAnnotations(entity).annotations.owner),
    );
    expect(
      missing([...named, ...nodeOwners, ...overrides].map(groupRef)),
    ).toEqual([]);
  });

  it('annotate entities with trees, nodes and KPIs that exist', () => {
    const branches = treeNodes.filter((n): n is KpiTreeBranch => !isLeaf(n));
    for (const entity of entities) {
      const { annotations } = parseAnnotations(entity);
      const attached = annotations.trees === 'none' ? [] : annotations.trees;
      expect(trees.map(tree => tree.metadata.name)).toEqual(
        expect.arrayContaining(attached ?? []),
      );
      expect(branches.map(branch => branch.id)).toEqual(
        expect.arrayContaining(annotations.nodes ?? []),
      );
      for (const what of ['target', 'threshold', 'owner'] as const) {
        expect([...kpis.keys()]).toEqual(
          expect.arrayContaining(Object.keys(annotations[what])),
        );
      }
      expect(Object.keys(annotations.target)).toEqual(
        Object.keys(annotations.threshold),
      );
      for (const [name, target] of Object.entries(annotations.target)) {
        const { direction } = kpis.get(name)!.spec;
        const threshold = annotations.threshold[name];
        expect(targetProblem(target, threshold, direction)).toBeUndefined();
      }
    }
  });

  it('narrow every service to the branch that has data', () => {
    const nodes = entities
      .filter(entity => entity.spec?.type === 'service')
      .map(entity => {
        const { annotations } = parseAnnotations(entity);
        return [entity.metadata.name, annotations.nodes];
      });
    expect(Object.fromEntries(nodes)).toEqual({
      actions: ['detect-to-correct'],
      'api-requests': ['detect-to-correct'],
      codespaces: ['detect-to-correct'],
      copilot: ['detect-to-correct'],
      'copilot-ai-model-providers': ['detect-to-correct'],
      'devlake-releases': ['requirement-to-deploy'],
      'git-operations': ['detect-to-correct'],
      issues: ['detect-to-correct'],
      packages: ['detect-to-correct'],
      pages: ['detect-to-correct'],
      'pull-requests': ['detect-to-correct'],
      webhooks: ['detect-to-correct'],
    });
  });

  it('are what the sources in app-config.yaml measure', () => {
    const ids = sources.map(source => source.id);
    const measured = [...kpis.values()].filter(
      ({ spec }) => spec.formula === undefined,
    );
    for (const { spec } of measured) {
      expect(ids).toContain(spec.source?.id);
    }
    for (const { entities: mapping } of sources) {
      const named = [Object.values(mapping.map ?? {}), mapping.always ?? []];
      expect(missing(named.flat(2))).toEqual([]);
    }
  });

  it('have a service for every name in the incidents', () => {
    const source = sources.find(({ id }) => id === 'github-status')!;
    const { map = {}, ignore = [], separator = '' } = source.entities;
    const [header, ...rows] = readFileSync(
      resolve(root, 'packages/backend', source.csv),
      'utf8',
    )
      .trim()
      .split('\n');
    // From the right: titles may hold commas, what follows them does not.
    const fromRight = header.split(',').reverse().indexOf('components');
    const names = rows.flatMap(row =>
      row.split(',').reverse()[fromRight].split(separator).filter(Boolean),
    );
    expect([...new Set(names)].sort()).toEqual(
      [...Object.keys(map), ...ignore].sort(),
    );
  });

  describe('in the catalog', () => {
    let backend: TestBackend;

    beforeAll(async () => {
      backend = await startTestBackend({
        features: [
          catalogPlugin,
          catalogModuleKpiTree,
          mockServices.rootConfig.factory({
            data: {
              backend: {
                database: { client: 'better-sqlite3', connection: ':memory:' },
              },
              catalog: {
                rules: config.catalog.rules,
                locations: [
                  { type: 'file', target: join(examples, 'catalog-info.yaml') },
                ],
              },
            },
          }),
        ],
      });
    });

    afterAll(() => backend?.stop());

    it('are all there, without a message', async () => {
      const baseUrl = `http://localhost:${backend.server.port()}/api/catalog`;
      const catalog = new CatalogClient({
        discoveryApi: { getBaseUrl: async () => baseUrl },
      });
      let items: AlphaEntity[] = [];
      const end = Date.now() + 30_000;
      while (missingIn(items).length && Date.now() < end) {
        await new Promise(done => setTimeout(done, 200));
        items = (await catalog.getEntities()).items;
      }
      expect(missingIn(items)).toEqual([]);
      expect(items.filter(item => item.status)).toEqual([]);
    });

    function missingIn(items: Entity[]): string[] {
      const there = items.map(item => stringifyEntityRef(item));
      return [...refs].filter(ref => !there.includes(ref));
    }
  });
});
