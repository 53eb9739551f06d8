/**
 * A row that could not be used. Rows with the same message count as one error.
 *
 * @public
 */
export type RowError = {
  /** Where the row is, or the first of them, such as `incidents.csv line 17`. */
  where: string;
  /** What is wrong with it: the field, the value and what would be right. */
  message: string;
  /** The entity that it hits, where one is known. */
  entityRef?: string;
  /** How many rows it is of, if not of one. */
  rows?: number;
};
