import { SchedulerServiceTaskScheduleDefinitionConfig } from '@backstage/backend-plugin-api';
import { HumanDuration } from '@backstage/types';

export interface Config {
  kpiTree?: {
    prometheus?: {
      /** Servers with the API of Prometheus. */
      sources?: Array<{
        /** The id that `spec.source.id` of a Kpi names. */
        id: string;
        /** What it is, for readers of the tab Sources. */
        description?: string;
        /** The base URL of the API, without /api/v1. */
        url: string;
        /**
         * Sent with each request: a token, a tenant.
         * @deepVisibility secret
         */
        headers?: { [name: string]: string };
        /**
         * The address of the graph of a query, for readers of the value that it measures:
         * with {query}, or {queryJson} within JSON, {from} and {to}, or {fromMs} and
         * {toMs}, and {range} in it.
         */
        graphUrl?: string;
        /** How far back the first collection goes. Default 90 days. */
        history?: HumanDuration | string;
        /** How far each later one goes back for corrections. Default 2 days. */
        overlap?: HumanDuration | string;
        /** How much is requested at once. Default 15 days. */
        chunk?: HumanDuration | string;
        /** Which entities the values of the label belong to. */
        entities?: {
          /** The names of the source, each with its entity or entities. */
          map?: { [name: string]: string | string[] };
          /** Names that deliberately belong to no entity. */
          ignore?: string[];
          /** An annotation of entities that holds the name. */
          annotation?: string;
          /** Whether the name of an entity is its name in the source. */
          byName?:
            | boolean
            | {
                /** Of entities of these kinds only. */
                kinds?: string[];
                /** Of entities in these namespaces only. */
                namespaces?: string[];
              };
          /**
           * Whether the source treats names that differ only in case as the same. Default
           * true where the annotation is one of repositories or projects.
           */
          ignoreCase?: boolean;
          /**
           * Names that several entities may claim; true for all. Mapped names are
           * not shared.
           */
          shared?: boolean | string[];
          /** Entities for which every series counts. */
          always?: string[];
        };
        /** When it is collected, in addition to when definitions change. */
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
      }>;
    };
  };
}
