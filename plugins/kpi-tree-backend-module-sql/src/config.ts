import {
  EntityKeysConfig,
  entityKeysSchema,
  SourceWindow,
  SqlConfig,
  sqlFields,
  windowFields,
} from '@kpi-tree/backstage-plugin-kpi-tree-node';
import { z } from 'zod';

/** A source as the admin configures it, apart from what all sources have. */
export type SqlSourceConfig = SqlConfig &
  SourceWindow & {
    /** Queries by the name that a Kpi gives. */
    queries: Record<string, string>;
    /** Whether a Kpi may bring a query of its own. */
    queriesInKpis: boolean;
    /** Whether readers of a value see the text of these queries. */
    showQueries: boolean;
    entities: EntityKeysConfig;
    /** Whether measurements that the query no longer returns are removed. */
    removeMissing: boolean;
    /** What it means where a query answers no row, as of `KpiSource`. */
    silence: 'nothing' | 'unknown';
  };

/** See {@link SqlSourceConfig}. */
export const sqlSourceSchema: z.ZodType<SqlSourceConfig> = z
  .strictObject({
    ...sqlFields,
    ...windowFields({
      history: { days: 400 },
      overlap: { days: 35 },
      chunk: { days: 100 },
    }),
    queries: z.record(z.string(), z.string().min(1)).default({}),
    queriesInKpis: z.boolean().default(false),
    showQueries: z.boolean().default(false),
    entities: entityKeysSchema.default({}),
    removeMissing: z.boolean().default(true),
    silence: z.enum(['nothing', 'unknown']).default('nothing'),
  })
  .refine(
    ({ queries, queriesInKpis }) =>
      queriesInKpis || Object.keys(queries).length > 0,
    { path: ['queries'], error: 'give at least one query by name' },
  );
