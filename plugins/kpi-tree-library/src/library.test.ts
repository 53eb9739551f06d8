import { readFileSync } from 'node:fs';
// Not built, so that its dependencies are not needed where the library is installed
// eslint-disable-next-line @backstage/no-undeclared-imports
import { definitionProblems, linkDefinitions } from '@internal/kpi-tree';
import {
  isLeaf,
  KpiEntity,
  KpiTreeEntity,
  walkTree,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import Ajv from 'ajv';
import { readLibrary } from './readLibrary';

const PERSONAS = [
  'cio',
  'portfolio-manager',
  'finance-manager',
  'enterprise-architect',
  'product-owner',
  'engineer',
  'release-manager',
  'service-owner',
  'operations-manager',
  'service-desk-manager',
  'security-officer',
  'supplier-manager',
];

/** UCUM codes, the annotations of UCUM in braces for money among them. */
const UNITS = ['1', '%', 'ms', 's', 'min', 'h', 'd', '{currency}'];

/** Processes that the library covers completely, with the fewest KPIs they need. */
const COMPLETE = {
  'incident-management': 8,
  'change-management': 6,
  'problem-management': 5,
  'request-fulfilment': 5,
  'service-level-management': 4,
  'availability-management': 4,
  'release-management': 4,
  'deployment-management': 5,
  'portfolio-management': 4,
  'demand-management': 2,
  'cost-management': 4,
  'asset-management': 3,
  'knowledge-management': 3,
  'security-management': 4,
  'configuration-management': 3,
  'supplier-management': 3,
};

const entities = readLibrary();
const linked = linkDefinitions(entities);
const kpis = entities.filter(e => e.kind === 'Kpi') as KpiEntity[];
const trees = entities.filter(e => e.kind === 'KpiTree') as KpiTreeEntity[];

/** Those about the catalog of the portal have a tree of their own. */
const forValueStreams = kpis.filter(
  kpi => kpi.spec.process !== 'service-catalogue-management',
);

const linkedTrees = [...linked.trees.values()];

const leaves = (tree: KpiTreeEntity) =>
  [...walkTree(tree.spec.root)].flatMap(({ node, path }) =>
    isLeaf(node) ? [{ ...node, parent: path[path.length - 1] }] : [],
  );

describe('the library', () => {
  it('is valid, and every reference in it resolves', () => {
    expect(kpis.flatMap(kpi => definitionProblems(kpi, 'Kpi'))).toEqual([]);
    expect(trees.flatMap(tree => definitionProblems(tree, 'KpiTree'))).toEqual(
      [],
    );
    expect(linked.problems).toEqual([]);
    expect(linked.kpis.size).toBe(kpis.length);
  });

  it('is what the published JSON Schemas say, so that editors agree', () => {
    const ajv = new Ajv({ strict: false });
    const errors = [...kpis, ...trees].flatMap(({ kind, metadata, spec }) => {
      const schema = readFileSync(
        require.resolve(
          `@kpi-tree/backstage-plugin-kpi-tree-common/schemas/${kind}.schema.json`,
        ),
        'utf8',
      );
      const validate = ajv.compile(JSON.parse(schema));
      // The schemas are for an organisation's own YAML, in its namespace
      const { namespace: _, ...others } = metadata;
      const fits = validate({
        apiVersion: 'kpi-tree.io/v1alpha1',
        kind,
        metadata: others,
        spec,
      });
      return fits ? [] : [[metadata.name, validate.errors]];
    });
    expect(errors).toEqual([]);
  });

  it('has the four trees, 89 KPIs for IT4IT and five about the catalog', () => {
    expect(trees.map(tree => tree.metadata.name).sort()).toEqual([
      'catalog-quality',
      'dora',
      'it-transformation',
      'it4it-v3',
    ]);
    expect(forValueStreams).toHaveLength(89);
    expect(kpis).toHaveLength(94);
  });

  it('has a source for what the catalog itself tells, and for nothing else', () => {
    expect(
      kpis
        .filter(kpi => kpi.spec.source)
        .map(kpi => [kpi.metadata.name, kpi.spec.source!.id])
        .sort(),
    ).toEqual(
      leaves(linked.trees.get('catalog-quality')!)
        .map(leaf => [leaf.kpi, 'catalog'])
        .sort(),
    );
  });

  it('has the value streams of IT4IT 2.1 and 3.0', () => {
    const streams = (name: string) =>
      [...walkTree(linked.trees.get(name)!.spec.root)].flatMap(({ node }) =>
        !isLeaf(node) && node.kind === 'value-stream' ? [node.id] : [],
      );
    expect(streams('it-transformation')).toEqual([
      'strategy-to-portfolio',
      'requirement-to-deploy',
      'request-to-fulfill',
      'detect-to-correct',
    ]);
    expect(streams('it4it-v3')).toEqual([
      'evaluate',
      'explore',
      'integrate',
      'deploy',
      'release',
      'consume',
      'operate',
    ]);
  });

  it('has no KPI or title twice', () => {
    for (const of of [
      kpis.map(kpi => kpi.metadata.name),
      kpis.map(kpi => kpi.metadata.title),
      kpis.map(kpi => kpi.metadata.description),
      kpis.map(kpi => kpi.spec.definition?.formula),
    ]) {
      expect(of.filter((each, index) => of.indexOf(each) !== index)).toEqual(
        [],
      );
    }
  });

  it('has each KPI in both trees of the value streams, below its process', () => {
    for (const name of ['it-transformation', 'it4it-v3']) {
      const used = leaves(linked.trees.get(name)!);
      const names = used.map(leaf => leaf.kpi);
      expect(
        forValueStreams.filter(kpi => !names.includes(kpi.metadata.name)),
      ).toEqual([]);
      expect(
        used
          // What IT4IT 3.0 explores is measured by KPIs of other processes
          .filter(({ parent }) => parent.id !== 'product-definition')
          .filter(
            ({ kpi, parent }) =>
              linked.kpis.get(kpi)!.spec.process !== parent.id,
          ),
      ).toEqual([]);
    }
  });

  it('has sane weights, and something that counts below every node', () => {
    const nodes = linkedTrees.flatMap(tree =>
      [...walkTree(tree.spec.root)].map(({ node }) => node),
    );
    expect(nodes.filter(({ weight }) => weight < 0 || weight > 3)).toEqual([]);
    expect(
      nodes.filter(
        node =>
          !isLeaf(node) && !node.children.some(({ weight }) => weight > 0),
      ),
    ).toEqual([]);
  });

  it('has every process well covered', () => {
    const count = (process: string) =>
      kpis.filter(kpi => kpi.spec.process === process).length;
    for (const [process, least] of Object.entries(COMPLETE)) {
      expect([process, count(process) >= least]).toEqual([process, true]);
    }
  });

  it('has something for each persona, and no others', () => {
    const personas = new Set(kpis.flatMap(kpi => kpi.spec.personas));
    expect([...personas].sort()).toEqual([...PERSONAS].sort());
  });

  it('tags the metrics of DORA, and has them in its tree', () => {
    const tagged = kpis
      .filter(kpi => kpi.metadata.tags?.includes('dora'))
      .map(kpi => kpi.metadata.name);
    expect(tagged).toEqual([
      'deployment-frequency',
      'lead-time-median',
      'change-failure-rate',
      'failed-deployment-recovery-time',
      'deployment-rework-rate',
    ]);
    expect(
      leaves(linked.trees.get('dora')!)
        .map(leaf => leaf.kpi)
        .sort(),
    ).toEqual([...tagged].sort());
  });
});

describe.each(kpis.map(kpi => [kpi.metadata.name, kpi] as const))(
  '%s',
  (_, { metadata, spec }) => {
    it('says what it measures', () => {
      const { numerator, denominator, ...texts } = spec.definition!;
      expect(Object.keys(texts).sort()).toEqual([
        'basis',
        'data',
        'excludes',
        'formula',
        'pitfalls',
      ]);
      expect(texts.pitfalls!.length).toBeGreaterThanOrEqual(2);
      const all = [
        metadata.title,
        metadata.description,
        ...Object.values(texts).flat(),
      ];
      for (const text of all) {
        expect(text?.trim()).toMatch(/\S.{3,}/);
      }
      expect(metadata.title!.length).toBeLessThanOrEqual(40);
      expect(spec.review).toBeDefined();
      expect(spec.staleAfter).toBeDefined();
    });

    it('tells what a mean is weighted by', () => {
      const { numerator, denominator } = spec.definition!;
      const ratio = spec.aggregate.overEntities === 'mean';
      expect([Boolean(numerator), Boolean(denominator)]).toEqual([
        ratio,
        ratio,
      ]);
    });

    it('says so where the organisation has to choose a target', () => {
      const chosen = /Your organisation must choose/.test(
        spec.definition!.basis!,
      );
      expect([chosen, chosen]).toEqual([
        spec.target === undefined,
        spec.threshold === undefined,
      ]);
    });

    it('has a unit of UCUM', () => {
      expect(UNITS).toContain(spec.unit);
    });

    it('stays in range where it is a share', () => {
      const targets = [spec.target, spec.threshold]
        .filter(bound => spec.unit === '%' && typeof bound === 'number')
        .map(Number);
      expect(targets.filter(bound => bound < 0 || bound > 100)).toEqual([]);
    });

    it('is read-only, and says where it comes from', () => {
      expect(metadata.annotations).toMatchObject({
        'backstage.io/managed-by-location': `kpi-library:@kpi-tree/backstage-plugin-kpi-tree-library/${spec.process}.yaml`,
      });
    });
  },
);
