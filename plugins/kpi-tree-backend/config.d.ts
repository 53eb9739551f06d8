import { HumanDuration } from '@backstage/types';

export interface Config {
  kpiTree?: {
    /**
     * The instant that counts as now, such as 2026-05-15: to show data that end
     * in the past. Leave it out with live sources.
     */
    asOf?: string;
    /**
     * The IANA time zone of the calendar that divides time into periods. Default UTC.
     */
    timeZone?: string;
    /**
     * For a KPI with a target but no threshold: the share of the target (or of
     * the width of a range) by which it may be missed. Default 0.2.
     */
    tolerance?: number;
    /**
     * The share of a node's weight that has to have a score for the node to
     * have one. Default 0.5.
     */
    coverageFloor?: number;
    /**
     * The share of a period that has to be known for its value to be judged, for KPIs
     * whose definition does not say. Default 0.9.
     */
    completenessFloor?: number;
    /**
     * Whether entities may set a target and threshold of their own by annotation, for
     * KPIs whose definition does not say. With false the owner of a KPI allows it, by
     * spec.targetOverrides. Default true.
     */
    targetOverrides?: boolean;
    /** How trends are found. */
    signals?: {
      /**
       * Which patterns of points are signals, for KPIs whose definition does not
       * say. Default nhs.
       */
      rules?: 'nhs' | 'wheeler' | 'western-electric';
    };
    /** How long measurements are kept, and in what detail. Default: forever, in full detail. */
    retention?: {
      /**
       * The age at which measurements are folded into the periods in which their
       * KPI is judged, such as { days: 400 }. Values, weights and scores of these
       * periods stay the same; finer history is lost, and late corrections
       * of folded measurements are refused.
       */
      foldAfter?: HumanDuration | string;
      /** The age at which measurements and history are removed, such as { years: 5 }. */
      dropAfter?: HumanDuration | string;
    };
    /** How sources are collected. */
    collector?: {
      /** How many sources one backend collects at once. Default 4. */
      atOnce?: number;
      /**
       * How often part of the time is tried before the run fails, if retrying may
       * help. Default 3.
       */
      attempts?: number;
      /**
       * When a run changes nothing until somebody accepts what it removes. A source
       * may override it.
       */
      holdBack?: {
        /**
         * The share of a KPI that a run may remove, of what was there in the time
         * it read. With 1 it may remove everything. Default 0.1.
         */
        removedShare?: number;
        /**
         * By how much the share of rejected rows may exceed that of the last run that was not
         * held back. Default 0.1.
         */
        rejectedShare?: number;
        /**
         * Whether the next scheduled run is accepted automatically if it gives the
         * same answer. Default false.
         */
        acceptRepeated?: boolean;
      };
    };
    /** Messages to owners and followers, where the module notifications is installed. */
    messages?: {
      /** The language in which they are written. Default en. */
      language?: 'en' | 'de' | 'fr' | 'es' | 'ja';
    };
    /** Badges (SVG) for READMEs. */
    badges?: {
      /**
       * Whether they are shown to anyone, without signing in: then anyone who knows the
       * name of an entity learns the status of its KPIs, regardless of the permissions of
       * the catalog. Default false.
       */
      public?: boolean;
    };
    /** How much a trial of a definition that is being written may cost. */
    trial?: {
      /** The most rows that the source reads. Default 500000. */
      rows?: number;
      /** How long it may take, such as { seconds: 30 }. Default 20 seconds. */
      timeout?: HumanDuration | string;
    };
  };
}
