import {
  BoundVersion,
  boundOverTime,
  isLeaf,
  KpiTreeSpec,
  Target,
  walkTree,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { Overrides, OverrideVersion } from '../store/OverrideStore';
import { KpiVersions, TreeVersions } from '../store/VersionStore';

/** Target and threshold over all time in which they were in force. */
export type BoundsOverTime = { target?: Target; threshold?: Target };

type Judging = 'target' | 'threshold';

/** Before all that was ever seen. */
const ALWAYS = '';

/**
 * By what KPIs were judged over time: that of the annotation of the entity, else of the
 * tree attached to it, else of the Kpi, each as it was in force.
 */
export class TargetHistory {
  private readonly ofKpis = new Map<string, BoundsOverTime>();
  private readonly ofLeaves = new Map<string, LeafBounds[]>();

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

  /**
   * @param tree - the one that sets a target of the KPI for the entity, if any
   * @returns nothing where no version of the KPI is known
   */
  of(
    kpi: string,
    entityRef: string,
    tree?: string,
  ): BoundsOverTime | undefined {
    const overrides = this.parts.overrides.get(entityRef)?.get(kpi);
    if (overrides || tree !== undefined) {
      return this.calculate(kpi, overrides ?? [], tree);
    }
    const known = this.ofKpis.get(kpi) ?? this.calculate(kpi, [], undefined);
    if (known) {
      this.ofKpis.set(kpi, known);
    }
    return known;
  }

  private calculate(
    kpi: string,
    overrides: OverrideVersion[],
    tree: string | undefined,
  ): BoundsOverTime | undefined {
    const specs = this.parts.kpis.get(kpi);
    if (!specs?.length) {
      return undefined;
    }
    const leaves = tree === undefined ? [] : this.leaves(tree, kpi);
    // The first of a definition holds for all that was before it was seen
    const moments = [
      ALWAYS,
      ...[...specs.slice(1), ...leaves.slice(1)].map(({ since }) => since),
      ...overrides.flatMap(({ since }) => since ?? []),
    ];
    const sorted = [...new Set(moments)].sort();
    const versionsOf = (bound: Judging) =>
      sorted.map((moment): BoundVersion => {
        const { spec } = inForce(specs, moment) ?? specs[0];
        const leaf = inForce(leaves, moment) ?? leaves[0];
        const override = overrides.findLast(
          ({ since = ALWAYS }) => since <= moment,
        );
        return {
          since: moment,
          bound: override?.[bound] ?? leaf?.[bound] ?? spec[bound],
          unit: spec.unit,
          direction: spec.direction,
        };
      });
    const { dateOf } = this.parts;
    return {
      target: boundOverTime(versionsOf('target'), dateOf),
      threshold: boundOverTime(versionsOf('threshold'), dateOf),
    };
  }

  /** What a tree set over a KPI. */
  private leaves(tree: string, kpi: string): LeafBounds[] {
    const key = `${tree} ${kpi}`;
    let leaves = this.ofLeaves.get(key);
    if (!leaves) {
      leaves = (this.parts.trees.get(tree) ?? []).map(({ since, spec }) => ({
        since,
        ...boundsIn(spec, kpi),
      }));
      this.ofLeaves.set(key, leaves);
    }
    return leaves;
  }
}

type LeafBounds = { since: string } & BoundsOverTime;

function inForce<T extends { since: string }>(
  versions: T[],
  moment: string,
): T | undefined {
  return versions.findLast(({ since }) => since <= moment);
}

/** As in the tree that is attached: the first that sets any. */
function boundsIn(spec: KpiTreeSpec, kpi: string): BoundsOverTime {
  for (const { node } of walkTree(spec.root)) {
    if (
      isLeaf(node) &&
      node.kpi === kpi &&
      (node.target ?? node.threshold) !== undefined
    ) {
      return { target: node.target, threshold: node.threshold };
    }
  }
  return {};
}
