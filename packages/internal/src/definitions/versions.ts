import {
  DatedBound,
  type Direction,
  type FieldChange,
  FIRST_DATE,
  isLeaf,
  type KpiSpec,
  KpiTreeBranch,
  KpiTreeSpec,
  Target,
  walkTree,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';

/**
 * A definition as it stood for a time.
 */
export type DefinitionVersion<S = KpiSpec | KpiTreeSpec> = {
  /** From 1. */
  number: number;
  /** Of its content. */
  hash: string;
  /** When the portal first saw it, ISO 8601. */
  since: string;
  title: string;
  description: string;
  spec: S;
};

/**
 * The fields in which two versions of a definition differ, in the order of their
 * names. Lists and targets count as one field; of a tree each node is one, such
 * as `detect-to-correct`, and each KPI, such as `detect-to-correct/incident-mttr`.
 */
export function changedFields(
  before: DefinitionVersion,
  after: DefinitionVersion,
): FieldChange[] {
  const from = fieldsOf(before);
  const to = fieldsOf(after);
  return [...new Set([...from.keys(), ...to.keys()])]
    .filter(field => from.get(field) !== to.get(field))
    .sort()
    .map(field => ({
      field,
      ...(from.has(field) ? { from: from.get(field) } : {}),
      ...(to.has(field) ? { to: to.get(field) } : {}),
    }));
}

/** Groups of fields, each of which is reported by itself. */
const GROUPS = ['aggregate', 'definition', 'signals', 'source', 'review'];

function fieldsOf(version: DefinitionVersion): Map<string, string> {
  const fields = new Map([
    ['title', JSON.stringify(version.title)],
    ['description', JSON.stringify(version.description)],
  ]);
  for (const [key, value] of Object.entries(version.spec)) {
    if (key === 'root') {
      addNodes(fields, value as KpiTreeBranch);
    } else if (GROUPS.includes(key) && value) {
      for (const [inner, each] of Object.entries(value)) {
        fields.set(`spec.${key}.${inner}`, JSON.stringify(each));
      }
    } else {
      fields.set(`spec.${key}`, JSON.stringify(value));
    }
  }
  return fields;
}

function addNodes(fields: Map<string, string>, root: KpiTreeBranch): void {
  for (const { node, path } of walkTree(root)) {
    if (isLeaf(node)) {
      const { kpi, ...rest } = node;
      fields.set(`${path[path.length - 1].id}/${kpi}`, JSON.stringify(rest));
    } else {
      const { id, children: _, ...rest } = node;
      fields.set(id, JSON.stringify(rest));
    }
  }
}

/**
 * By which target or threshold something was judged since a moment.
 */
export type BoundVersion = {
  /** When the portal first saw it, ISO 8601. */
  since: string;
  /** Missing where there was none. */
  bound?: Target;
  unit: string;
  direction: Direction;
};

/**
 * A target or threshold with what held before it was changed, so that a changed target
 * never rewrites the past: a period is judged by what was in force on its first day.
 *
 * What was before the portal knew any follows the first, as it was judged by that when
 * the portal measured it. Where the newest gives dates itself, its dates hold.
 *
 * @param versions - the oldest first
 * @param dateOf - the day of an instant in the calendar of the portal
 */
export function boundOverTime(
  versions: BoundVersion[],
  dateOf: (since: string) => string,
): Target | undefined {
  const newest = versions[versions.length - 1];
  if (newest?.bound === undefined || Array.isArray(newest.bound)) {
    return newest?.bound;
  }
  // What was measured in another unit or direction has no comparable target.
  const last = versions.findLastIndex(
    ({ bound, unit, direction }) =>
      bound === undefined ||
      unit !== newest.unit ||
      direction !== newest.direction,
  );
  const comparable = versions.slice(last + 1);
  const timeline: DatedBound[] = comparable.flatMap(({ since, bound }, i) => {
    const from = i === 0 ? FIRST_DATE : dateOf(since);
    const until = comparable[i + 1] && dateOf(comparable[i + 1].since);
    return boundsBetween(bound, from, until);
  });
  const merged = mergeDays(timeline);
  return merged.length > 1 ? merged : newest.bound;
}

/** What a target says of a span of time, its end excluded. */
function boundsBetween(
  target: Target | undefined,
  from: string,
  until: string | undefined,
): DatedBound[] {
  if (target === undefined) {
    return [];
  }
  if (!Array.isArray(target)) {
    return [{ from, value: target }];
  }
  const held = target
    .filter(entry => entry.from <= from)
    .sort((a, b) => (a.from < b.from ? 1 : -1))[0];
  return [
    ...(held ? [{ from, value: held.value }] : []),
    ...target.filter(
      entry => entry.from > from && (!until || entry.from < until),
    ),
  ];
}

/** Of several on one day the last holds; what does not change anything is left out. */
function mergeDays(timeline: DatedBound[]): DatedBound[] {
  const byDay = [
    ...new Map(timeline.map(entry => [entry.from, entry])).values(),
  ];
  return byDay.filter(
    ({ value }, i) =>
      i === 0 || JSON.stringify(value) !== JSON.stringify(byDay[i - 1].value),
  );
}
