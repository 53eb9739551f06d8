import { parseEntityRef } from '@backstage/catalog-model';
import {
  dateOf,
  FORMERLY_ANNOTATION,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { measuredRefs } from '../definitions/claimingEntities';
import { Definitions } from '../definitions/Definitions';
import { GoneEntity } from '../store/EntityNameStore';

/** That an entity may be one that went, and what to write if it is. */
export type RenameProposal = {
  entityRef: string;
  /** Of what went. */
  former: string;
  /** Why, and what to do, in sentences. */
  message: string;
  /** The line of `metadata.annotations`. */
  yaml: string;
};

/** So long before the other went one of its name may have come, to be the same. */
const TOGETHER_MS = 30 * 86_400_000;

/**
 * Finds for entities that went those that they may have become: the only one that has a
 * name that they had in a source, else the only one that came and has their name in
 * another namespace or kind.
 *
 * @param options - `since` says when entities came, if that was seen
 */
export async function proposeNames(
  definitions: Definitions,
  gone: GoneEntity[],
  options: {
    timeZone: string;
    since: (refs: string[]) => Promise<ReadonlyMap<string, string | null>>;
  },
): Promise<RenameProposal[]> {
  const bySource = new Map<string, string[]>();
  for (const [ref, names] of definitions.sourceNames) {
    for (const key of keysOf(names)) {
      bySource.set(key, [...(bySource.get(key) ?? []), ref]);
    }
  }
  const byName = new Map<string, string[]>();
  for (const ref of measuredRefs(definitions)) {
    const name = nameOf(ref);
    byName.set(name, [...(byName.get(name) ?? []), ref]);
  }
  const named = new Set(
    gone.flatMap(({ entityRef }) => byName.get(nameOf(entityRef)) ?? []),
  );
  const since = await options.since([...named]);
  return gone.flatMap(one => {
    const found =
      ofSameKey(one, bySource) ??
      ofSameName(
        one,
        (byName.get(nameOf(one.entityRef)) ?? []).filter(ref =>
          cameFor(one, since.get(ref)),
        ),
      );
    return found ? [toProposal(definitions, one, found, options.timeZone)] : [];
  });
}

type Found = { entityRef: string; because: string };

/** The only entity that has most of the names that one that went had. */
function ofSameKey(
  { names }: GoneEntity,
  bySource: ReadonlyMap<string, string[]>,
): Found | undefined {
  const shared = new Map<string, string[]>();
  for (const key of keysOf(names)) {
    for (const ref of bySource.get(key) ?? []) {
      shared.set(ref, [...(shared.get(ref) ?? []), key]);
    }
  }
  const most = Math.max(0, ...[...shared.values()].map(keys => keys.length));
  const first = [...shared].filter(([, keys]) => keys.length === most);
  if (first.length !== 1) {
    return undefined;
  }
  const [entityRef, [key]] = first[0];
  const [source, name] = JSON.parse(key);
  return {
    entityRef,
    because: `this entity now has its name ${JSON.stringify(
      name,
    )} in the source ${source}`,
  };
}

function ofSameName(
  { entityRef: former }: GoneEntity,
  candidates: string[],
): Found | undefined {
  const kindOf = (ref: string) => parseEntityRef(ref).kind;
  const alike = candidates.filter(ref => kindOf(ref) === kindOf(former));
  const [entityRef, ...others] = alike.length ? alike : candidates;
  return entityRef === undefined || others.length
    ? undefined
    : {
        entityRef,
        because: `this entity came with the same name in another ${
          alike.length ? 'namespace' : 'kind'
        }`,
      };
}

function cameFor(
  { goneAt }: GoneEntity,
  since: string | null | undefined,
): boolean {
  return (
    typeof since === 'string' &&
    Date.parse(since) >= Date.parse(goneAt) - TOGETHER_MS
  );
}

function toProposal(
  definitions: Definitions,
  { entityRef: former, kpis, firstPeriod, lastPeriod, goneAt }: GoneEntity,
  { entityRef, because }: Found,
  timeZone: string,
): RenameProposal {
  const { annotations } = definitions.entities.get(entityRef)!;
  const refs = [...(annotations.formerly ?? []), former];
  const date = dateOf(Date.parse(goneAt), timeZone);
  return {
    entityRef,
    former,
    message: `${former}, of which ${kpis} ${
      kpis === 1 ? 'KPI was' : 'KPIs were'
    } measured from ${firstPeriod} to ${lastPeriod}, is not in the catalog since ${date}, and ${because}: if it is the same, add this line to its metadata.annotations, and it has that history`,
    yaml: `${FORMERLY_ANNOTATION}: ${refs.join(', ')}`,
  };
}

function keysOf(names: Readonly<Record<string, readonly string[]>>): string[] {
  return Object.entries(names).flatMap(([source, ofSource]) =>
    ofSource.map(name => JSON.stringify([source, name])),
  );
}

function nameOf(ref: string): string {
  return parseEntityRef(ref).name;
}
