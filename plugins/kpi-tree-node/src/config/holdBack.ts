import { Config } from '@backstage/config';
import { z } from 'zod';
import { HoldBack } from '../source/KpiSource';
import { ConfigMistakeError } from '../source/ConfigMistake';
import { mistakesOf } from './mistakesOf';
import { unknownKeyMessage } from './unknownKeyMessage';

const error = 'use a share from 0 to 1 such as 0.1';

const share = z.number({ error }).min(0, { error }).max(1, { error });

/** The shape of {@link HoldBack} in the configuration of a source. */
export const holdBackSchema: z.ZodType<HoldBack> = z.strictObject({
  removedShare: share.optional(),
  rejectedShare: share.optional(),
  acceptRepeated: z.boolean().optional(),
});

/**
 * Reads from when on the runs of a source are held back.
 *
 * @param key - where that is, such as `kpiTree.catalog.holdBack`; there may be nothing
 * @throws `ConfigMistakeError` that names the key and what would be right
 *
 * @public
 */
export function readHoldBack(root: Config, key: string): HoldBack | undefined {
  const given = root.getOptional(key);
  const read = holdBackSchema.optional().safeParse(given, {
    error: unknownKeyMessage,
  });
  if (!read.success) {
    throw new ConfigMistakeError(mistakesOf(read.error, given, key));
  }
  return read.data;
}
