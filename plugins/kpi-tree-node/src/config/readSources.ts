import {
  readSchedulerServiceTaskScheduleDefinitionFromConfig,
  SchedulerServiceTaskScheduleDefinition,
} from '@backstage/backend-plugin-api';
import { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { z } from 'zod';

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
};

const commonSchema = z.object({
  id: z.string().min(1),
  description: z.string().optional(),
});

/**
 * Reads the sources of a family.
 *
 * @param key - where they are, such as `kpiTree.sql.sources`
 * @param schema - the shape of one without `id`, `description` and `schedule`
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
  const configs = root.getOptionalConfigArray(key) ?? [];
  return configs.map((config, index) => {
    const { id, description, schedule, ...own } =
      config.get<Record<string, unknown>>();
    const common = commonSchema.safeParse({ id, description });
    const settings = schema.safeParse(own);
    const issues = [
      ...(common.error?.issues ?? []),
      ...(settings.error?.issues ?? []),
    ];
    if (!common.success || !settings.success) {
      throw new InputError(
        issues
          .map(issue => {
            const path = ['', ...issue.path.map(String)].join('.');
            return `${key}[${index}]${path}: ${issue.message}`;
          })
          .join('; '),
      );
    }
    return {
      ...common.data,
      schedule: schedule
        ? readSchedulerServiceTaskScheduleDefinitionFromConfig(
            config.getConfig('schedule'),
          )
        : undefined,
      settings: settings.data,
    };
  });
}
