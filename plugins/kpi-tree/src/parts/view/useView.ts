import {
  isIsoDate,
  type Status,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { useMemo } from 'react';
import type { Scope } from '../../api';
import { statusOrder } from '../status';
import { KpiTreeParams, useKpiTreeParams } from './useKpiTreeParams';

/**
 * What of a tree is shown; a list without entries restricts nothing.
 *
 * @public
 */
export type Filters = {
  /** Ids of nodes of the kind `value-stream`. */
  streams: string[];
  personas: string[];
  statuses: Status[];
  /** Entity references. */
  owners: string[];
  tags: string[];
};

/** What all tabs of the portal page are about. */
export type View = {
  scope: Scope;
  /** The name of the tree; the first of the scope if not given. */
  tree?: string;
  /** `YYYY-MM-DD`; now if not given. */
  asOf?: string;
  /** A day `YYYY-MM-DD`, or how long before `asOf`: `P1M`, `P3M`, `P1Y`. */
  compare?: string;
  filters: Filters;
};

/** The parameters of the address that say what the view is. */
export const viewParamNames = [
  'scope',
  'tree',
  'asOf',
  'compare',
  'streams',
  'personas',
  'statuses',
  'owners',
  'tags',
] as const;

/** What all tabs are about, as the address says it. */
export function useView(): View {
  const { params } = useKpiTreeParams();
  const { scope, tree, asOf, compare } = params;
  const { streams, personas, statuses, owners, tags } = params;
  return useMemo(
    () =>
      viewOf({
        scope,
        tree,
        asOf,
        compare,
        streams,
        personas,
        statuses,
        owners,
        tags,
      }),
    [scope, tree, asOf, compare, streams, personas, statuses, owners, tags],
  );
}

/** How long before the view's day that can be with which it is compared. */
export const comparisons = ['P1M', 'P3M', 'P1Y'];

/** The view that parameters of an address mean. What makes no sense is left out. */
export function viewOf(params: KpiTreeParams): View {
  return {
    scope: params.scope ?? 'all',
    tree: params.tree,
    asOf: isDay(params.asOf) ? params.asOf : undefined,
    compare:
      isDay(params.compare) || comparisons.includes(params.compare ?? '')
        ? params.compare
        : undefined,
    filters: {
      streams: listOf(params.streams),
      personas: listOf(params.personas),
      statuses: statusOrder.filter(status =>
        listOf(params.statuses).includes(status),
      ),
      owners: listOf(params.owners),
      tags: listOf(params.tags),
    },
  };
}

/** The parameters of an address that say what the filters are. */
export function filterParams(filters: Filters): KpiTreeParams {
  return Object.fromEntries(
    Object.entries(filters).map(([name, values]) => [name, values.join(',')]),
  );
}

/** Whether anything is filtered. */
export function isFiltered(filters: Filters): boolean {
  return Object.values(filters).some(values => values.length > 0);
}

function listOf(text: string | undefined): string[] {
  return text ? text.split(',').filter(Boolean) : [];
}

/** Whether a text is a day, `YYYY-MM-DD`, that can be asked for. */
export function isDay(text: string | undefined): boolean {
  return isIsoDate(text ?? '');
}
