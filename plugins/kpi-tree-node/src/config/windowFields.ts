import { ConfigReader, readDurationFromConfig } from '@backstage/config';
import { HumanDuration, JsonValue } from '@backstage/types';
import { z } from 'zod';
import { SourceWindow } from '../KpiSource';

const duration = z
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
    history: duration.default(defaults.history),
    overlap: duration.default(defaults.overlap),
    chunk: duration.default(defaults.chunk),
  };
}
