import type { KpiTreeParams } from '../../parts/view/useKpiTreeParams';
import type { Filters } from '../../parts/view/useView';

/**
 * How the portal page is set up.
 *
 * @public
 */
export type PortfolioDefaults = {
  /**
   * Which tabs there are, in this order: `overview`, `tree`, `streams`, `heatmap`,
   * `mine`, `library`, `quality`, `sources`, `try`. All if not given.
   */
  tabs?: string[];
  /** The tab that is shown first; else the first of all. */
  defaultTab?: string;
  /**
   * What the page is about for those who have chosen nothing yet: an entity reference,
   * or `all`.
   */
  defaultScope?: string;
  /** The name of the tree that they see. */
  defaultTree?: string;
  /** What their KPIs are filtered by; each is a list that restricts nothing if empty. */
  defaultFilters?: {
    /** Ids of nodes of the kind `value-stream`. */
    streams?: string[];
    personas?: string[];
    statuses?: Filters['statuses'];
    /** Entity references. */
    owners?: string[];
    tags?: string[];
  };
};

/** The parameters of the address with which the page starts. */
export function startingParams({
  defaultScope,
  defaultTree,
  defaultFilters = {},
}: Omit<PortfolioDefaults, 'tabs' | 'defaultTab'>): KpiTreeParams {
  const lists = Object.entries(defaultFilters).flatMap(([name, values]) =>
    values?.length ? [[name, values.join(',')]] : [],
  );
  return {
    ...(defaultScope ? { scope: defaultScope } : {}),
    ...(defaultTree ? { tree: defaultTree } : {}),
    ...Object.fromEntries(lists),
  };
}
