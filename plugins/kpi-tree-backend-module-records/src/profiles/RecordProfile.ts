import { Page, Paging } from '../http/pages';
import { Row } from '../rows/RowReader';

/** A record as a system tells it. */
export type ProfileRecord = {
  id: string;
  /** When it was changed last, ISO 8601. */
  updated: string;
  row: Row;
};

/** A question, whose pages are read until there are no more. */
export type ProfileRequest = {
  url: URL;
  /** Where the rows stand in an answer. */
  rows: string;
  paging: Paging;
  /**
   * Reads a page. Returns `done` once what follows was read before, where a system
   * tells the newest first.
   */
  parse(page: Page): { records: ProfileRecord[]; done?: boolean };
};

/** How one product is asked for its records. */
export interface RecordProfile {
  /** The URL that the admin configured, or that of the product. */
  readonly configured: URL;
  readonly headers: Record<string, string>;
  /** What it asks for; another asks for everything again. */
  readonly settings: unknown;
  /**
   * The questions for what was changed since an instant.
   *
   * @param now - what happens later comes with the next reading
   */
  requests(since: Date, now: Date): ProfileRequest[];
}
