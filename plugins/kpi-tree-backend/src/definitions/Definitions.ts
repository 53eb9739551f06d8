import { createHash } from 'node:crypto';
import { Entity } from '@backstage/catalog-model';
import { NotFoundError } from '@backstage/errors';
import { Formulas } from '@internal/kpi-tree';
import {
  DeclaredChange,
  KpiEntity,
  KpiTreeEntity,
  Problem,
  Target,
  TargetChange,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { NameProblem } from '@kpi-tree/backstage-plugin-kpi-tree-node';
import type { HeldNames } from '../store/FormerNameStore';
import type { SourceNames } from '../store/SourceNames';
import { claimProblem } from './claimProblem';
import { DefinedEntity } from './DefinedEntity';
import type { Differences } from './Differences';
import type { ExceptionInForce } from './exceptions';
import type { FormerNames } from './formerNames';
import { ALL, Scope, SCOPE_KINDS } from './Scope';
import type { AttachedTree, TargetHistory } from './TargetHistory';
import { TreeIndex } from './TreeIndex';

/**
 * What a KPI of an entity is judged by, and who owns it.
 */
export type EffectiveKpi = {
  target?: Target;
  threshold?: Target;
  owner: string;
};

/** What {@link Definitions} are made of. */
export type DefinitionParts = {
  /** The entities of the catalog as they are written. */
  catalog: readonly Entity[];
  kpis: ReadonlyMap<string, KpiEntity>;
  trees: ReadonlyMap<string, KpiTreeEntity>;
  entities: ReadonlyMap<string, DefinedEntity>;
  /** The members of each System, Domain and Group, through all levels. */
  scopes: ReadonlyMap<string, string[]>;
  definitionProblems: Problem[];
  /** Whether entities may set targets of KPIs that do not say. */
  targetOverrides?: boolean;
  /** What KPIs were judged by before; missing in drafts. */
  targetHistory?: TargetHistory;
  changes?: ReadonlyMap<string, DeclaredChange[]>;
  exceptions?: ReadonlyMap<string, ExceptionInForce[]>;
  /** Names of sources that entities claim and do not get, by entity. */
  claims?: ReadonlyMap<string, NameProblem[]>;
  /** The names by which sources know entities, by entity. */
  sourceNames?: ReadonlyMap<string, SourceNames>;
  /** Whose history of earlier references is whose. */
  formerNames?: FormerNames;
  /** Who has which earlier reference, as it was when the catalog was read. */
  heldNames?: HeldNames;
  /** Given where somebody may not read all there is. */
  restriction?: { whole: Definitions; differences: Differences };
};

/**
 * All definitions of the catalog at one moment: what the KPIs and trees are,
 * what they are attached to, who belongs to which scope, and what is wrong.
 */
export class Definitions {
  /** How KPIs are computed from others. */
  readonly formulas: Formulas;
  private readonly kpisByEntity = new Map<string, ReadonlySet<string>>();
  private readonly scopesByRef = new Map<string, Scope>();
  private allMembers?: string[];
  private inOrder?: string[];
  private knownMemberships?: {
    scopes: ReadonlyMap<string, string[]>;
    fingerprint: string;
  };

  constructor(readonly parts: DefinitionParts) {
    this.formulas = new Formulas(parts.kpis);
  }

  /**
   * All there is: these themselves, unless somebody may not read all of it. By all of it
   * series are evaluated and stored.
   */
  get whole(): Definitions {
    return this.parts.restriction?.whole ?? this;
  }

  /** Where what is stored does not apply, as it was evaluated with all there is. */
  get differences(): Differences | undefined {
    return this.parts.restriction?.differences;
  }

  /** The entities of the catalog as they are written. */
  get catalog(): readonly Entity[] {
    return this.parts.catalog;
  }

  get kpis(): ReadonlyMap<string, KpiEntity> {
    return this.parts.kpis;
  }

  get trees(): ReadonlyMap<string, KpiTreeEntity> {
    return this.parts.trees;
  }

  /** Every entity of the catalog, by reference. */
  get entities(): ReadonlyMap<string, DefinedEntity> {
    return this.parts.entities;
  }

  /** The names by which sources know entities, by entity. */
  get sourceNames(): ReadonlyMap<string, SourceNames> {
    return this.parts.sourceNames ?? new Map();
  }

  /** By earlier reference, the entity that has its history. */
  get formerNames(): ReadonlyMap<string, string> {
    return this.parts.formerNames?.accepted ?? new Map();
  }

  /** Who has which earlier reference, as it was when the catalog was read. */
  get heldNames(): HeldNames {
    return this.parts.heldNames ?? new Map();
  }

  /** What is wrong with definitions; see {@link Definitions.problemsOf}. */
  get definitionProblems(): Problem[] {
    return this.parts.definitionProblems;
  }

  /** What was accepted in the portal, by {@link changesKey}, in chronological order. */
  get changes(): ReadonlyMap<string, DeclaredChange[]> {
    return this.parts.changes ?? new Map();
  }

  /** Periods that were left out of limits, by {@link changesKey}, in order of time. */
  get exceptions(): ReadonlyMap<string, ExceptionInForce[]> {
    return this.parts.exceptions ?? new Map();
  }

  /** The same with some parts instead of others. */
  with(parts: Partial<DefinitionParts>): Definitions {
    return new Definitions({ ...this.parts, ...parts });
  }

  /** The changes of a KPI of an entity or scope that were accepted in the portal. */
  acceptedChanges(scope: string, kpi: string): DeclaredChange[] {
    return this.changes.get(changesKey(scope, kpi)) ?? [];
  }

  /** The periods that were left out of the limits of a KPI of an entity or scope. */
  exceptionsOf(scope: string, kpi: string): ExceptionInForce[] {
    return this.exceptions.get(changesKey(scope, kpi)) ?? [];
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
      ...[...this.entities.keys()].flatMap(ref => this.problemsOf(ref)),
    ];
  }

  /** What is wrong with the annotations of an entity, and the names that it claims. */
  problemsOf(entityRef: string): Problem[] {
    const entity = this.entities.get(entityRef);
    const claims = [
      ...(this.parts.claims?.get(entityRef) ?? []),
      ...(this.parts.formerNames?.problems.get(entityRef) ?? []),
    ];
    return entity && claims.length
      ? [
          ...entity.problems,
          ...claims.map(claim => claimProblem(claim, entity, this.entities)),
        ]
      : entity?.problems ?? [];
  }

  /**
   * The entities that a scope is rolled up from: those of a System, Domain or
   * Group, or all, that have a tree. Empty for any other entity, which stands
   * for itself.
   */
  members(scope: string): string[] {
    if (scope !== ALL) {
      return this.parts.scopes.get(scope) ?? [];
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
      const scopes = new Map([...this.parts.scopes, [ALL, this.members(ALL)]]);
      const hash = createHash('sha256');
      for (const [scope, members] of [...scopes].sort(byKey)) {
        hash.update(`${scope}\n${[...members].sort().join(' ')}\n`);
      }
      this.knownMemberships = { scopes, fingerprint: hash.digest('base64url') };
    }
    return this.knownMemberships;
  }

  /** Whether an entity or scope is, or was, judged by targets that others do not have. */
  hasOwnTargets(ref: string): boolean {
    const entity = this.entities.get(ref);
    return (
      this.parts.targetHistory?.hasOwn(ref) ||
      (entity !== undefined &&
        [
          entity.annotations.target,
          entity.annotations.threshold,
          entity.treeTargets,
        ].some(byKpi => Object.keys(byKpi).length > 0))
    );
  }

  /**
   * Target, threshold and owner of a KPI of an entity or scope: that of its
   * annotation, else of the tree that is attached to it, else of the Kpi. Targets and
   * thresholds are as they were in force over time.
   */
  effective(kpi: KpiEntity, scope: string): EffectiveKpi {
    const { annotations, treeTargets } = this.entities.get(scope) ?? {};
    const name = kpi.metadata.name;
    const inTree = treeTargets?.[name];
    const owner = annotations?.owner[name] ?? kpi.spec.owner;
    // A draft has no history
    const history =
      this.kpis.get(name) === kpi
        ? this.parts.targetHistory?.of(
            name,
            scope,
            this.targetTree(name, scope),
          )
        : undefined;
    return history
      ? { ...history, owner }
      : {
          target:
            annotations?.target[name] ?? inTree?.target ?? kpi.spec.target,
          threshold:
            annotations?.threshold[name] ??
            inTree?.threshold ??
            kpi.spec.threshold,
          owner,
        };
  }

  /** Other targets and thresholds that an annotation or a tree set, the oldest first. */
  targetChanges(kpi: string, scope: string): TargetChange[] {
    const tree = this.targetTree(kpi, scope);
    return this.parts.targetHistory?.changes(kpi, scope, tree) ?? [];
  }

  /** The entities of the catalog that set, or ever set, a target of a KPI by annotation. */
  overriding(kpi: string): string[] {
    return [...(this.parts.targetHistory?.overriding(kpi) ?? [])].filter(ref =>
      this.entities.has(ref),
    );
  }

  /** Whether an entity or scope has a target by annotation in the period of a day. */
  isTargetAnnotated(kpi: string, scope: string, day: string): boolean {
    const { targetHistory } = this.parts;
    return targetHistory
      ? targetHistory.isAnnotated(kpi, scope, day)
      : this.entities.get(scope)?.annotations.target[kpi] !== undefined;
  }

  /** The tree that sets, or ever set, targets of a KPI for an entity. */
  private targetTree(kpi: string, scope: string): AttachedTree | undefined {
    const { targetHistory } = this.parts;
    const entity = this.entities.get(scope);
    if (!targetHistory || !entity) {
      return undefined;
    }
    const now = entity.treeTargets[kpi]?.tree;
    return entity.attachments
      .filter(({ tree }) => now === undefined || tree === now)
      .map(({ tree, nodes }): AttachedTree => ({ name: tree, nodes }))
      .find(tree => targetHistory.sets(tree, kpi));
  }

  /** The names of the KPIs in the trees attached to an entity. */
  attachedKpis(entityRef: string): ReadonlySet<string> {
    let kpis = this.kpisByEntity.get(entityRef);
    if (!kpis) {
      const attachments = this.entities.get(entityRef)?.attachments ?? [];
      const [first, ...others] = attachments.map(
        ({ root }) => TreeIndex.of(root).kpis,
      );
      // Most entities have one tree: they share its KPIs
      kpis = others.length
        ? new Set([first, ...others].flatMap(set => [...set]))
        : first ?? new Set();
      this.kpisByEntity.set(entityRef, kpis);
    }
    return kpis;
  }

  /** Those of some entities to which a KPI is attached. */
  withKpi(entityRefs: string[], kpi: string): Set<string> {
    return new Set(entityRefs.filter(ref => this.attachedKpis(ref).has(kpi)));
  }

  /** What an entity or scope comes to by its members. */
  scope(ref: string): Scope {
    const known = this.scopesByRef.get(ref);
    if (known) {
      return known;
    }
    const scope = new Scope(this, ref);
    // Of an entity there is nothing to be found again
    if (scope.isScope) {
      this.scopesByRef.set(ref, scope);
    }
    return scope;
  }

  /** Some entities in the order of their titles. */
  byTitle(entityRefs: ReadonlySet<string>): string[] {
    this.inOrder ??= [...this.entities.values()]
      .sort(compareNames)
      .map(entity => entity.entityRef);
    return this.inOrder.filter(ref => entityRefs.has(ref));
  }
}

/** What the accepted changes of a KPI of an entity or scope are known by. */
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
