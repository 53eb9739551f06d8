import { NotFoundError } from '@backstage/errors';
import {
  EntityAttachments,
  isLeaf,
  KpiEntity,
  KpiTreeBranch,
  KpiTreeEntity,
  Problem,
  Target,
  walkTree,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';

/** A scope is an entity reference, or everything. */
export const ALL = 'all';

/** Kinds whose scorecard is about their members. */
export const SCOPE_KINDS = ['system', 'domain', 'group'];

/**
 * What an entity of the catalog has to do with KPI trees.
 */
export type DefinedEntity = EntityAttachments & {
  entityRef: string;
  kind: string;
  title: string;
  owner: string | null;
};

/**
 * By what a KPI of an entity is judged, and who answers for it.
 */
export type EffectiveKpi = {
  target?: Target;
  threshold?: Target;
  owner: string;
};

/**
 * All definitions of the catalog at one moment: what the KPIs and trees are,
 * what they are attached to, who belongs to which scope, and what is wrong.
 */
export class Definitions {
  private readonly kpisByRoot = new WeakMap<KpiTreeBranch, string[]>();

  constructor(
    readonly kpis: ReadonlyMap<string, KpiEntity>,
    readonly trees: ReadonlyMap<string, KpiTreeEntity>,
    /** Every entity of the catalog, by reference. */
    readonly entities: ReadonlyMap<string, DefinedEntity>,
    /** The members of each System, Domain and Group, through all levels. */
    private readonly scopes: ReadonlyMap<string, string[]>,
    /** What is wrong with definitions; what is wrong with annotations is in the entities. */
    readonly definitionProblems: Problem[],
    /** Target and threshold of KPIs over all their versions, where they changed. */
    private readonly targetHistory: ReadonlyMap<
      string,
      Pick<EffectiveKpi, 'target' | 'threshold'>
    > = new Map(),
  ) {}

  /** The same with what held before definitions were changed. */
  withTargetHistory(
    history: ReadonlyMap<string, Pick<EffectiveKpi, 'target' | 'threshold'>>,
  ): Definitions {
    return new Definitions(
      this.kpis,
      this.trees,
      this.entities,
      this.scopes,
      this.definitionProblems,
      history,
    );
  }

  /**
   * @throws `NotFoundError`
   */
  kpi(name: string): KpiEntity {
    const kpi = this.kpis.get(name);
    if (!kpi) {
      throw new NotFoundError(`There is no valid Kpi ${name} in the catalog`);
    }
    return kpi;
  }

  /**
   * @throws `NotFoundError`
   */
  tree(name: string): KpiTreeEntity {
    const tree = this.trees.get(name);
    if (!tree) {
      throw new NotFoundError(
        `There is no valid KpiTree ${name} in the catalog`,
      );
    }
    return tree;
  }

  /** All problems, those of annotations included. */
  problems(): Problem[] {
    return [
      ...this.definitionProblems,
      ...[...this.entities.values()].flatMap(entity => entity.problems),
    ];
  }

  /**
   * The entities that a scope is rolled up from: those of a System, Domain or
   * Group, or all, that have a tree. Empty for any other entity, which stands
   * for itself.
   */
  members(scope: string): string[] {
    if (scope !== ALL) {
      return this.scopes.get(scope) ?? [];
    }
    return [...this.entities.values()]
      .filter(e => e.attachments.length && !SCOPE_KINDS.includes(e.kind))
      .map(e => e.entityRef);
  }

  /**
   * Target, threshold and owner of a KPI of an entity or scope: that of its
   * annotation, else of the tree that is attached to it, else of the Kpi.
   */
  effective(kpi: KpiEntity, scope: string): EffectiveKpi {
    const { annotations, treeTargets } = this.entities.get(scope) ?? {};
    const name = kpi.metadata.name;
    const inTree = treeTargets?.[name];
    // A draft has no history
    const history =
      this.kpis.get(name) === kpi ? this.targetHistory.get(name) : undefined;
    const own = history ?? kpi.spec;
    return {
      target: annotations?.target[name] ?? inTree?.target ?? own.target,
      threshold:
        annotations?.threshold[name] ?? inTree?.threshold ?? own.threshold,
      owner: annotations?.owner[name] ?? kpi.spec.owner,
    };
  }

  /** The names of the KPIs in the trees attached to an entity. */
  attachedKpis(entityRef: string): Set<string> {
    const attachments = this.entities.get(entityRef)?.attachments ?? [];
    return new Set(attachments.flatMap(({ root }) => this.kpisBelow(root)));
  }

  /** Most entities have the whole of the same tree: it is walked once. */
  private kpisBelow(root: KpiTreeBranch): string[] {
    let names = this.kpisByRoot.get(root);
    if (!names) {
      names = [...walkTree(root)].flatMap(({ node }) =>
        isLeaf(node) ? [node.kpi] : [],
      );
      this.kpisByRoot.set(root, names);
    }
    return names;
  }
}
