import { SchedulerServiceTaskScheduleDefinition } from '@backstage/backend-plugin-api';
import { Config } from '@backstage/config';
import type { ConfigMistake } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { z } from 'zod';
import { KpiTreeSourcesExtensionPoint } from '../source/extensions';
import { HoldBack, KpiSource } from '../source/KpiSource';
import { mistakesBehind } from '../source/ConfigMistake';
import { emptySecrets } from './emptySecrets';
import { holdBackSchema } from './holdBack';
import { mistakesOf } from './mistakesOf';
import { readSchedule } from './readSchedule';
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
  id: z.string('use a name such as incidents').min(1),
  description: z.string('use a text').optional(),
  holdBack: holdBackSchema.optional(),
});

/** The keys that all sources have, beside those of the schema of their family. */
const COMMON_KEYS = ['id', 'description', 'schedule', 'holdBack'];

/**
 * Adds the sources of a family. One that is configured wrongly is left out, and shown
 * with its mistakes; the others are added.
 *
 * @param options - `key`: where the sources are, such as `kpiTree.sql.sources`;
 * `schema`: the shape of one without those of {@link ConfiguredSource}; `create`: makes
 * a source of its configuration
 *
 * @public
 */
export function addConfiguredSources<T extends object>(options: {
  config: Config;
  key: string;
  schema: z.ZodType<T>;
  sources: KpiTreeSourcesExtensionPoint;
  create: (
    source: ConfiguredSource & { settings: T },
  ) => // Each source has settings of its own
  KpiSource<any>;
}): void {
  const { config, key, schema, sources, create } = options;
  const entries = readEntries(config, key);
  if (!Array.isArray(entries)) {
    sources.addMisconfigured({ id: key, mistakes: [entries] });
    return;
  }
  entries.forEach((entry, index) => {
    const at = `${key}[${index}]`;
    const read = readSource(entry, at, schema);
    let { mistakes } = read;
    if (read.source) {
      try {
        sources.addSource(create(read.source), { key: at });
      } catch (error) {
        mistakes = mistakesBehind(error, at);
      }
    }
    if (mistakes.length) {
      sources.addMisconfigured({ ...nameOf(entry, at), mistakes });
    }
    emptySecrets(entry, at).forEach(hint => sources.addWarning(hint));
  });
}

/** The sources as they are written, or what is wrong with all of them. */
function readEntries(root: Config, key: string): unknown[] | ConfigMistake {
  try {
    const entries = root.getOptional(key);
    if (entries === undefined) {
      return othersIn(root, key) ?? [];
    }
    return Array.isArray(entries)
      ? entries
      : { key, message: 'use a list of sources, each with its id' };
  } catch (error) {
    return { key, message: (error as Error).message };
  }
}

/** Whoever writes `source` for `sources` would have none, and no word of it. */
function othersIn(root: Config, key: string): ConfigMistake | undefined {
  const family = key.slice(0, key.lastIndexOf('.'));
  const others = root.getOptionalConfig(family)?.keys() ?? [];
  return others.length
    ? {
        key: family,
        message: `has ${others.join(', ')}, but no sources: use ${key}, a list`,
      }
    : undefined;
}

function readSource<T extends object>(
  entry: unknown,
  at: string,
  schema: z.ZodType<T>,
): { source?: ConfiguredSource & { settings: T }; mistakes: ConfigMistake[] } {
  if (typeof entry !== 'object' || entry === null || Array.isArray(entry)) {
    return {
      mistakes: [{ key: at, message: 'use a source: an id and its settings' }],
    };
  }
  const { schedule, ...written } = entry as Record<string, unknown>;
  const { id, description, holdBack, ...own } = written;
  const shared = { id, description, holdBack };
  const common = commonSchema.safeParse(shared, { error: unknownKeyMessage });
  const settings = schema.safeParse(own, {
    error: issue => unknownKeyMessage(issue, COMMON_KEYS),
  });
  const when = readSchedule(schedule, `${at}.schedule`);
  const mistakes = [
    ...(common.error ? mistakesOf(common.error, shared, at) : []),
    ...(settings.error ? mistakesOf(settings.error, own, at) : []),
    ...when.mistakes,
  ];
  return common.success && settings.success && !mistakes.length
    ? {
        source: {
          ...common.data,
          schedule: when.schedule,
          settings: settings.data,
        },
        mistakes,
      }
    : { mistakes };
}

/** How a source that is left out is shown. */
function nameOf(entry: unknown, at: string) {
  const { id, description } = (entry ?? {}) as Record<string, unknown>;
  return {
    id: typeof id === 'string' && id ? id : at,
    ...(typeof description === 'string' ? { description } : {}),
  };
}
