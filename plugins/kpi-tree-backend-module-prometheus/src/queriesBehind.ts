import { MeasuredQuery } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import {
  QueriesBehind,
  QueriesRequest,
} from '@kpi-tree/backstage-plugin-kpi-tree-node';
import { evaluationsOf, queryText } from './evaluations';
import { graphLink } from './graphLink';
import { PrometheusSettings } from './settings';

/**
 * The queries that measure a value, as a collection asks them: each text once, with the
 * instants for which it is asked. It is another one where the length of the period is.
 *
 * @param names - of the entities in question, as the label has them
 */
export function queriesBehind(
  { kpi, period: { from, to }, timeZone }: QueriesRequest<PrometheusSettings>,
  names: string[],
  graphUrl: string | undefined,
): QueriesBehind {
  const { label, query, weight, numerator, denominator } = kpi.settings;
  const asked = [
    ['value', query],
    ['weight', weight],
    ['numerator', numerator],
    ['denominator', denominator],
  ] as const;
  const evaluations = evaluationsOf(from, to, kpi.spec.grain, timeZone);
  const queries = asked.flatMap(([of, template]) => {
    const byText = new Map<string, MeasuredQuery>();
    for (const evaluation of template === undefined ? [] : evaluations) {
      const text = queryText(template!, evaluation);
      const found: MeasuredQuery = byText.get(text) ?? {
        of,
        language: 'promql',
        text,
        evaluations: [],
      };
      byText.set(text, found);
      found.evaluations.push({
        period: evaluation.start,
        at: new Date(evaluation.at * 1_000).toISOString(),
        seconds: evaluation.length,
        ...(graphUrl
          ? { link: graphLink(graphUrl, template!, evaluation) }
          : {}),
      });
    }
    return [...byText.values()];
  });
  return { queries, ...(names.length ? { found: { by: label, names } } : {}) };
}
