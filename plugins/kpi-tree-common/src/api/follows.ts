/**
 * What somebody follows: all KPIs of an entity or scope, one of them, or those of a tree.
 *
 * @public
 */
export type Followed = {
  /** An entity reference, or `all`. */
  scope: string;
  kpi?: string;
  tree?: string;
};

/**
 * What the caller follows.
 *
 * @public
 */
export type Follows = {
  items: Followed[];
  /** Whether the portal sends messages: else nobody is told of what they follow. */
  sendsMessages: boolean;
};
