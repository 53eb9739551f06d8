import { createHash } from 'node:crypto';
import { NotFoundError } from '@backstage/errors';
import {
  DeclaredChange,
  EntityAttachments,
  Formulas,
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
  /** By which the catalog knows it. */
  uid?: string;
  kind: string;
  title: string;
  owner: string | null;
  /** All its annotations, as the catalog has them. */
  catalogAnnotations: Readonly<Record<string, string>>;
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
  /** How KPIs are computed from others. */
  readonly formulas: Formulas;
  private readonly kpisByRoot = new WeakMap<KpiTreeBranch, Set<string>>();
  private readonly kpisByEntity = new Map<string, ReadonlySet<string>>();
  private readonly countsOf = new WeakMap<string[], Map<string, number>>();
  private readonly membersByKpi = new WeakMap<
    string[],
    Map<string, ReadonlySet<string>>
  >();
  private allMembers?: string[];
  private inOrder?: string[];
  private knownMemberships?: {
    scopes: ReadonlyMap<string, string[]>;
    fingerprint: string;
  };

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
    /** What was accepted in the portal, by {@link changesKey}, in order of time. */
    readonly changes: ReadonlyMap<string, DeclaredChange[]> = new Map(),
  ) {
    this.formulas = new Formulas(kpis);
  }

  /** The same with a KPI that is being written, in the place of one of its name. */
  withKpi(kpi: KpiEntity): Definitions {
    return new Definitions(
      new Map(this.kpis).set(kpi.metadata.name, kpi),
      this.trees,
      this.entities,
      this.scopes,
      this.definitionProblems,
      this.targetHistory,
      this.changes,
    );
  }

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
      this.changes,
    );
  }

  /** The same with what was accepted in the portal. */
  withChanges(changes: ReadonlyMap<string, DeclaredChange[]>): Definitions {
    return new Definitions(
      this.kpis,
      this.trees,
      this.entities,
      this.scopes,
      this.definitionProblems,
      this.targetHistory,
      changes,
    );
  }

  /** The changes of a KPI of an entity or scope that were accepted in the portal. */
  acceptedChanges(scope: string, kpi: string): DeclaredChange[] {
    return this.changes.get(changesKey(scope, kpi)) ?? [];
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
    this.allMembers ??= [...this.entities.values()]
      .filter(e => e.attachments.length && !SCOPE_KINDS.includes(e.kind))
      .map(e => e.entityRef);
    return this.allMembers;
  }

  /** Whether a scorecard of it is about members rather than one entity. */
  isScope(ref: string): boolean {
    return (
      ref === ALL || SCOPE_KINDS.includes(this.entities.get(ref)?.kind ?? '')
    );
  }

  /** The members of every scope, and a text that changes with them. */
  get memberships() {
    if (!this.knownMemberships) {
      const scopes = new Map([...this.scopes, [ALL, this.members(ALL)]]);
      const hash = createHash('sha256');
      for (const [scope, members] of [...scopes].sort(byKey)) {
        hash.update(`${scope}\n${[...members].sort().join(' ')}\n`);
      }
      this.knownMemberships = { scopes, fingerprint: hash.digest('base64url') };
    }
    return this.knownMemberships;
  }

  /** Whether an entity or scope is judged by targets that others do not have. */
  hasOwnTargets(ref: string): boolean {
    const entity = this.entities.get(ref);
    return (
      entity !== undefined &&
      [
        entity.annotations.target,
        entity.annotations.threshold,
        entity.treeTargets,
      ].some(byKpi => Object.keys(byKpi).length > 0)
    );
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
  attachedKpis(entityRef: string): ReadonlySet<string> {
    let kpis = this.kpisByEntity.get(entityRef);
    if (!kpis) {
      const attachments = this.entities.get(entityRef)?.attachments ?? [];
      const [first, ...others] = attachments.map(({ root }) =>
        this.kpisBelow(root),
      );
      // Most entities have one tree: they share its KPIs
      kpis = others.length
        ? new Set([first, ...others].flatMap(set => [...set]))
        : first ?? new Set();
      this.kpisByEntity.set(entityRef, kpis);
    }
    return kpis;
  }

  /**
   * To how many of some entities each KPI is attached.
   *
   * @param members - the answer is kept for as long as this list is
   */
  attachedCounts(members: string[]): ReadonlyMap<string, number> {
    let counts = this.countsOf.get(members);
    if (!counts) {
      const sets = new Map<ReadonlySet<string>, number>();
      for (const member of members) {
        const kpis = this.attachedKpis(member);
        sets.set(kpis, (sets.get(kpis) ?? 0) + 1);
      }
      counts = new Map();
      for (const [kpis, times] of sets) {
        for (const kpi of kpis) {
          counts.set(kpi, (counts.get(kpi) ?? 0) + times);
        }
      }
      this.countsOf.set(members, counts);
    }
    return counts;
  }

  /**
   * The members to which a KPI is attached.
   *
   * @param members - the answer is kept for as long as this list is
   */
  membersWith(members: string[], kpi: string): ReadonlySet<string> {
    const byKpi = this.membersByKpi.get(members) ?? new Map();
    this.membersByKpi.set(members, byKpi);
    let found = byKpi.get(kpi);
    if (!found) {
      found = new Set(members.filter(ref => this.attachedKpis(ref).has(kpi)));
      byKpi.set(kpi, found);
    }
    return found;
  }

  /** Some entities in the order of their titles. */
  byTitle(entityRefs: ReadonlySet<string>): string[] {
    this.inOrder ??= [...this.entities.values()]
      .sort(compareNames)
      .map(entity => entity.entityRef);
    return this.inOrder.filter(ref => entityRefs.has(ref));
  }

  /** Most entities have the whole of the same tree: it is walked once. */
  private kpisBelow(root: KpiTreeBranch): Set<string> {
    let names = this.kpisByRoot.get(root);
    if (!names) {
      names = new Set(
        [...walkTree(root)].flatMap(({ node }) =>
          isLeaf(node) ? [node.kpi] : [],
        ),
      );
      this.kpisByRoot.set(root, names);
    }
    return names;
  }
}

/** By what the accepted changes of a KPI of an entity or scope are known. */
export function changesKey(scope: string, kpi: string): string {
  return `${scope} ${kpi}`;
}

const collator = new Intl.Collator('en');

/** The order of titles; of equal ones that of the references. */
export function compareNames(
  a: { title: string; entityRef: string },
  b: { title: string; entityRef: string },
): number {
  return (
    collator.compare(a.title, b.title) ||
    collator.compare(a.entityRef, b.entityRef)
  );
}

function byKey([a]: [string, unknown], [b]: [string, unknown]): number {
  return a < b ? -1 : Number(a > b);
}
