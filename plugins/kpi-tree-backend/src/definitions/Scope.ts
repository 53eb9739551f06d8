import { createHash } from 'node:crypto';
import { Attachment, narrowTree } from '@internal/kpi-tree';
import type { Definitions } from './Definitions';

/** A scope is an entity reference, or everything. */
export const ALL = 'all';

/** Kinds whose scorecard is about their members. */
export const SCOPE_KINDS = ['system', 'domain', 'group'];

/** Who ever belonged to which scope. */
type History = { everIn(scope: string): string[] };

/** By tree, the branches that any of some entities counts. */
type Branches = ReadonlyMap<string, ReadonlySet<string> | 'whole'>;

/** Some entities, with a text that is the same for the same ones. */
export class EntitySet extends Set<string> {
  private known?: string;

  get text(): string {
    this.known ??= createHash('sha256')
      .update(JSON.stringify([...this].sort()))
      .digest('base64url');
    return this.known;
  }
}

/**
 * What an entity or scope comes to by the definitions of a caller: its members, and the
 * trees and KPIs that it has by them. Each is found once for as long as these definitions
 * are held.
 */
export class Scope {
  /** Whether a scorecard of it is about members rather than one entity. */
  readonly isScope: boolean;
  /** Its members now; none of an entity, which stands for itself. */
  readonly members: string[];
  private readonly withKpi = new Map<string, ReadonlySet<string>>();
  private counts?: ReadonlyMap<string, number>;
  private shown?: Attachment[];
  private set?: EntitySet;
  private seen?: { history: History; visible: EntitySet | undefined };

  constructor(private readonly definitions: Definitions, readonly ref: string) {
    this.isScope = definitions.isScope(ref);
    this.members = this.isScope ? definitions.members(ref) : [];
  }

  /** A text that is the same for the same members. */
  get membersText(): string {
    this.set ??= new EntitySet(this.members);
    return this.set.text;
  }

  /** To how many of its members each KPI is attached. */
  get attachedCounts(): ReadonlyMap<string, number> {
    this.counts ??= countAttached(this.definitions, this.members);
    return this.counts;
  }

  /** The members to which a KPI is attached. */
  membersWith(kpi: string): ReadonlySet<string> {
    let found = this.withKpi.get(kpi);
    if (!found) {
      found = this.definitions.withKpi(this.members, kpi);
      this.withKpi.set(kpi, found);
    }
    return found;
  }

  /**
   * The trees that it shows: its own, and for a scope with members theirs, with the
   * branches that any of them counts. The portfolio shows all there are. What most
   * members have comes first, and is what a page opens with; the catalog's own order is
   * one of chance.
   */
  get attachments(): Attachment[] {
    this.shown ??= this.findAttachments();
    return this.shown;
  }

  private findAttachments(): Attachment[] {
    const { definitions, ref } = this;
    const own = definitions.entities.get(ref)?.attachments ?? [];
    const found = new Map(branchesOf(definitions, this.members));
    if (ref === ALL) {
      for (const name of [...definitions.trees.keys()].sort()) {
        found.set(name, 'whole');
      }
    }
    return [
      ...own,
      ...[...found]
        .filter(([tree]) => !own.some(a => a.tree === tree))
        .map(([tree, nodes]): Attachment => {
          const { root } = definitions.tree(tree).spec;
          return {
            tree,
            // The whole portfolio shows the whole tree, its empty places too.
            root:
              ref === ALL || nodes === 'whole'
                ? root
                : narrowTree(root, [...nodes]) ?? root,
          };
        }),
    ];
  }

  /**
   * Those who may be read of all who ever were its members; nothing where that is
   * everyone. The same object for the same history.
   */
  visibleIn(history: History): EntitySet | undefined {
    if (this.seen?.history !== history) {
      this.seen = { history, visible: this.findVisible(history) };
    }
    return this.seen.visible;
  }

  private findVisible(history: History): EntitySet | undefined {
    const { members, ref } = this;
    const ever = history.everIn(ref);
    // For what is gone from the catalog it is unknown whether its conditions are met
    const { entities, whole } = this.definitions;
    // That something belongs to the scope may follow from what may not be read
    const others = new Set(whole.members(ref));
    members.forEach(member => others.delete(member));
    const visible = new EntitySet([
      ...members,
      ...ever.filter(one => entities.has(one) && !others.has(one)),
    ]);
    return ever.every(one => visible.has(one)) ? undefined : visible;
  }
}

function countAttached(
  definitions: Definitions,
  members: string[],
): ReadonlyMap<string, number> {
  const sets = new Map<ReadonlySet<string>, number>();
  for (const member of members) {
    const kpis = definitions.attachedKpis(member);
    sets.set(kpis, (sets.get(kpis) ?? 0) + 1);
  }
  const counts = new Map<string, number>();
  for (const [kpis, times] of sets) {
    for (const kpi of kpis) {
      counts.set(kpi, (counts.get(kpi) ?? 0) + times);
    }
  }
  return counts;
}

/**
 * By tree, the branches that any of the members counts; the trees that most of them have
 * first, then by name.
 */
function branchesOf({ entities }: Definitions, members: string[]): Branches {
  const found = new Map<string, Set<string> | 'whole'>();
  const times = new Map<string, number>();
  for (const member of members) {
    const entity = entities.get(member);
    for (const { tree } of entity?.attachments ?? []) {
      times.set(tree, (times.get(tree) ?? 0) + 1);
      const nodes = entity?.annotations.nodes;
      const known = found.get(tree);
      if (!nodes || known === 'whole') {
        found.set(tree, 'whole');
      } else {
        found.set(tree, new Set([...(known ?? []), ...nodes]));
      }
    }
  }
  return new Map(
    [...found].sort(
      ([a], [b]) => times.get(b)! - times.get(a)! || (a < b ? -1 : 1),
    ),
  );
}
