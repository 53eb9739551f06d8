import type { PeriodType } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { useCallback, useMemo } from 'react';
import { useSearchParams } from 'react-router-dom';

/** What a KPI tree shows, as the query of its URL says it. */
export type KpiTreeParams = {
  /** Name of the tree, if the scope has several. */
  tree?: string;
  /** The KPI whose drawer is open: its name, or its node's id. */
  kpi?: string;
  /** The period by which the drawer shows the history. */
  period?: PeriodType;
  /** The first day of the period whose records are shown; none if not given. */
  records?: string;
  /** A date in the period with which these records are compared; none if not given. */
  against?: string;
  /** Dates in the periods whose change is explained. */
  from?: string;
  to?: string;
  /** By which parts: `owner` or `system`; else each member. */
  by?: string;
  /** The id of the breakdown that is shown; the first of the KPI if not given. */
  breakdown?: string;
  /** A column by which it is broken down in place of that. */
  column?: string;
  /** The class whose values the tree shows, as `classParam` writes it; the whole if none. */
  class?: string;
  /** `score`: what changed the score of the tree is shown. */
  why?: string;
  /** `attention`: only the KPIs that need it. */
  status?: string;
  /** The ids of the nodes that are folded, separated by commas. */
  folded?: string;
  /** What the portal page is about: `all` or an entity reference. */
  scope?: string;
  /** The day as of which everything is shown, `YYYY-MM-DD`; now if not given. */
  asOf?: string;
  /** What it is compared with: a day, or `P1M`, `P3M`, `P1Y` before. */
  compare?: string;
  /** Only these are shown; each a list with commas. */
  streams?: string;
  personas?: string;
  statuses?: string;
  owners?: string;
  tags?: string;
  /** `picture`: the tree is drawn; else it is a table. */
  layout?: string;
  /** A part of a tab of the portal page: `problems`, `import`. */
  view?: string;
  /** The node of the tree that a tab of the portal page is about. */
  node?: string;
  /** How the rows of a tab are grouped, and in which order they stand. */
  group?: string;
  sort?: string;
  order?: string;
  /** The text that is searched for in a tab. */
  query?: string;
  /** Which definitions the library shows: of a process, a lifecycle, an origin. */
  process?: string;
  lifecycle?: string;
  origin?: string;
  /** `compact`: the rows of the heatmap are low. */
  density?: string;
  /** The id of the node whose dashboard is shown among the value streams. */
  stream?: string;
  /** The tab of the portal page. */
  tab?: string;
  /** Since when what moved is shown: a date, or a duration such as `P7D`. */
  since?: string;
  /** Whose findings are listed: an entity reference, or `none`. */
  owner?: string;
  /** The kind of findings that are listed. */
  finding?: string;
  /** The entity reference of the Kpi from which a draft starts. */
  draft?: string;
  /** The source whose runs are listed. */
  source?: string;
  /** The run whose details are shown. */
  run?: string;
  /** The id of the review that is shown; the list if not given. */
  review?: string;
  /** The id of the action whose details are shown, or `new`: one is being added. */
  action?: string;
  /** Which actions are listed: by state, and by what they came to. */
  show?: string;
  effect?: string;
};

const names = [
  'tree',
  'kpi',
  'period',
  'records',
  'against',
  'from',
  'to',
  'by',
  'breakdown',
  'column',
  'class',
  'why',
  'status',
  'folded',
  'scope',
  'asOf',
  'compare',
  'streams',
  'personas',
  'statuses',
  'owners',
  'tags',
  'layout',
  'view',
  'node',
  'group',
  'sort',
  'order',
  'query',
  'process',
  'lifecycle',
  'origin',
  'density',
  'stream',
  'tab',
  'since',
  'owner',
  'finding',
  'draft',
  'source',
  'run',
  'review',
  'action',
  'show',
  'effect',
] as const;

/**
 * Reads and changes what a KPI tree shows; every state is a URL.
 *
 * @returns `update` with the parameters to change, `undefined` to remove one.
 * With `push` the browser's back button undoes the change.
 */
export function useKpiTreeParams() {
  const [search, setSearch] = useSearchParams();
  const params = useMemo(
    () =>
      Object.fromEntries(
        names.flatMap(name => {
          const value = search.get(name);
          return value ? [[name, value]] : [];
        }),
      ) as KpiTreeParams,
    [search],
  );
  const update = useCallback(
    (changes: KpiTreeParams, options: { push?: boolean } = {}) =>
      setSearch(
        previous => {
          const next = new URLSearchParams(previous);
          for (const [name, value] of Object.entries(changes)) {
            if (value) {
              next.set(name, value);
            } else {
              next.delete(name);
            }
          }
          return next;
        },
        { replace: !options.push },
      ),
    [setSearch],
  );
  return { params, update };
}
