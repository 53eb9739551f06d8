import { SchedulerServiceTaskScheduleDefinitionConfig } from '@backstage/backend-plugin-api';
import { HumanDuration } from '@backstage/types';

export interface Config {
  kpiTree?: {
    sql?: {
      /** Databases that compute KPIs. */
      sources?: Array<{
        /** The id that `spec.source.id` of a Kpi names. */
        id: string;
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
        /** More rows than this fail the run. Default 5000000. */
        maxRows?: number;
        /** How long a query may take, in seconds. Default 300. */
        timeoutSeconds?: number;
        /** How far back the first collection goes. Default 400 days. */
        history?: HumanDuration | string;
        /** How far each later one goes back for what was corrected. Default 35 days. */
        overlap?: HumanDuration | string;
        /** How much is asked for at once. Default 100 days. */
        chunk?: HumanDuration | string;
        /**
         * Whether a measurement goes that the query no longer answers. Default true.
         */
        removeMissing?: boolean;
        /**
         * What it means where a query answers no row of an entity and a period:
         * `nothing` happened, or it is `unknown`, as in a warehouse that is loaded late.
         * Default nothing.
         */
        silence?: 'nothing' | 'unknown';
        /** Which entities the names in the column `entity` are. */
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
          /** Entities for which every row counts. */
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
