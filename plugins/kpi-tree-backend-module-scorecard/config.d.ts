import { SchedulerServiceTaskScheduleDefinitionConfig } from '@backstage/backend-plugin-api';

export interface Config {
  kpiTree?: {
    scorecard?: {
      /**
       * When the metrics are read, apart from changes of definitions. Default every
       * hour.
       */
      schedule?: SchedulerServiceTaskScheduleDefinitionConfig;
      /** How many entities are asked about at once. Default 8. */
      concurrency?: number;
    };
  };
}
