/**
 * A name of a source that an entity claims and does not get.
 *
 * @public
 */
export type NameProblem = {
  entityRef: string;
  /** Where it is claimed: an annotation, or `metadata.name`. */
  field: string;
  /** The name. */
  value: string;
  /** Why it does not count, and what to do; names no other entity. */
  message: string;
  /** The others that claim it. */
  others: string[];
};
