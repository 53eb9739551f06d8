import { SchedulerServiceTaskScheduleDefinitionConfig } from '@backstage/backend-plugin-api';

export interface Config {
  kpiTree?: {
    records?: {
      /**
       * Where rows of work records are, and which entities they count for. What
       * is measured of them is said by each Kpi.
       */
      sources?: Array<{
        /** The id that `spec.source.id` of a Kpi names. */
        id: string;
        description?: string;
        /**
         * A CSV file with a header line; relative to the working directory of
         * the backend.
         */
        csv: string;
        /** What separates the columns. Default: a comma. */
        delimiter?: string;
        entities: {
          /** The column that names entities. */
          column?: string;
          /** What separates several names in one cell. */
          separator?: string;
          /** The names of the source, each with its entity or entities. */
          map?: { [name: string]: string | string[] };
          /** Names that knowingly stand for no entity. */
          ignore?: string[];
          /** Entities for which every row counts. */
          always?: string[];
        };
        /**
         * From when, and until when (not included), the file is complete. By
         * default from the first row of each entity to the last row.
         */
        covers?: { from?: string; until?: string };
        /** When it is collected, apart from changes of definitions. */
        schedule?: SchedulerServiceTaskScheduleDefinitionConfig;
      }>;
    };
  };
}
