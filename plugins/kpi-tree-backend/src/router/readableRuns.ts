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
  const named = runs.flatMap(({ errors, sample, loss }) =>
    [
      ...errors,
      ...sample,
      ...(loss?.entities ?? []),
      ...(loss?.examples ?? []),
    ].flatMap(({ entityRef }) => entityRef ?? []),
  );
  const readable = new Set(await visibility.readable([...new Set(named)]));
  const isReadable = ({ entityRef }: { entityRef: string }) =>
    readable.has(entityRef);
  return runs.map(run => ({
    ...run,
    errors: run.errors.map(({ entityRef, where, ...error }) =>
      entityRef !== undefined && !readable.has(entityRef)
        ? error
        : { ...error, where, entityRef },
    ),
    sample: run.sample.filter(isReadable),
    loss: run.loss && {
      ...run.loss,
      entities: run.loss.entities.filter(isReadable),
      examples: run.loss.examples.filter(isReadable),
    },
  }));
}
