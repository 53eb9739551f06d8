import { SqlConfig, sqlFields } from '@kpi-tree/backstage-plugin-kpi-tree-node';
import { z } from 'zod';

/** What of DevLake can be read. */
export const devLakeKinds = [
  'deployments',
  'pullRequests',
  'incidents',
  'issues',
] as const;

/** See {@link devLakeKinds}. */
export type DevLakeKind = (typeof devLakeKinds)[number];

/** The database of a DevLake, as the admin configures it. */
export type DevLakeConfig = SqlConfig & {
  client: 'pg' | 'mysql2';
  read: DevLakeKind[];
  /** The names of its projects; all records, also those of no project, if none. */
  projects: string[];
};

/** See {@link DevLakeConfig}. */
export const devLakeSchema: z.ZodType<DevLakeConfig> = z.strictObject({
  ...sqlFields,
  client: z.enum(['pg', 'mysql2']),
  read: z
    .array(z.enum(devLakeKinds))
    .min(1)
    .default([...devLakeKinds]),
  projects: z.array(z.string().min(1)).default([]),
});
