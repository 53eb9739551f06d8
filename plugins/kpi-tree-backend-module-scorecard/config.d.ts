import { SchedulerServiceTaskScheduleDefinitionConfig } from '@backstage/backend-plugin-api';
import { HumanDuration } from '@backstage/types';

export interface Config {
  kpiTree?: {
    scorecard?: {
      /**
       * When the metrics are read, in addition to when definitions change. Default every
       * hour.
       */
      schedule?: SchedulerServiceTaskScheduleDefinitionConfig;
      /**
       * How far back the first collection goes, where the plugin tells the past. Default
       * 30 days.
       */
      history?: HumanDuration | string;
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
