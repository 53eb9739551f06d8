/**
 * So many rejected rows are told one by one; see {@link WriteResult}.
 *
 * @public
 */
export const REJECTED_ROWS_TOLD = 10_000;
