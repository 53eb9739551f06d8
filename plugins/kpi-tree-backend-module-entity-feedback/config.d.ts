import { SchedulerServiceTaskScheduleDefinitionConfig } from '@backstage/backend-plugin-api';

export interface Config {
  kpiTree?: {
    entityFeedback?: {
      /**
       * When the ratings are read, in addition to when definitions change. Default every
       * hour.
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
      /**
       * References of entities that others may name in kpi-tree.io/source.<kpi>; true
       * for all. Default none.
       */
      shared?: boolean | string[];
    };
  };
}
