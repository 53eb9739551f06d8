import { z } from 'zod';
import type { Plausible } from '@kpi-tree/backstage-plugin-kpi-tree-common';

/** Schema of the `plausible` of a `Kpi`; see {@link Plausible}. */
export const plausibleSchema = z
  .strictObject({
    min: z.number().optional().describe('The smallest possible value'),
    max: z.number().optional().describe('The largest possible value'),
  })
  .superRefine(({ min, max }, { addIssue }) => {
    if (min === undefined && max === undefined) {
      addIssue({
        code: 'custom',
        message: 'says nothing: give min, max or both',
      });
    } else if (min !== undefined && max !== undefined && min >= max) {
      addIssue({
        code: 'custom',
        message: 'leaves no value: make min less than max',
      });
    }
  }) satisfies z.ZodType<Plausible>;
