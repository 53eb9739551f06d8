import { LoggerService, SchedulerService } from '@backstage/backend-plugin-api';
import { KpiSource } from '@kpi-tree/backstage-plugin-kpi-tree-node';
import { DefinitionsService } from '../definitions/DefinitionsService';
import { Retention } from '../retention/Retention';
import { Refresher } from '../rollup/Refresher';
import { Collector } from './Collector';

/**
 * Schedules each source as it asks, a look for changed definitions, and the refresh
 * of what is derived. Each task runs once at a time, however many backends there
 * are.
 */
export async function scheduleTasks(options: {
  scheduler: SchedulerService;
  collector: Collector;
  definitions: DefinitionsService;
  refresher: Refresher;
  retention: Retention;
  sources: ReadonlyMap<string, KpiSource>;
  logger: LoggerService;
}): Promise<void> {
  const {
    scheduler,
    collector,
    definitions,
    refresher,
    retention,
    sources,
    logger,
  } = options;
  for (const { id, schedule } of sources.values()) {
    if (schedule) {
      await scheduler.scheduleTask({
        ...schedule,
        id: `collect-${id}`,
        fn: async signal => {
          try {
            await (
              await collector.start(id, 'schedule', signal)
            ).ended;
          } catch (error) {
            logger.info(`${error}`);
          }
        },
      });
    }
  }
  if (sources.size) {
    await scheduler.scheduleTask({
      id: 'collect-changed',
      frequency: { seconds: 15 },
      timeout: { hours: 6 },
      initialDelay: { seconds: 3 },
      fn: async signal => collector.collectChanged(signal),
    });
  }
  await scheduler.scheduleTask({
    id: 'retention',
    frequency: { hours: 24 },
    timeout: { hours: 12 },
    initialDelay: { minutes: 1 },
    fn: async signal => {
      await retention.run(await definitions.refresh(), signal);
    },
  });
  await scheduler.scheduleTask({
    id: 'refresh',
    frequency: { seconds: 15 },
    timeout: { hours: 6 },
    initialDelay: { seconds: 5 },
    fn: async signal => refresher.refresh(await definitions.refresh(), signal),
  });
}
