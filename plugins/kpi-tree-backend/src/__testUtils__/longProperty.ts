/**
 * How often, and with which cases, a property of whole histories of a portal is tried:
 * the same cases each time in `npm test`, so that a change is not held up by what it has
 * nothing to do with, and others each time in `npm run test:long`, which sets
 * `KPI_TREE_PROPERTY_RUNS`.
 */
export function longProperty(runs: number) {
  const { KPI_TREE_PROPERTY_RUNS: longRuns } = process.env;
  return {
    numRuns: Number(longRuns ?? runs),
    seed: longRuns ? undefined : 1,
    includeErrorInReport: true,
  };
}
