import { SchedulerServiceTaskScheduleDefinitionConfig } from '@backstage/backend-plugin-api';
import { HumanDuration } from '@backstage/types';

export interface Config {
  kpiTree?: {
    prometheus?: {
      /** Servers that speak as Prometheus does. */
      sources?: Array<{
        /** The id that `spec.source.id` of a Kpi names. */
        id: string;
        description?: string;
        /** Where the API begins, without /api/v1. */
        url: string;
        /**
         * Sent with each request: a token, a tenant.
         * @deepVisibility secret
         */
        headers?: { [name: string]: string };
        /** How far back the first collection goes. Default 90 days. */
        history?: HumanDuration | string;
        /** How far each later one goes back for what was corrected. Default 2 days. */
        overlap?: HumanDuration | string;
        /** How much is asked for at once. Default 15 days. */
        chunk?: HumanDuration | string;
        /** Which entities the values of the label are. */
        entities?: {
          /** The names of the source, each with its entity or entities. */
          map?: { [name: string]: string | string[] };
          /** Names that knowingly stand for no entity. */
          ignore?: string[];
          /** An annotation of entities that holds the name. */
          annotation?: string;
          /** Whether the name of an entity is its name in the source. */
          byName?: boolean | { kinds?: string[]; namespaces?: string[] };
          /**
           * Whether names that differ in case only are one name to the source. Default
           * true where the annotation is one of repositories or projects.
           */
          ignoreCase?: boolean;
          /**
           * Names that several entities may claim; true for all. What is mapped is
           * not shared.
           */
          shared?: boolean | string[];
          /** Entities for which every series counts. */
          always?: string[];
        };
        /** When it is collected, apart from changes of definitions. */
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
      }>;
    };
  };
}
