import { SourceResponse } from '@kpi-tree/backstage-plugin-kpi-tree-node';
import { valueAt } from '../rows/flatten';

/** What answers say of how many rows there are. */
export type Stated = {
  /** Where an answer says how many rows there are in all. */
  total?: string;
  /** The header that says so. */
  totalHeader?: string;
  /**
   * Where an answer says whether there are more rows behind its own, as true or false;
   * or what reads it, undefined where an answer does not say.
   */
  more?: string | ((answer: Answer) => boolean | undefined);
  /** Where an answer says whether it is the last one, as true or false. */
  last?: string;
};

/** How a system is queried page by page. */
export type Paging = Stated &
  (
    | /** By how many rows to skip: the names of two parameters. */
    { by: 'offset'; offset: string; limit: string; size: number }
    /** By the number of the page, from `first` on. */
    | { by: 'page'; page: string; limit: string; size: number; first: number }
    /** By a text or number of the answer or of a header, until there is none. */
    | { by: 'cursor'; cursor: string; next?: string; nextHeader?: string }
    /** By the header `Link` with `rel="next"`, or a URL in the answer. */
    | { by: 'link'; next?: string }
    /**
     * By the last row of a page, behind which the next begins: rows that come and go
     * meanwhile shift no others.
     */
    | { by: 'last'; after: (url: URL, last: unknown) => URL }
    /** All in one answer. */
    | { by: 'none' }
  );

/** An answer with the rows in it. */
export type Answer = {
  /** What was asked for. */
  url: URL;
  response: SourceResponse;
  body: unknown;
  items: unknown[];
};

/** An answer, and what of it was in an earlier one, where rows can move between pages. */
export type Page = Answer & {
  /** Of each row, whether one that is equal was in an earlier page. */
  repeated: boolean[];
  /** What identifies each row. */
  keys: string[];
  /** Of each row, whether it was in an earlier page, as it is or changed. */
  known: boolean[];
};

/** Where a system is asked, for messages. */
export function placeOf({ host, pathname }: URL): string {
  return `${host}${pathname}`;
}

/** The target of `rel="next"`, as RFC 8288 says. */
export function linkOf(header: string | undefined): string | undefined {
  for (const [, target, parameters] of (header ?? '').matchAll(
    /<([^>]*)>([^<]*)/g,
  )) {
    const [, quoted, bare] =
      /;\s*rel\s*=\s*(?:"([^"]*)"|([^\s;,]+))/i.exec(parameters) ?? [];
    const relations = (quoted ?? bare ?? '').toLocaleLowerCase('en-US');
    if (relations.split(/\s+/).includes('next')) {
      return target;
    }
  }
  return undefined;
}

/** What is at a path of an answer, or in a header of it. */
export function statedAt(
  { body, response }: Answer,
  path: string | undefined,
  header: string | undefined,
): unknown {
  return header === undefined
    ? valueAt(body, path ?? '')
    : response.header(header);
}
