import { z } from 'zod';
import {
  ruleSets,
  type SignalSettings,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { isoDate } from './fields';

/** Schema of the `signals` of a `Kpi`; see {@link SignalSettings}. */
export const signalSettingsSchema = z
  .strictObject({
    rules: z
      .enum(ruleSets)
      .optional()
      .describe('Which patterns of points are signals; nhs if not given'),
    seasonal: z
      .enum(['auto', 'none'])
      .optional()
      .describe(
        'auto removes seasonality if there is any and the history is long enough; none never does; auto if not given',
      ),
    baseline: z
      .strictObject({ from: isoDate, to: isoDate })
      .optional()
      .describe(
        'Freezes the limits at those of the days between two dates, both included, until the next change',
      ),
    changes: z
      .array(
        z.strictObject({
          date: isoDate.describe(
            'The limits start again with the period it falls in',
          ),
          reason: z.string().min(1).optional().describe('What changed'),
        }),
      )
      .optional()
      .describe(
        'When the process changed: limits are recalculated from then on',
      ),
  })
  .superRefine(({ baseline, changes = [] }, { addIssue }) => {
    if (baseline && baseline.from > baseline.to) {
      addIssue({
        code: 'custom',
        path: ['baseline'],
        message: 'ends before it begins: swap from and to',
      });
    }
    changes.forEach(({ date }, index) => {
      const mistake = changeMistake(date, changes[index - 1]?.date, baseline);
      if (mistake) {
        addIssue({
          code: 'custom',
          path: ['changes', index, 'date'],
          message: mistake,
        });
      }
    });
  }) satisfies z.ZodType<SignalSettings>;

function changeMistake(
  date: string,
  before: string | undefined,
  baseline: SignalSettings['baseline'],
): string | undefined {
  if (before !== undefined && date <= before) {
    return `is not after the change before it, ${before}: give the changes in chronological order, each date once`;
  }
  return baseline && baseline.from < date && date <= baseline.to
    ? `lies in the baseline ${baseline.from} to ${baseline.to}, which would then cover two processes: end the baseline before it, or begin it there`
    : undefined;
}
