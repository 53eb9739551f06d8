import type { Filters } from '../view/useView';

/** What of the bar above the panels a tab takes. */
export type Controls = {
  scope?: boolean;
  tree?: boolean;
  asOf?: boolean;
  compare?: boolean;
  filters?: (keyof Filters)[];
};
