import { HumanDuration } from '@backstage/types';

export interface Config {
  kpiTree?: {
    /** How sources query other systems over HTTP. */
    http?: {
      /**
       * Hosts that may be queried in addition to those of the configured URLs of sources,
       * such as `files.example.com`, `*.example.com` or `localhost:9090`. An
       * address of this machine or of its link (127.0.0.1, ::1, 169.254.0.0/16) is
       * queried only if it is listed here itself.
       */
      allow?: string[];
      /** How many requests go to one host at once. Default 4. */
      concurrency?: number;
      /** How long an answer may take, such as { seconds: 30 }. Default 1 minute. */
      timeout?: HumanDuration | string;
      /** How large an answer may be, in MB. Default 50. */
      maxMegabytes?: number;
      /** How often a request is tried before it fails. Default 4. */
      attempts?: number;
    };
  };
}
