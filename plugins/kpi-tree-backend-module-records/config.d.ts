import { SchedulerServiceTaskScheduleDefinitionConfig } from '@backstage/backend-plugin-api';
import { HumanDuration } from '@backstage/types';

export interface Config {
  kpiTree?: {
    records?: {
      /** How much the process that computes with records may take of the machine. */
      engine?: {
        /** Memory, such as `400MB`; what needs more goes to disk. Default 400MB. */
        memory?: string;
        /** Processors that it uses at the same time. Default 2. */
        threads?: number;
        /**
         * Temporary files, such as `20GB`: as much for the rows that were read, and as much
         * for what does not fit in memory. Default 20GB.
         */
        disk?: string;
      };
      /**
       * Where rows of work records are, and which entities they count for.
       * Each Kpi says what it measures of them.
       */
      sources?: Array<{
        /** The id that `spec.source.id` of a Kpi names. */
        id: string;
        /** What it is, for readers of the tab Sources. */
        description?: string;
        /**
         * CSV with a header line: a file, a folder or a pattern such as `data/*.csv`,
         * relative to the working directory of the backend, or a URL that Backstage may
         * read.
         */
        csv?: string;
        /**
         * The columns that say which record a row is of, so that each record counts once
         * however many rows it has.
         */
        key?: string[];
        /**
         * The column that says which row of a record is the latest, which then counts. By
         * default the first row does.
         */
        version?: string;
        /**
         * The address of a record in its own system, with columns in braces, such as
         * `https://desk.example.com/incidents/{number}`.
         */
        link?: string;
        /** Whether records are kept, so that those behind a value can be seen. */
        keep?:
          | false
          | {
              /** How far back. Default 800. */
              days?: number;
              /** At most so many million bytes; the oldest months go first. Default 500. */
              megabytes?: number;
            };
        /** What separates the columns of CSV. Default: what the first rows agree on. */
        delimiter?: string;
        /**
         * In which encoding CSV or JSON lines are, such as shift_jis. Default: what they are of
         * UTF-8, UTF-16 and Windows-1252.
         */
        encoding?: string;
        /** How many lines of CSV, or rows of a sheet of Excel, are before the header. Default 0. */
        skip?: number;
        /**
         * How CSV, or the texts of a sheet of Excel, write dates: `dmy` is 31.12.2026 08:15 or 31/12/2026,
         * `mdy` 12/31/2026 8:15 AM. Default: iso, 2026-12-31T08:15:00Z.
         */
        dates?: 'iso' | 'dmy' | 'mdy';
        /**
         * What is said of columns, by their names: that readers of the records behind a
         * value see them, besides the key and the dates and numbers that a Kpi reads, and
         * how they are written, if not as ISO 8601 and JSON say.
         */
        columns?: {
          [column: string]: {
            /** What its texts stand for; a duration is a number of seconds. */
            type?: 'text' | 'number' | 'time' | 'duration' | 'list';
            /** Of times, such as %d/%m/%Y %H:%M, or several of them; %s and %Q for seconds and milliseconds since 1970. */
            format?: string | string[];
            /** Of times without a zone. Default: that of the portal. */
            timeZone?: string;
            /** Before the decimals of numbers. Default: a point. */
            decimal?: string;
            /** Between groups of three digits of numbers. */
            thousands?: string;
            /** Between the values of a list that are in one text. */
            separator?: string;
            /** Texts that stand for nothing, besides those of the source. */
            missing?: string[];
            /** Whether it holds personal data, which not everybody may see. */
            personal?: boolean;
          };
        };
        /** Texts that stand for nothing in all columns, such as N/A. */
        missing?: string[];
        /** Files or a URL with a JSON object in each line. */
        jsonLines?: string;
        /** Where each of these objects has a list of rows, such as alerts. Default: it is a row. */
        rows?: string;
        /** Parquet files, in the same way. */
        parquet?: string;
        /** Files of Excel, in the same way. */
        excel?: string;
        /** The sheet of Excel. Default: the first one that is not hidden. */
        sheet?: string;
        /** A query whose rows are the records. */
        sql?: {
          /** The driver. `mysql2` is for MariaDB as well. */
          client: 'pg' | 'mysql2' | 'better-sqlite3' | 'mssql';
          /**
           * A URL, or what knex takes.
           * @visibility secret
           * @deepVisibility secret
           */
          connection: string | { [key: string]: unknown };
          /**
           * Its rows are the records, its columns their fields. With `:since`, which needs a
           * `key`, a scheduled collection asks only for what changed since the one before:
           * `where updated_at >= :since`.
           */
          query: string;
          /** How far that goes back behind the last collection. Default two days. */
          overlap?: HumanDuration | string;
          /** More rows than this fail the run. Default 5,000,000. */
          maxRows?: number;
          /** How long the query may take. Default 300. */
          timeoutSeconds?: number;
        };
        /** A JSON API. */
        http?: {
          /** The address of the first page. */
          url: string;
          /**
           * Sent with each request.
           * @deepVisibility secret
           */
          headers?: { [name: string]: string };
          /** Where the rows are in an answer, such as data.items. */
          rows?: string;
          paging?: {
            /** What leads to the next page. */
            by: 'offset' | 'page' | 'cursor' | 'link' | 'none';
            /** The parameter of the URL for the number of rows before a page. */
            offset?: string;
            /** The parameter of the URL for the number of a page. */
            page?: string;
            /** The parameter of the URL for the cursor. */
            cursor?: string;
            /** The parameter of the URL for the number of rows of a page. */
            limit?: string;
            /** How many rows of a page are asked for. Default 100. */
            size?: number;
            /** The number of the first page, 0 or 1. Default 1. */
            first?: number;
            /** Where the next cursor or URL is in an answer. */
            next?: string;
            /** The header with the next cursor. */
            nextHeader?: string;
            /** Where an answer says how many rows there are in all; fewer fail the run. */
            total?: string;
            /** The header that says so, such as X-Total-Count. */
            totalHeader?: string;
            /** Where an answer says whether there are more rows, such as has_more. */
            more?: string;
            /** Where it says whether it is the last one, in place of `more`. */
            last?: string;
          };
        };
        /** Deployments, pull requests, incidents and issues of Apache DevLake. */
        devLake?: {
          /** The driver of its database. `mysql2` is for MariaDB as well. */
          client: 'pg' | 'mysql2';
          /**
           * A URL, or what knex takes.
           * @visibility secret
           * @deepVisibility secret
           */
          connection: string | { [key: string]: unknown };
          /** Default all. */
          read?: Array<'deployments' | 'pullRequests' | 'incidents' | 'issues'>;
          /** Names of its projects; all if none. */
          projects?: string[];
          /** More rows of a kind than this fail the run. Default 5,000,000. */
          maxRows?: number;
          /** How long a query may take. Default 300. */
          timeoutSeconds?: number;
        };
        /** States and outages of hosts and services, in the database IDO of Icinga 2. */
        icinga?: {
          /** The driver of its database. `mysql2` is for MariaDB as well. */
          client: 'pg' | 'mysql2';
          /**
           * A URL, or what knex takes.
           * @visibility secret
           * @deepVisibility secret
           */
          connection: string | { [key: string]: unknown };
          /** More state changes than this fail the run. Default 5,000,000. */
          maxRows?: number;
          /** How long a query may take. Default 300. */
          timeoutSeconds?: number;
        };
        /** Outages of the services of Zabbix 6, and their SLAs. */
        zabbix?: {
          /** The base URL of the frontend, without /api_jsonrpc.php. */
          url: string;
          /**
           * Authorization, with a token of the API.
           * @deepVisibility secret
           */
          headers?: { [name: string]: string };
          /** Default both. */
          read?: Array<'outages' | 'sli'>;
        };
        /** Tickets of Request Tracker 5. */
        requestTracker?: {
          /** The base URL, without /REST/2.0. */
          url: string;
          /**
           * Such as Authorization.
           * @deepVisibility secret
           */
          headers?: { [name: string]: string };
          /** Additional fields, such as CustomFields. */
          fields?: string[];
          /** TicketSQL that says which tickets are read. */
          query?: string;
          /** The statuses in which a ticket is done: resolved, rejected, deleted. */
          closed?: string[];
        };
        /** Issues of Redmine 4 or newer. */
        redmine?: {
          /** The base URL, without /issues.json. */
          url: string;
          /**
           * Such as X-Redmine-API-Key.
           * @deepVisibility secret
           */
          headers?: { [name: string]: string };
          /** Filters of its REST API, such as project_id. */
          filters?: { [name: string]: string };
          /** Whether to count how often issues were reopened; takes one request per issue. */
          reopenings?: boolean;
        };
        /** A table of ServiceNow. */
        serviceNow?: {
          /** The base URL of the instance. */
          url: string;
          /**
           * Such as Authorization, or x-sn-apikey.
           * @deepVisibility secret
           */
          headers?: { [name: string]: string };
          /** Default incident. */
          table?: string;
          /** Additional fields, such as cmdb_ci.name. */
          fields?: string[];
          /** Additional fields whose type is Duration: they are seconds. */
          durations?: string[];
          /** An encoded query that says which rows are read. */
          query?: string;
        };
        /** Issues of Jira, and their SLA in Jira Service Management. */
        jira?: {
          /** The base URL, such as https://acme.atlassian.net. */
          url: string;
          /**
           * Such as Authorization.
           * @deepVisibility secret
           */
          headers?: { [name: string]: string };
          /** Default cloud. */
          edition?: 'cloud' | 'dataCenter';
          /** Keys of projects; all if none. */
          projects?: string[];
          /** JQL that says which issues of them are read. */
          jql?: string;
          /** Additional fields, by id. */
          fields?: string[];
          /** Ids of fields with an SLA, by the name of their columns. */
          sla?: { [name: string]: string };
        };
        /** Incidents of PagerDuty. */
        pagerDuty?: {
          /** Default https://api.pagerduty.com. */
          url?: string;
          /**
           * Such as Authorization.
           * @deepVisibility secret
           */
          headers?: { [name: string]: string };
          /** Ids of services; all if none. */
          services?: string[];
          /** Ids of teams; all if none. */
          teams?: string[];
          /** Default both. */
          urgency?: 'high' | 'low';
        };
        /** Deployments, pull requests, workflow runs, releases and alerts of GitHub. */
        gitHub?: {
          /** Default https://api.github.com. */
          url?: string;
          /**
           * Such as Authorization.
           * @deepVisibility secret
           */
          headers?: { [name: string]: string };
          /** Organizations of which all repositories are read. */
          organizations?: string[];
          /** Additional repositories, as owner/name. */
          repositories?: string[];
          /** Default all but the alerts. */
          read?: Array<
            | 'deployments'
            | 'pullRequests'
            | 'workflowRuns'
            | 'releases'
            | 'dependabotAlerts'
            | 'codeScanningAlerts'
          >;
          /** How long deployments, runs and releases may change. Default 7 days. */
          changesFor?: HumanDuration | string;
        };
        /** Deployments, merge requests, pipelines and releases of GitLab. */
        gitLab?: {
          /** Default https://gitlab.com. */
          url?: string;
          /**
           * Such as PRIVATE-TOKEN.
           * @deepVisibility secret
           */
          headers?: { [name: string]: string };
          /** Paths of groups. */
          groups?: string[];
          /** Paths of additional projects. */
          projects?: string[];
          /** Default all. */
          read?: Array<
            'deployments' | 'mergeRequests' | 'pipelines' | 'releases'
          >;
          /** How long releases may change. Default 7 days. */
          changesFor?: HumanDuration | string;
        };
        /** How much of a product such as Request Tracker is read, and how often. */
        mirror?: {
          /** How far back the first read goes. Default 730 days. */
          history?: HumanDuration | string;
          /** How far later ones go back before the newest change. Default 1 hour. */
          overlap?: HumanDuration | string;
          /** How often everything is read again. Default 30 days. */
          rereadEvery?: HumanDuration | string;
        };
        entities: {
          /** The column that names entities. */
          column?: string;
          /**
           * The column with the id of what it names: after a rename, it is found by
           * an earlier name.
           */
          id?: string;
          /** What separates several names in one cell. */
          separator?: string;
          /** The names of the source, each with its entity or entities. */
          map?: { [name: string]: string | string[] };
          /** Names that deliberately belong to no entity; * for all others. */
          ignore?: string[];
          /** An annotation of entities that holds their name in the source. */
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
        /**
         * From when, and until when (not included, or now), the source is complete.
         * By default from the first row of each entity to the last row, or to now
         * where a product is read.
         */
        covers?: {
          /** Such as 2024-01-01. */
          from?: string;
          /** Such as 2026-01-01. */
          until?: string;
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
