import { SchedulerServiceTaskScheduleDefinitionConfig } from '@backstage/backend-plugin-api';

export interface Config {
  kpiTree?: {
    scorecard?: {
      /**
       * When the metrics are read, apart from changes of definitions. Default every
       * hour.
       */
      schedule?: SchedulerServiceTaskScheduleDefinitionConfig;
      /**
       * References of entities that others may name in kpi-tree.io/source.<kpi>; true
       * for all. Default none.
       */
      shared?: boolean | string[];
      /** How many entities are asked about at once. Default 8. */
      concurrency?: number;
    };
  };
}
