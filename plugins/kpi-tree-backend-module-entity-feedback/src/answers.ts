import { InputError } from '@backstage/errors';
import { z } from 'zod';

/** How many users have given which rating, each the last one that they gave. */
export type Ratings = Readonly<Record<string, number>>;

const ratingsSchema = z.array(
  z.object({
    entityRef: z.string(),
    ratings: z.record(z.string(), z.int().nonnegative()),
  }),
);

/**
 * The ratings of all entities that have any, by entity reference.
 *
 * @throws `InputError` if the answer is not one of the plugin
 */
export function readRatings(answer: unknown): ReadonlyMap<string, Ratings> {
  const { data, error } = ratingsSchema.safeParse(answer);
  if (!data) {
    const [{ path, message }] = error.issues;
    throw new InputError(
      `The plugin entity-feedback does not answer like version 0.25 (${path.join(
        '.',
      )}: ${message}): this module does not support its version`,
    );
  }
  return new Map(data.map(({ entityRef, ratings }) => [entityRef, ratings]));
}
