import { FIRST_DATE } from '../arithmetic/dates';
import { DatedBound, Target } from './bounds';
import type { KpiSpec } from './kpi';
import { isLeaf, KpiTreeBranch, KpiTreeSpec, walkTree } from './tree';

/**
 * A definition as it stood for a time.
 *
 * @public
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
 * What a version changed.
 *
 * @public
 */
export type FieldChange = {
  /** Such as `spec.target`. */
  field: string;
  /** As JSON; missing if there was none. */
  from?: string;
  /** As JSON; missing if there is none. */
  to?: string;
};

/**
 * The fields in which two versions of a definition differ, in the order of their
 * names. Lists and targets count as one field; of a tree each node is one, such
 * as `detect-to-correct`, and each KPI, such as `detect-to-correct/incident-mttr`.
 *
 * @public
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

/** Groups of fields, each of which is told by itself. */
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
 * The target of a KPI with what held before it was changed, so that a changed
 * target never rewrites the past: a period is judged by the target of the version
 * that was in force on its first day.
 *
 * Nothing was judged before the portal knew the KPI: those periods follow the
 * newest version. Where that gives dates itself, its dates hold.
 *
 * @param versions - the oldest first
 * @param dateOf - the day of an instant in the calendar of the portal
 * @public
 */
export function targetOverVersions(
  versions: DefinitionVersion<KpiSpec>[],
  bound: 'target' | 'threshold',
  dateOf: (since: string) => string,
): Target | undefined {
  const newest = versions[versions.length - 1]?.spec;
  const target = newest?.[bound];
  if (target === undefined || Array.isArray(target)) {
    return target;
  }
  // What was measured in another unit or direction has no comparable target.
  const first = versions.findLastIndex(
    ({ spec }) =>
      spec[bound] === undefined ||
      spec.unit !== newest.unit ||
      spec.direction !== newest.direction,
  );
  const comparable = versions.slice(first + 1);
  const timeline: DatedBound[] = [{ from: FIRST_DATE, value: target }];
  comparable.forEach(({ since, spec }, index) => {
    const from = dateOf(since);
    const until = comparable[index + 1] && dateOf(comparable[index + 1].since);
    timeline.push(...boundsBetween(spec[bound], from, until));
  });
  return timeline.length > 2 ? mergeDays(timeline) : target;
}

/** What a target says of a stretch of time, its end excluded. */
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

/** Of several on one day the last holds. */
function mergeDays(timeline: DatedBound[]): DatedBound[] {
  return [...new Map(timeline.map(entry => [entry.from, entry])).values()];
}
