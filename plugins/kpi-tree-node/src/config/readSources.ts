import {
  readSchedulerServiceTaskScheduleDefinitionFromConfig,
  SchedulerServiceTaskScheduleDefinition,
} from '@backstage/backend-plugin-api';
import { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { z } from 'zod';
import { HoldBack } from '../KpiSource';
import { holdBackSchema } from './holdBack';
import { unknownKeyMessage } from './unknownKeyMessage';

/**
 * What every source has in `app-config.yaml`, whatever its family.
 *
 * @public
 */
export type ConfiguredSource = {
  /** What `spec.source.id` of a Kpi names. */
  id: string;
  description?: string;
  schedule?: SchedulerServiceTaskScheduleDefinition;
  holdBack?: HoldBack;
};

const commonSchema = z.object({
  id: z.string().min(1),
  description: z.string().optional(),
  holdBack: holdBackSchema.optional(),
});

/**
 * Reads the sources of a family.
 *
 * @param key - where they are, such as `kpiTree.sql.sources`
 * @param schema - the shape of one without those of {@link ConfiguredSource}
 * @returns each with what all have and its own settings
 * @throws `InputError` that names the key and what would be right
 *
 * @public
 */
export function readSources<T extends object>(
  root: Config,
  key: string,
  schema: z.ZodType<T>,
): (ConfiguredSource & { settings: T })[] {
  const configs = root.getOptionalConfigArray(key);
  if (!configs) {
    assertNothingElse(root, key);
    return [];
  }
  return configs.map((config, index) => {
    const { id, description, schedule, holdBack, ...own } =
      config.get<Record<string, unknown>>();
    const common = commonSchema.safeParse(
      { id, description, holdBack },
      { error: unknownKeyMessage },
    );
    const settings = schema.safeParse(own, { error: unknownKeyMessage });
    const issues = [
      ...(common.error?.issues ?? []),
      ...(settings.error?.issues ?? []),
    ];
    if (!common.success || !settings.success) {
      throw new InputError(
        issues
          .map(issue => {
            const path = ['', ...issue.path.map(String)].join('.');
            // Those that all sources have are no part of the schema
            const more =
              issue.code === 'unrecognized_keys' && !issue.path.length
                ? ', id, description, schedule, holdBack'
                : '';
            return `${key}[${index}]${path}: ${issue.message}${more}`;
          })
          .join('; '),
      );
    }
    return {
      ...common.data,
      schedule: schedule
        ? readSchedule(config, `${key}[${index}].schedule`)
        : undefined,
      settings: settings.data,
    };
  });
}

function readSchedule(
  config: Config,
  key: string,
): SchedulerServiceTaskScheduleDefinition {
  try {
    return readSchedulerServiceTaskScheduleDefinitionFromConfig(
      config.getConfig('schedule'),
    );
  } catch (error) {
    throw new InputError(`${key}: ${(error as Error).message}`);
  }
}

/** Whoever writes `source` for `sources` would have none, and no word of it. */
function assertNothingElse(root: Config, key: string): void {
  const family = key.slice(0, key.lastIndexOf('.'));
  const others = root.getOptionalConfig(family)?.keys() ?? [];
  if (others.length) {
    throw new InputError(
      `${family} has ${others.join(', ')}, but no sources: use ${key}, a list`,
    );
  }
}
