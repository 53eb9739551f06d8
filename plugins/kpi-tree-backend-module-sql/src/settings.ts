import { z } from 'zod';
import { SqlSourceConfig } from './config';

/** Names that the source binds itself. */
const RESERVED = ['from', 'to', 'fromDate', 'toDate'];

/** What a query is given besides the window: bound, never part of its text. */
export type SqlParameters = Record<string, string | number | boolean>;

/** `spec.source` of a Kpi without its `id`. */
export type SqlSettings = {
  /** The text of the query. */
  sql: string;
  parameters: SqlParameters;
};

const parameters = z
  .record(
    z.string().regex(/^\w+$/, 'use a name of letters, digits and _'),
    z.union([z.string(), z.number(), z.boolean()]),
  )
  .refine(given => !RESERVED.some(name => Object.hasOwn(given, name)), {
    error: `${RESERVED.join(', ')} are bound by the source: use other names`,
  })
  .default({});

/**
 * The settings of a KPI: the name of one of the admin's queries or, where he allows
 * it, a query of its own.
 */
export function settingsSchema({
  queries,
  queriesInKpis,
}: Pick<SqlSourceConfig, 'queries' | 'queriesInKpis'>): z.ZodType<SqlSettings> {
  const names = Object.keys(queries);
  const named = z
    .strictObject({
      query: z.string().refine(name => Object.hasOwn(queries, name), {
        error: `use a query of the source: ${
          names.join(', ') || 'it has none'
        }`,
      }),
      parameters,
    })
    .transform(({ query, parameters: given }) => ({
      sql: queries[query],
      parameters: given,
    }));
  const own = z.strictObject({ sql: z.string().min(1), parameters });
  return queriesInKpis ? z.union([named, own]) : named;
}
