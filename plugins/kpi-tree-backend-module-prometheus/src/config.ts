import {
  EntityKeysConfig,
  entityKeysSchema,
  SourceWindow,
  windowFields,
} from '@kpi-tree/backstage-plugin-kpi-tree-node';
import { z } from 'zod';
import { graphUrlSchema } from './graphLink';

/** A source as the admin configures it, apart from what all sources have. */
export type PrometheusSourceConfig = SourceWindow & {
  /** Where the API begins, without `/api/v1`. */
  url: string;
  /** Sent with each request: a token, a tenant. */
  headers: Record<string, string>;
  /** Which entities the values of the label belong to. */
  entities: EntityKeysConfig;
  /** The address of the graph of a query, with words in braces; see `graphUrlSchema`. */
  graphUrl?: string;
};

/** See {@link PrometheusSourceConfig}. */
export const prometheusSourceSchema: z.ZodType<PrometheusSourceConfig> =
  z.strictObject({
    url: z.url({
      protocol: /^https?$/,
      error: 'use a URL such as https://prometheus.example.com',
    }),
    headers: z.record(z.string(), z.string()).default({}),
    entities: entityKeysSchema.default({}),
    graphUrl: graphUrlSchema.optional(),
    ...windowFields({
      history: { days: 90 },
      overlap: { days: 2 },
      chunk: { days: 15 },
    }),
  });
