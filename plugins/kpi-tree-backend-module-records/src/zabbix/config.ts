import { z } from 'zod';
import { urlSchema } from '../http/config';

/** What of Zabbix can be read. */
const zabbixKinds = ['outages', 'sli'] as const;

/** A Zabbix, as the admin configures it. */
export type ZabbixConfig = {
  /** Where its frontend begins, without `/api_jsonrpc.php`. */
  url: string;
  /** `Authorization: Bearer <token>`, as Zabbix 6.4 and newer want it. */
  headers: Record<string, string>;
  read: (typeof zabbixKinds)[number][];
};

/** See {@link ZabbixConfig}. */
export const zabbixSchema: z.ZodType<ZabbixConfig> = z.strictObject({
  url: urlSchema,
  headers: z.record(z.string(), z.string()).default({}),
  read: z
    .array(z.enum(zabbixKinds))
    .min(1)
    .default([...zabbixKinds]),
});
