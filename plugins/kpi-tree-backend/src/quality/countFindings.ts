import {
  QualityFinding,
  QualityPage,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { Definitions } from '../definitions/Definitions';

/** How many findings there are of each kind. */
export function countKinds(found: QualityFinding[]): QualityPage['counts'] {
  const counts: QualityPage['counts'] = {};
  for (const { kind } of found) {
    counts[kind] = (counts[kind] ?? 0) + 1;
  }
  return counts;
}

/** Who has how many findings of each kind, with the titles that may be read. */
export function ownersOf(
  definitions: Definitions,
  found: QualityFinding[],
): QualityPage['owners'] {
  const byOwner = new Map<string | null, QualityFinding[]>();
  for (const finding of found) {
    const others = byOwner.get(finding.owner);
    if (others) {
      others.push(finding);
    } else {
      byOwner.set(finding.owner, [finding]);
    }
  }
  const titleOf = (owner: string) =>
    definitions.entities.get(owner)?.title ?? owner;
  return [...byOwner]
    .map(([owner, findings]) => ({
      owner,
      title: owner === null ? 'Nobody' : titleOf(owner),
      total: findings.length,
      counts: countKinds(findings),
    }))
    .sort(
      (a, b) =>
        Number(b.owner === null) - Number(a.owner === null) ||
        b.total - a.total ||
        (a.title < b.title ? -1 : 1),
    );
}
