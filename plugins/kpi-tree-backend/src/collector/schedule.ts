import {
  LoggerService,
  SchedulerService,
  SchedulerServiceTaskScheduleDefinition,
} from '@backstage/backend-plugin-api';
import { ConflictError } from '@backstage/errors';
import { KpiSource } from '@kpi-tree/backstage-plugin-kpi-tree-node';
import { DefinitionsService } from '../catalog/DefinitionsService';
import { ConfigReport } from '../configuration/ConfigReport';
import { StoredArithmetic } from '../evaluation/StoredArithmetic';
import { MessageDelivery } from '../messages/MessageDelivery';
import { Definitions } from '../definitions/Definitions';
import { Retention } from '../retention/Retention';
import { Refresher } from '../rollup/Refresher';
import { Collector } from './Collector';
import { toMilliseconds } from './durations';

/** How often is looked for what changed. */
const LOOK = { seconds: 15 };

/**
 * How long a task of a backend that was killed keeps the others from it. What takes
 * longer goes on with the next turn.
 */
const TURN = { minutes: 2 };

const MAX_JITTER_MS = 60_000;

/**
 * Schedules each source as it asks, a look for changed definitions, and the refresh
 * of what is derived. Each task runs once at a time, however many backends there
 * are.
 *
 * A collection may take hours. Its task only starts it: which backend collects a
 * source, and whether that backend is still there, is recorded in the runs.
 */
export async function scheduleTasks(options: {
  scheduler: SchedulerService;
  /** Ends what goes on when the backend is shut down. */
  shutdown: AbortSignal;
  collector: Collector;
  definitions: DefinitionsService;
  refresher: Refresher;
  retention: Retention;
  /** Not given where the portal sends no messages. */
  delivery?: MessageDelivery;
  /** What hands messages over to it. */
  messageMakers: {
    run(definitions: Definitions, signal?: AbortSignal): Promise<void>;
  }[];
  arithmetic: StoredArithmetic;
  report: Pick<ConfigReport, 'add'>;
  sources: ReadonlyMap<string, KpiSource>;
  logger: LoggerService;
}): Promise<void> {
  const { scheduler, shutdown, collector, definitions, logger } = options;
  const { refresher, retention, delivery, messageMakers } = options;
  const { arithmetic, sources } = options;
  for (const { id, schedule } of sources.values()) {
    if (schedule) {
      const collect = async () => {
        // Those of one schedule do not all ask at the same moment
        setTimeout(() => {
          collector.startScheduled(id, shutdown).catch(error => {
            const level = error instanceof ConflictError ? 'info' : 'error';
            logger[level](`Source ${id} is not collected: ${error.message}`);
          });
        }, Math.random() * jitterMs(schedule)).unref();
      };
      try {
        await scheduler.scheduleTask({
          ...schedule,
          id: `collect-${id}`,
          timeout: TURN,
          fn: collect,
        });
      } catch (error) {
        options.report.add({
          key: `the schedule of the source ${id}`,
          message: `is not one that the scheduler accepts: ${
            (error as Error).message
          }; until it is corrected, the source is collected on demand, and when definitions change`,
          severity: 'error',
        });
      }
    }
  }
  if (sources.size) {
    await scheduler.scheduleTask({
      id: 'collect-changed',
      frequency: LOOK,
      timeout: TURN,
      initialDelay: { seconds: 3 },
      fn: async () => collector.startChangedSoon(shutdown),
    });
  }
  await scheduler.scheduleTask({
    id: 'refresh',
    frequency: LOOK,
    timeout: TURN,
    initialDelay: { seconds: 5 },
    fn: async signal => {
      const current = await definitions.refresh();
      // It logs by itself why it fails, once
      await refresher.refresh(current, signal).catch(() => undefined);
    },
  });
  await scheduler.scheduleTask({
    id: 'version-in-charge',
    // Each backend says that it is there
    scope: 'local',
    frequency: { seconds: 30 },
    timeout: TURN,
    fn: async () => {
      await arithmetic.claim();
    },
  });
  if (delivery) {
    await scheduler.scheduleTask({
      id: 'messages',
      frequency: LOOK,
      timeout: TURN,
      initialDelay: { seconds: 10 },
      fn: async signal => {
        const current = await definitions.get();
        for (const maker of messageMakers) {
          await maker.run(current, signal);
        }
        await delivery.run(current, signal);
      },
    });
  }
  await scheduler.scheduleTask({
    id: 'retention',
    frequency: { hours: 1 },
    timeout: { minutes: 30 },
    initialDelay: { minutes: 1 },
    fn: async signal => {
      await retention.run(await definitions.refresh(), signal);
    },
  });
}

/** A tenth of the time between two runs, and at most a minute. */
function jitterMs({
  frequency,
}: SchedulerServiceTaskScheduleDefinition): number {
  return 'cron' in frequency || 'trigger' in frequency
    ? MAX_JITTER_MS
    : Math.min(MAX_JITTER_MS, toMilliseconds(frequency) / 10);
}
