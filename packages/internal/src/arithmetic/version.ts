/**
 * The version of the arithmetic: of everything whose result is stored. That is how
 * measurements become values of periods and of scopes, how these are judged and scored,
 * formulas, the nodes of trees, signals, forecasts, insights and the quality of data.
 *
 * What is stored knows by which version it was made. Raise it with each change of a
 * result, and everything is computed again after the upgrade. The test
 * `arithmeticVersion.test.ts` of the backend fails where this was forgotten.
 */
export const ARITHMETIC_VERSION = 9;

/**
 * The version of the arithmetic since which measurements become values of periods as
 * they do now; not above {@link ARITHMETIC_VERSION}. What was folded before (see
 * `kpiTree.retention`) has no measurements from which it could be computed again.
 */
export const AGGREGATION_VERSION = 9;
