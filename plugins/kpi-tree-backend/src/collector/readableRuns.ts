import { Run } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { readableErrors } from '../access/readableErrors';
import { RequestContext } from '../access/RequestContexts';

/**
 * Runs without what they say of entities and definitions that the caller may not read.
 *
 * @param context - of the caller's request
 */
export function readableRuns(runs: Run[], context: RequestContext): Run[] {
  const { definitions } = context;
  const { kpis, entities, whole } = definitions;
  if (definitions === whole) {
    return runs;
  }
  const isSeen = ({ entityRef, kpi }: { entityRef: string; kpi: string }) =>
    entities.has(entityRef) && kpis.has(kpi);
  return runs.map(run => ({
    ...run,
    errors: readableErrors(run.errors, context),
    sample: run.sample.filter(isSeen),
    heldBack: run.heldBack.map(reason => ({
      ...reason,
      kpi: reason.kpi !== null && kpis.has(reason.kpi) ? reason.kpi : null,
    })),
    loss: run.loss && {
      ...run.loss,
      kpis: run.loss.kpis.filter(({ kpi }) => kpis.has(kpi)),
      entities: run.loss.entities.filter(isSeen),
      examples: run.loss.examples.filter(isSeen),
    },
  }));
}
