import { Run } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { Visibility } from '../access/Visibility';

/**
 * Runs without what they tell of entities that the caller may not read. What was
 * wrong stays, as whoever runs the portal has to mend it.
 */
export async function readableRuns(
  runs: Run[],
  visibility: Visibility,
): Promise<Run[]> {
  if (visibility.all) {
    return runs;
  }
  const named = runs.flatMap(({ errors, sample }) =>
    [...errors, ...sample].flatMap(({ entityRef }) => entityRef ?? []),
  );
  const readable = new Set(await visibility.readable([...new Set(named)]));
  return runs.map(run => ({
    ...run,
    errors: run.errors.map(({ entityRef, where, ...error }) =>
      entityRef !== undefined && !readable.has(entityRef)
        ? error
        : { ...error, where, entityRef },
    ),
    sample: run.sample.filter(({ entityRef }) => readable.has(entityRef)),
  }));
}
