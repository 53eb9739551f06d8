import type { ValueQueries } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import type { RecordsRequest } from './RecordsBehind';

/**
 * Of which value the queries are asked for: that of a KPI in a period.
 *
 * @public
 */
export type QueriesRequest<TSettings> = Pick<
  RecordsRequest<TSettings>,
  'kpi' | 'entities' | 'entityRefs' | 'timeZone'
> & {
  /**
   * The end is not included. Of a period that was running when it was measured last it is
   * the instant up to which it was measured.
   */
  period: { from: Date; to: Date };
};

/**
 * The queries that measure a value, with everything in them that is filled in.
 *
 * @public
 */
export type QueriesBehind = Pick<ValueQueries, 'queries' | 'found'>;
