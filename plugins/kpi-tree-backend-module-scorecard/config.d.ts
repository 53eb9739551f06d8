import { SchedulerServiceTaskScheduleDefinitionConfig } from '@backstage/backend-plugin-api';

export interface Config {
  kpiTree?: {
    scorecard?: {
      /**
       * When the metrics are read, in addition to when definitions change. Default every
       * hour.
       */
      schedule?: SchedulerServiceTaskScheduleDefinitionConfig;
      /**
       * References of entities that others may name in kpi-tree.io/source.<kpi>; true
       * for all. Default none.
       */
      shared?: boolean | string[];
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
      /** How many entities are queried at once. Default 8. */
      concurrency?: number;
    };
  };
}
