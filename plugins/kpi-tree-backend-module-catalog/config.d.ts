import { SchedulerServiceTaskScheduleDefinitionConfig } from '@backstage/backend-plugin-api';

export interface Config {
  kpiTree?: {
    catalog?: {
      /**
       * When the catalog is measured, in addition to when definitions change. Default
       * every hour.
       */
      schedule?: SchedulerServiceTaskScheduleDefinitionConfig;
      /**
       * When a run that removes measurements waits until somebody accepts
       * it, instead of what kpiTree.collector.holdBack says.
       */
      holdBack?: {
        /** As collector.holdBack.removedShare. */
        removedShare?: number;
        /** As collector.holdBack.rejectedShare. */
        rejectedShare?: number;
        /** As collector.holdBack.acceptRepeated. */
        acceptRepeated?: boolean;
      };
    };
  };
}
