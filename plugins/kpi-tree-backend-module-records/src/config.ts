import {
  readSchedulerServiceTaskScheduleDefinitionFromConfig,
  SchedulerServiceTaskScheduleDefinition,
} from '@backstage/backend-plugin-api';
import { parseEntityRef } from '@backstage/catalog-model';
import { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { isIsoDate } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { z } from 'zod';

const entityRef = z.string().refine(
  ref => {
    try {
      return Boolean(parseEntityRef(ref, { defaultKind: 'component' }));
    } catch {
      return false;
    }
  },
  { error: 'use an entity reference such as component:default/payments' },
);

const date = z.string().refine(isIsoDate, {
  error: 'use a date such as 2026-01-31',
});

const entitiesSchema = z
  .strictObject({
    column: z.string().min(1).optional(),
    separator: z.string().min(1).optional(),
    map: z
      .record(z.string(), z.union([entityRef, z.array(entityRef)]))
      .optional(),
    ignore: z.array(z.string()).optional(),
    always: z.array(entityRef).optional(),
  })
  .refine(({ column, always }) => column || always?.length, {
    error: 'give the column that names entities, or entities under always',
  });

const sourceSchema = z.strictObject({
  id: z.string().min(1),
  description: z.string().optional(),
  csv: z.string().min(1),
  delimiter: z.string().min(1).default(','),
  entities: entitiesSchema,
  covers: z
    .strictObject({ from: date.optional(), until: date.optional() })
    .default({}),
  // Read by Backstage's own reader, which has messages of its own.
  schedule: z.unknown().optional(),
});

/** Which entities a row counts for. */
export type EntitiesConfig = z.infer<typeof entitiesSchema>;

/** A source of records as the admin configured it. */
export type SourceConfig = Omit<z.infer<typeof sourceSchema>, 'schedule'> & {
  schedule?: SchedulerServiceTaskScheduleDefinition;
};

/**
 * Reads `kpiTree.records.sources`.
 *
 * @throws `InputError` that names the key and what would be right
 */
export function readSourceConfigs(root: Config): SourceConfig[] {
  const configs = root.getOptionalConfigArray('kpiTree.records.sources') ?? [];
  return configs.map((config, index) => {
    const result = sourceSchema.safeParse(config.get());
    if (!result.success) {
      const mistakes = result.error.issues.map(issue => {
        const key = ['', ...issue.path.map(String)].join('.');
        return `kpiTree.records.sources[${index}]${key}: ${issue.message}`;
      });
      throw new InputError(mistakes.join('; '));
    }
    return {
      ...result.data,
      schedule: config.has('schedule')
        ? readSchedulerServiceTaskScheduleDefinitionFromConfig(
            config.getConfig('schedule'),
          )
        : undefined,
    };
  });
}
