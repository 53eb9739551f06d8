import { SchedulerServiceTaskScheduleDefinitionConfig } from '@backstage/backend-plugin-api';

export interface Config {
  kpiTree?: {
    catalog?: {
      /**
       * When the catalog is measured, apart from changes of definitions. Default
       * every hour.
       */
      schedule?: SchedulerServiceTaskScheduleDefinitionConfig;
      /**
       * From when on a run that takes something away waits until somebody accepts
       * it, in place of what kpiTree.collector.holdBack says.
       */
      holdBack?: {
        removedShare?: number;
        rejectedShare?: number;
        acceptRepeated?: boolean;
      };
    };
  };
}
