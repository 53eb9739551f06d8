import {
  boundInForce,
  boundOverTime,
  BoundVersion,
  narrowTree,
  targetEffect,
} from '@internal/kpi-tree';
import {
  KpiTreeSpec,
  Target,
  TargetChange,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { isDeepStrictEqual } from 'node:util';
import { Overrides, OverrideVersion } from '../store/OverrideStore';
import { KpiVersions, TreeVersions } from '../store/VersionStore';
import { TreeIndex } from './TreeIndex';

/** Target and threshold over all time in which they were in force. */
export type BoundsOverTime = { target?: Target; threshold?: Target };

/** A tree that is attached to an entity, and the branches to which it is narrowed there. */
export type AttachedTree = {
  name: string;
  /** The ids of the branches; missing where the whole tree is attached. */
  nodes?: readonly string[];
};

type Judging = 'target' | 'threshold';

/** Before all that was ever seen. */
const ALWAYS = '';

/**
 * What KPIs were judged by over time: that of the annotation of the entity, else of the
 * tree attached to it, else of the Kpi, each as it was in force.
 */
export class TargetHistory {
  private readonly ofKpis = new Map<string, BoundsOverTime | undefined>();
  private readonly ofLeaves = new Map<string, LeafBounds[]>();
  private readonly changesOfTrees = new Map<string, TargetChange[]>();
  private byKpi?: ReadonlyMap<string, ReadonlySet<string>>;

  constructor(
    private readonly parts: {
      kpis: KpiVersions;
      trees: TreeVersions;
      overrides: Overrides;
      /** The day of an instant in the calendar of the portal. */
      dateOf: (since: string) => string;
    },
  ) {}

  /** Whether an entity sets, or ever set, targets of its own. */
  hasOwn(entityRef: string): boolean {
    return this.parts.overrides.has(entityRef);
  }

  /** Whether an entity has a target by annotation in the period that begins on a day. */
  isAnnotated(kpi: string, entityRef: string, day: string): boolean {
    const versions = this.parts.overrides.get(entityRef)?.get(kpi);
    const held = versions?.findLast(
      ({ since }) => since === undefined || this.parts.dateOf(since) <= day,
    );
    return held?.target !== undefined;
  }

  /** The entities that set, or ever set, a target or threshold of a KPI by annotation. */
  overriding(kpi: string): ReadonlySet<string> {
    if (!this.byKpi) {
      const byKpi = new Map<string, Set<string>>();
      for (const [entityRef, versions] of this.parts.overrides) {
        for (const name of versions.keys()) {
          const found = byKpi.get(name) ?? new Set();
          byKpi.set(name, found.add(entityRef));
        }
      }
      this.byKpi = byKpi;
    }
    return this.byKpi.get(kpi) ?? new Set();
  }

  /** Whether a tree sets, or ever set, a target or threshold over a KPI. */
  sets(tree: AttachedTree, kpi: string): boolean {
    return this.leaves(tree, kpi).some(
      leaf => (leaf.target ?? leaf.threshold) !== undefined,
    );
  }

  /**
   * @param tree - the one that sets, or set, a target of the KPI for the entity, if any
   * @returns nothing where nothing but the KPI as it is now was ever known
   */
  of(
    kpi: string,
    entityRef: string,
    tree?: AttachedTree,
  ): BoundsOverTime | undefined {
    const overrides = this.parts.overrides.get(entityRef)?.get(kpi);
    if (overrides) {
      return this.calculate(kpi, overrides, tree);
    }
    if (!tree && (this.parts.kpis.get(kpi)?.length ?? 0) < 2) {
      return undefined;
    }
    // Entities without targets of their own share that of the KPI or of the tree
    const key = keyOf(kpi, tree);
    if (!this.ofKpis.has(key)) {
      this.ofKpis.set(key, this.calculate(kpi, [], tree));
    }
    return this.ofKpis.get(key);
  }

  /**
   * The changes that an annotation or a tree made, the oldest first.
   *
   * @param tree - the one that sets, or set, a target of the KPI for the entity, if any
   */
  changes(kpi: string, entityRef: string, tree?: AttachedTree): TargetChange[] {
    const overrides = this.parts.overrides.get(entityRef)?.get(kpi);
    if (overrides) {
      return this.calculateChanges(kpi, overrides, tree);
    }
    if (!tree) {
      return [];
    }
    const key = keyOf(kpi, tree);
    let changes = this.changesOfTrees.get(key);
    if (!changes) {
      changes = this.calculateChanges(kpi, [], tree);
      this.changesOfTrees.set(key, changes);
    }
    return changes;
  }

  private calculateChanges(
    kpi: string,
    overrides: OverrideVersion[],
    tree: AttachedTree | undefined,
  ): TargetChange[] {
    return (['target', 'threshold'] as const)
      .flatMap(bound =>
        this.changesOf(bound, this.versions(kpi, overrides, tree, bound)),
      )
      .sort((a, b) => compare(a.date, b.date));
  }

  private changesOf(
    bound: Judging,
    versions: JudgingVersion[],
  ): TargetChange[] {
    return versions.slice(1).flatMap((version, i): TargetChange[] => {
      const before = versions[i];
      const date = this.parts.dateOf(version.since);
      const [from, to] = [before, version].map(({ bound: one }) =>
        one === undefined ? null : boundInForce(one, date) ?? null,
      );
      const isOfKpi = before.isOfKpi && version.isOfKpi;
      return isOfKpi || isDeepStrictEqual(from, to)
        ? []
        : [
            {
              date,
              bound,
              from,
              to,
              effect: targetEffect(version.direction, from, to),
            },
          ];
    });
  }

  private calculate(
    kpi: string,
    overrides: OverrideVersion[],
    tree: AttachedTree | undefined,
  ): BoundsOverTime | undefined {
    if (!this.parts.kpis.get(kpi)?.length) {
      return undefined;
    }
    const boundOf = (bound: Judging) =>
      boundOverTime(
        this.versions(kpi, overrides, tree, bound),
        this.parts.dateOf,
      );
    return { target: boundOf('target'), threshold: boundOf('threshold') };
  }

  /** What it was judged by at each moment at which anything changed, the first first. */
  private versions(
    kpi: string,
    overrides: OverrideVersion[],
    tree: AttachedTree | undefined,
    bound: Judging,
  ): JudgingVersion[] {
    const specs = this.parts.kpis.get(kpi) ?? [];
    if (!specs.length) {
      return [];
    }
    const leaves = tree === undefined ? [] : this.leaves(tree, kpi);
    // The first of a definition holds for all that was before it was seen
    const moments = [
      ALWAYS,
      ...[...specs.slice(1), ...leaves.slice(1)].map(({ since }) => since),
      ...overrides.flatMap(({ since }) => since ?? []),
    ];
    return [...new Set(moments)].sort().map((moment): JudgingVersion => {
      const { spec } = inForce(specs, moment) ?? specs[0];
      const leaf = inForce(leaves, moment) ?? leaves[0];
      const override = overrides.findLast(
        ({ since = ALWAYS }) => since <= moment,
      );
      const own = override?.[bound] ?? leaf?.[bound];
      return {
        since: moment,
        bound: own ?? spec[bound],
        isOfKpi: own === undefined,
        unit: spec.unit,
        direction: spec.direction,
      };
    });
  }

  /** What a tree set over a KPI. */
  private leaves(tree: AttachedTree, kpi: string): LeafBounds[] {
    const key = keyOf(kpi, tree);
    let leaves = this.ofLeaves.get(key);
    if (!leaves) {
      leaves = (this.parts.trees.get(tree.name) ?? []).map(
        ({ since, spec }) => ({ since, ...boundsIn(spec, kpi, tree.nodes) }),
      );
      this.ofLeaves.set(key, leaves);
    }
    return leaves;
  }
}

/** What something was judged by since a moment, and whether the Kpi itself says it. */
type JudgingVersion = BoundVersion & { isOfKpi: boolean };

type LeafBounds = { since: string } & BoundsOverTime;

function keyOf(kpi: string, tree: AttachedTree | undefined): string {
  return JSON.stringify([kpi, tree?.name, tree?.nodes]);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

function inForce<T extends { since: string }>(
  versions: T[],
  moment: string,
): T | undefined {
  return versions.findLast(({ since }) => since <= moment);
}

/** As in the tree that is attached: the first leaf of its branches that sets any. */
function boundsIn(
  spec: KpiTreeSpec,
  kpi: string,
  nodes: AttachedTree['nodes'],
): BoundsOverTime {
  const root = nodes ? narrowTree(spec.root, [...nodes]) : spec.root;
  const found = root
    ? TreeIndex.of(root).leaves.find(
        ({ leaf }) =>
          leaf.kpi === kpi && (leaf.target ?? leaf.threshold) !== undefined,
      )
    : undefined;
  return found
    ? { target: found.leaf.target, threshold: found.leaf.threshold }
    : {};
}
