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
      /**
       * From when on a run that takes something away waits until somebody accepts
       * it, in place of what kpiTree.collector.holdBack says.
       */
      holdBack?: {
        removedShare?: number;
        rejectedShare?: number;
        acceptRepeated?: boolean;
      };
      /** How many entities are asked about at once. Default 8. */
      concurrency?: number;
    };
  };
}
