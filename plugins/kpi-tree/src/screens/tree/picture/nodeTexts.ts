import { parseEntityRef } from '@backstage/catalog-model';
import type { TranslationFunction } from '@backstage/core-plugin-api/alpha';
import { humanizeEntityRef } from '@backstage/plugin-catalog-react';
import {
  isKpiNode,
  type ScorecardNode,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import type { Format } from '../../../parts/format';
import type { kpiTreeTranslationRef } from '../../../texts';
import type { NodeWeight } from './nodeWeights';

/** The words in which nodes are described. */
export type Words = {
  t: TranslationFunction<(typeof kpiTreeTranslationRef)['T']>;
  format: Format;
};

/** What a node is called that is no group, user or entity by its reference. */
export function entityName(entityRef: string): string {
  return humanizeEntityRef(parseEntityRef(entityRef), { defaultKind: 'group' });
}

/** What a node is: `Value stream`, `KPI · Apr 2026`. */
export function kindText(node: ScorecardNode, { t, format }: Words): string {
  if (node.kind !== 'kpi') {
    return t(`common.${node.kind}`);
  }
  return isKpiNode(node)
    ? t('picture.kpiOf', {
        period: format.formatPeriod(node.period, node.periodType),
      })
    : t('picture.kpi');
}

/** The value of a KPI, or the score of what is above: `2.86 h`, `Score 72`. */
export function numberText(node: ScorecardNode, words: Words): string {
  const { t, format } = words;
  if (isKpiNode(node)) {
    if (node.value !== null) {
      return format.formatMeasured(node.value, node.unit, node.relativeError);
    }
    const { members } = node;
    return node.origin === 'members' &&
      members &&
      members.noData < members.total
      ? t('tree.memberOnly')
      : t('picture.noValue');
  }
  return scoreText(node, words);
}

function scoreText({ score }: ScorecardNode, { t, format }: Words): string {
  return score === null
    ? t('picture.noScore')
    : t('picture.score', { score: format.formatScore(score) });
}

/**
 * How much of a node is measured: of what is above KPIs its coverage, of a KPI with
 * members how many of them have a value.
 *
 * @returns `undefined` where there is nothing to say
 */
export function coverageOf(
  node: ScorecardNode,
  { t, format }: Words,
): { share: number; text: string } | undefined {
  if (node.kind !== 'kpi') {
    return node.children.length
      ? {
          share: node.coverage,
          text: t('tree.measured', {
            share: format.formatShare(node.coverage),
          }),
        }
      : undefined;
  }
  const { members } = node;
  if (!members?.total) {
    return undefined;
  }
  const measured = members.total - members.noData;
  return {
    share: measured / members.total,
    text: t('picture.membersMeasured', {
      number: format.formatCount(measured),
      total: format.formatCount(members.total),
    }),
  };
}

/** The state of a node on the day that it is compared with, if it is. */
export function beforeText(
  node: ScorecardNode,
  { t, format }: Words,
): string | undefined {
  const { before } = node;
  if (!before) {
    return undefined;
  }
  let value: string | undefined;
  if (isKpiNode(node)) {
    const number = before.value ?? null;
    value = number === null ? undefined : format.formatValue(number, node.unit);
  } else if (before.score !== null) {
    value = format.formatScore(before.score);
  }
  if (value === undefined) {
    return t('picture.wasNothing');
  }
  return before.status === node.status
    ? t('picture.was', { value })
    : t('picture.wasStatus', {
        value,
        status: t(`status.within-${before.status}`),
      });
}

/** Whether the trend of a node says something about now. */
export function hasTrend(node: ScorecardNode): boolean {
  return (
    node.trend !== 'unknown' &&
    node.status !== 'stale' &&
    !(isKpiNode(node) && node.value === null)
  );
}

/** What is reported of a node on demand. */
export function nodeFacts(
  node: ScorecardNode,
  weight: NodeWeight | undefined,
  { t, format }: Words,
): [name: string, text: string][] {
  const kpi = isKpiNode(node) ? node : undefined;
  const { members } = node;
  const facts: [string, string | undefined][] = [
    [
      t('tree.owner'),
      node.owner ? entityName(node.owner) : t('picture.nobody'),
    ],
    [
      t('picture.weight'),
      weight &&
        t('picture.weightOf', {
          weight: format.formatNumber(node.weight),
          share: format.formatShare(weight.share),
          parent: weight.parent,
        }),
    ],
    [
      t('tree.target'),
      kpi && kpi.target !== null
        ? format.formatBound(kpi.target, kpi.direction, kpi.unit)
        : undefined,
    ],
    [
      t('tree.score'),
      kpi && kpi.score !== null ? format.formatScore(kpi.score) : undefined,
    ],
    [
      t('picture.onTarget'),
      members &&
        t('tree.ofTotal', {
          number: format.formatCount(members.onTarget),
          total: format.formatCount(members.total),
        }),
    ],
  ];
  return facts.filter((fact): fact is [string, string] => Boolean(fact[1]));
}

/** Everything that a node says, for those who hear it. */
export function nodeLabel(
  node: ScorecardNode,
  weight: NodeWeight | undefined,
  words: Words,
): string {
  const { t } = words;
  return [
    node.title,
    // In the order of the card: what is seen is part of what is heard
    kindText(node, words),
    numberText(node, words),
    t(`status.${node.status}`),
    hasTrend(node) ? t(`status.${node.trend}`) : undefined,
    beforeText(node, words),
    coverageOf(node, words)?.text,
    node.kind !== 'kpi' && !node.children.length
      ? t('tree.nothingMeasured')
      : undefined,
    node.problem && `${t('picture.toMend')}: ${node.problem}`,
    ...nodeFacts(node, weight, words).map(([name, text]) => `${name}: ${text}`),
  ]
    .filter(part => part)
    .join(', ');
}
