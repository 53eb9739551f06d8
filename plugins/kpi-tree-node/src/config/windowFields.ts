import { ConfigReader, readDurationFromConfig } from '@backstage/config';
import { HumanDuration, JsonValue } from '@backstage/types';
import { z } from 'zod';
import { SourceWindow } from '../source/KpiSource';

/**
 * A duration in the configuration of a source, such as `{ days: 30 }` or `P30D`.
 *
 * @public
 */
export const durationField: z.ZodType<HumanDuration> = z
  .union([z.string(), z.record(z.string(), z.number())])
  .transform((given, context): HumanDuration => {
    try {
      return readDurationFromConfig(
        new ConfigReader({ duration: given as JsonValue }),
        { key: 'duration' },
      );
    } catch {
      context.addIssue({
        code: 'custom',
        message: 'use a duration such as { days: 30 } or P30D',
      });
      return z.NEVER;
    }
  });

/**
 * The fields of {@link SourceWindow} for the zod schema of a source.
 *
 * @param defaults - what holds where an admin says nothing
 *
 * @public
 */
export function windowFields(defaults: SourceWindow): {
  [K in keyof SourceWindow]: z.ZodType<HumanDuration>;
} {
  return {
    history: durationField.default(defaults.history),
    overlap: durationField.default(defaults.overlap),
    chunk: durationField.default(defaults.chunk),
  };
}
