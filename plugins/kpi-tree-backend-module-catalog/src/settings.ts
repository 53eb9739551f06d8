import { FilterPredicate } from '@backstage/filter-predicates';
import { entityPredicateMistake } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { z } from 'zod';

/** `spec.source` of a Kpi without its `id`. */
export type CatalogSettings = {
  /** Which entities count; all if not given. */
  of?: FilterPredicate;
  /** What is asked of an entity. */
  fulfils?: FilterPredicate;
  /** The type of a relation that it needs to an entity that exists. */
  related?: string;
};

/** One that no entity can fulfil would match none, and nobody would notice. */
const predicate = z
  .custom<FilterPredicate>(given => given !== undefined)
  .superRefine((given, ctx) => {
    const message = entityPredicateMistake(given);
    if (message) {
      ctx.addIssue({ code: 'custom', message });
    }
  });

/** See {@link CatalogSettings}. */
export const settingsSchema: z.ZodType<CatalogSettings> = z.strictObject({
  of: predicate.optional(),
  fulfils: predicate.optional(),
  related: z
    .string()
    .min(1, 'use the type of a relation such as ownedBy')
    .optional(),
});
