import { z } from 'zod';
import type { Bound } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { isoDate } from './fields';

const rangeSchema = z.strictObject({ min: z.number(), max: z.number() });

const boundSchema = z.union([z.number(), rangeSchema], {
  error: 'use a number, or { min, max } for a KPI with the direction range',
});

/** Schema of a target or threshold; see {@link Target}. */
export const targetSchema = z.union(
  [
    boundSchema,
    z
      .array(
        z.strictObject({
          from: isoDate,
          value: boundSchema,
        }),
      )
      .min(1),
  ],
  {
    error:
      'use a number, { min, max } for a range, or a list of { from: 2026-01-01, value: ... }',
  },
);

/**
 * Reads a bound from an annotation: `'4'`, or `'95..99'` for a range.
 *
 * @returns `undefined` if the text is neither.
 */
export function parseBound(text: string): Bound | undefined {
  const range = text.split('..');
  if (range.length === 2) {
    const [min, max] = range.map(toNumber);
    return min !== undefined && max !== undefined && min <= max
      ? { min, max }
      : undefined;
  }
  return toNumber(text);
}

function toNumber(text: string): number | undefined {
  const trimmed = text.trim();
  const value = Number(trimmed);
  return trimmed !== '' && Number.isFinite(value) ? value : undefined;
}
