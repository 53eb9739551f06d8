import { SchedulerServiceTaskScheduleDefinitionConfig } from '@backstage/backend-plugin-api';

export interface Config {
  kpiTree?: {
    catalog?: {
      /**
       * When the catalog is measured, apart from changes of definitions. Default
       * every hour.
       */
      schedule?: SchedulerServiceTaskScheduleDefinitionConfig;
    };
  };
}
