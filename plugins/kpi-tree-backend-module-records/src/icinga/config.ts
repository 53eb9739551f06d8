import { SqlConfig, sqlFields } from '@kpi-tree/backstage-plugin-kpi-tree-node';
import { z } from 'zod';

/** The database IDO of an Icinga 2, as the admin configures it. */
export type IcingaConfig = SqlConfig & { client: 'pg' | 'mysql2' };

/** See {@link IcingaConfig}. */
export const icingaSchema: z.ZodType<IcingaConfig> = z.strictObject({
  ...sqlFields,
  client: z.enum(['pg', 'mysql2']),
});
