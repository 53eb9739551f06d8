import { HumanDuration } from '@backstage/types';
import { durationField } from '@kpi-tree/backstage-plugin-kpi-tree-node';
import { z } from 'zod';

/** How much of a system is read, and how often. */
export type MirrorConfig = {
  /** How far back the first read goes. */
  history: HumanDuration;
  /** How far each later one goes back behind the newest change. */
  overlap: HumanDuration;
  /** How often everything is read again, which shows what was deleted. */
  rereadEvery: HumanDuration;
};

const defaults: MirrorConfig = {
  history: { days: 730 },
  overlap: { hours: 1 },
  rereadEvery: { days: 30 },
};

/** See {@link MirrorConfig}. */
export const mirrorSchema: z.ZodType<MirrorConfig> = z
  .strictObject({
    history: durationField.default(defaults.history),
    overlap: durationField.default(defaults.overlap),
    rereadEvery: durationField.default(defaults.rereadEvery),
  })
  .default(defaults);
