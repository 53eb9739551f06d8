import {
  KpiSource,
  NameProblem,
} from '@kpi-tree/backstage-plugin-kpi-tree-node';
import { refusedClaims } from '../collector/plan';
import { Definitions } from './Definitions';

/** The names of sources that entities claim and do not get, by entity. */
export function findClaims(
  definitions: Definitions,
  sources: ReadonlyMap<string, KpiSource>,
): Map<string, NameProblem[]> {
  const found = new Map<string, NameProblem[]>();
  for (const source of sources.values()) {
    for (const claim of claimsOf(definitions, source)) {
      const known = found.get(claim.entityRef);
      if (known) {
        known.push(claim);
      } else {
        found.set(claim.entityRef, [claim]);
      }
    }
  }
  return found;
}

function claimsOf(definitions: Definitions, source: KpiSource) {
  try {
    return refusedClaims(definitions, source);
  } catch {
    // What is wrong with the source itself, its runs report
    return [];
  }
}
