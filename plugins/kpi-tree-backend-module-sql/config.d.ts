import { SchedulerServiceTaskScheduleDefinitionConfig } from '@backstage/backend-plugin-api';
import { HumanDuration } from '@backstage/types';

export interface Config {
  kpiTree?: {
    sql?: {
      /** Databases that compute KPIs. */
      sources?: Array<{
        /** The id that `spec.source.id` of a Kpi names. */
        id: string;
        /** What it is, for readers of the tab Sources. */
        description?: string;
        /** The driver. `mysql2` is for MariaDB as well. */
        client: 'pg' | 'mysql2' | 'better-sqlite3' | 'mssql';
        /**
         * A URL, or what knex takes: host, port, user, password, database, ...
         * @visibility secret
         * @deepVisibility secret
         */
        connection: string | object;
        /** Queries by name; a Kpi names one. */
        queries?: { [name: string]: string };
        /** Whether a Kpi may bring a query of its own. Default false. */
        queriesInKpis?: boolean;
        /**
         * Whether whoever may see the records behind a value sees the text of the query
         * that measures it. One that stands in the Kpi itself is always shown. Default
         * false.
         */
        showQueries?: boolean;
        /** More rows than this fail the run. Default 5000000. */
        maxRows?: number;
        /** How long a query may take, in seconds. Default 300. */
        timeoutSeconds?: number;
        /** How far back the first collection goes. Default 400 days. */
        history?: HumanDuration | string;
        /** How far each later one goes back for corrections. Default 35 days. */
        overlap?: HumanDuration | string;
        /** How much is requested at once. Default 100 days. */
        chunk?: HumanDuration | string;
        /**
         * Whether measurements that the query no longer returns are removed. Default true.
         */
        removeMissing?: boolean;
        /**
         * What it means if a query returns no row for an entity and a period:
         * `nothing` happened, or it is `unknown`, as in a warehouse that is loaded late.
         * Default nothing.
         */
        silence?: 'nothing' | 'unknown';
        /** Which entities the names in the column `entity` belong to. */
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
          /** Entities for which every row counts. */
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
