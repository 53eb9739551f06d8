import {
  formatBound,
  formatPercentage,
  formatPeriod,
  formatScore,
  formatValue,
} from '@internal/kpi-tree';
import {
  isKpiNode,
  ScorecardNode,
  Status,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { Subject } from './findSubject';
import { kpisOf, Result } from './judge';

/** So many KPIs are named in a sentence; all are among the facts. */
const NAMED = 5;

const statusTexts: Record<Status, string> = {
  'on-target': 'is on target',
  'at-risk': 'is at risk',
  'off-target': 'is off target',
  'no-target': 'has no target',
  incomplete: 'is incomplete',
  'no-data': 'has no data',
  stale: 'is stale',
};

/**
 * How a node stands, in one sentence without a full stop: score, status, what is off target
 * and who owns it.
 */
export function describe(
  { tree, node }: Subject,
  {
    entityRef,
    min,
    result,
  }: { entityRef: string; min?: number; result: Result },
): string {
  const title = node === tree.root ? `The tree ${tree.title}` : node.title;
  return [
    `${title} of ${entityRef} ${statusOf(node)}`,
    scoreOf(node),
    min === undefined || result === 'unknown'
      ? ''
      : `, ${result === 'passed' ? 'at least' : 'below'} the minimum of ${min}`,
    node.kind === 'kpi' ? kpiDetails(node) : kpisNamed(node, result),
  ]
    .join('')
    .replaceAll('\u00a0', ' ');
}

function statusOf(node: ScorecardNode): string {
  const status = statusTexts[node.status];
  if (!isKpiNode(node) || node.value === null) {
    return status;
  }
  const value = formatValue(node.value, node.unit);
  return `was ${value} in ${formatPeriod(
    node.period,
    node.periodType,
    'long',
  )} and ${status}`;
}

function scoreOf({ score, coverage, kind }: ScorecardNode): string {
  const points = score === null ? '' : ` with a score of ${formatScore(score)}`;
  const measured =
    kind === 'kpi' || coverage === 1
      ? ''
      : ` (${formatPercentage(Math.floor(coverage * 100))} of it has a score)`;
  return `${points}${measured}`;
}

function kpiDetails(node: ScorecardNode): string {
  return [
    node.rejectedRows
      ? `; ${node.rejectedRows} of its rows could not be used`
      : '',
    node.problem ? `; ${node.problem}` : '',
    `; ${[targetOf(node), ownerOf(node)].filter(Boolean).join(', ')}`,
  ].join('');
}

/** Those off target; where it is unknown how the node stands, those without a score. */
function kpisNamed(node: ScorecardNode, result: Result): string {
  const isNamed = ({ status, score }: ScorecardNode) =>
    result === 'unknown' ? score === null : status === 'off-target';
  const named = kpisOf(node).filter(isNamed);
  if (!named.length) {
    return '';
  }
  const items = named
    .slice(0, NAMED)
    .map(result === 'unknown' ? withReason : withTarget);
  const more = named.length - items.length;
  return `; ${result === 'unknown' ? 'without a score' : 'off target'}: ${[
    ...items,
    ...(more ? [`${more} more`] : []),
  ].join(', ')}`;
}

function withReason(node: ScorecardNode): string {
  return `${node.title} (${[
    node.problem ?? statusTexts[node.status].replace(/^(has|is) /, ''),
    ownerOf(node),
  ]
    .filter(Boolean)
    .join(', ')})`;
}

function withTarget(node: ScorecardNode): string {
  return `${node.title} (${[
    isKpiNode(node) && node.value !== null
      ? formatValue(node.value, node.unit)
      : '',
    targetOf(node),
    ownerOf(node),
  ]
    .filter(Boolean)
    .join(', ')})`;
}

function targetOf(node: ScorecardNode): string {
  return isKpiNode(node) && node.target !== null
    ? `target ${formatBound(node.target, node.direction, node.unit)}`
    : '';
}

function ownerOf({ owner }: ScorecardNode): string {
  return owner === null ? '' : `owner ${owner}`;
}
