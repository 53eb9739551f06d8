import {
  KpiSource,
  NameProblem,
} from '@kpi-tree/backstage-plugin-kpi-tree-node';
import { SourceNames } from '../store/SourceNames';
import { settledNames } from './settledNames';
import { Definitions } from './Definitions';

/** Whose the names of sources are. */
export type Claims = {
  /** What entities claim and do not get, by entity. */
  problems: Map<string, NameProblem[]>;
  /** What they have, by entity. */
  names: Map<string, SourceNames>;
};

/** Whose the names of sources are, as entities claim them and the admin maps them. */
export function findClaims(
  definitions: Definitions,
  sources: ReadonlyMap<string, KpiSource>,
): Claims {
  const found: Claims = { problems: new Map(), names: new Map() };
  for (const source of sources.values()) {
    const { problems, names } = namesOf(definitions, source);
    for (const claim of problems) {
      const known = found.problems.get(claim.entityRef);
      if (known) {
        known.push(claim);
      } else {
        found.problems.set(claim.entityRef, [claim]);
      }
    }
    for (const [ref, ofEntity] of names) {
      found.names.set(ref, {
        ...found.names.get(ref),
        [source.id]: [...ofEntity].sort(),
      });
    }
  }
  return found;
}

function namesOf(
  definitions: Definitions,
  source: KpiSource,
): ReturnType<typeof settledNames> {
  try {
    return settledNames(definitions, source);
  } catch {
    // What is wrong with the source itself, its runs report
    return { problems: [], names: new Map() };
  }
}
