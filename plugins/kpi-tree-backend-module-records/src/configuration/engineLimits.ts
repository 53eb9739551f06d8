import { Config } from '@backstage/config';
import type { ConfigMistake } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import {
  mistakesOf,
  unknownKeyMessage,
} from '@kpi-tree/backstage-plugin-kpi-tree-node';
import { z } from 'zod';
import { DEFAULT_LIMITS, EngineLimits } from '../engine/Engine';

const KEY = 'kpiTree.records.engine';

const size = z.string().regex(/^\d+(\.\d+)?\s*[MG]B$/, {
  error: 'use a size such as 400MB or 2GB',
});

const schema: z.ZodType<EngineLimits> = z.strictObject({
  memory: size.default(DEFAULT_LIMITS.memory),
  threads: z.int().min(1).max(64).default(DEFAULT_LIMITS.threads),
  disk: size.default(DEFAULT_LIMITS.disk),
});

/**
 * How much the engine of records may take. Where that is written wrong, the defaults hold.
 */
export function readEngineLimits(config: Config): {
  limits: EngineLimits;
  mistakes: ConfigMistake[];
} {
  const written = config.getOptional(KEY) ?? {};
  const { data, error } = schema.safeParse(written, {
    error: unknownKeyMessage,
  });
  return error
    ? { limits: DEFAULT_LIMITS, mistakes: mistakesOf(error, written, KEY) }
    : { limits: data, mistakes: [] };
}
