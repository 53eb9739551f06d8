import { Page, Paging } from '../http/paging';
import { Row } from '../rows/RowReader';

/** A record as a system returns it. */
export type ProfileRecord = {
  id: string;
  /** When it was changed last, ISO 8601 with its zone. */
  updated: string;
  /**
   * Its columns, as the page of the product documents them. Of people it has at most whose
   * the record is and who reported it, where records have no team (Redmine, Request Tracker);
   * others are not asked for, or are left out where they cannot be (PagerDuty).
   */
  row: Row;
};

/**
 * Asks what more is to be known of a page: all rows that an answer has at a path, of
 * all its pages.
 */
export type Ask = (
  url: URL,
  rows: string,
  paging?: Paging,
) => Promise<unknown[]>;

/** A question, whose pages are read until there are no more. */
export type ProfileRequest = {
  url: URL;
  /** What is sent as JSON, by POST; without it the question is a GET. */
  post?: unknown;
  /** Where the rows are in an answer; without it `parse` reads the body itself. */
  rows?: string;
  paging: Paging;
  /** What says which row it is, where pages can move; see `readPages`. */
  keyOf?: (item: unknown) => string;
  /**
   * What is asked for, such as a repository, if everything else is read also where
   * it is missing or may not be read.
   */
  part?: string;
  /** Reads a page. */
  parse(page: Page, ask: Ask): ParsedPage | Promise<ParsedPage>;
};

/** What is in a page. */
export type ParsedPage = {
  records: ProfileRecord[];
  /** The ids of records that are gone. */
  removed?: string[];
  /** Whether no more pages are read, such as where what follows was read before. */
  done?: boolean;
  /** What else is to be requested, which only this page says. */
  more?: ProfileRequest[];
};

/** How one product is queried for its records. */
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
