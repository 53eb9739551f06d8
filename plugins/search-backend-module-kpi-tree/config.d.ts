import { SchedulerServiceTaskScheduleDefinitionConfig } from '@backstage/backend-plugin-api';

export interface Config {
  search?: {
    collators?: {
      kpiTree?: {
        /**
         * How often KPIs and trees are read for the search. Default: every ten
         * minutes, ten seconds after the start for the first time.
         */
        schedule?: SchedulerServiceTaskScheduleDefinitionConfig;
      };
    };
  };
}
