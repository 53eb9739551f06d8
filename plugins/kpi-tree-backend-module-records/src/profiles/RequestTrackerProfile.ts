import { z } from 'zod';
import { urlSchema } from '../http/config';
import { Answer, Page, Paging } from '../http/paging';
import { flatten, valueAt } from '../rows/flatten';
import { Cell, Row, textAt } from '../rows/RowReader';
import { secondsAgo, ticketSqlMistake } from './ticketSql';
import {
  Ask,
  ProfileRecord,
  ProfileRequest,
  RecordProfile,
} from './RecordProfile';

/** A Request Tracker, as the admin configures it. */
export type RequestTrackerConfig = {
  /** Where it begins, without `/REST/2.0`. */
  url: string;
  headers: Record<string, string>;
  /** Additional fields, such as `CustomFields`. */
  fields: string[];
  /** TicketSQL that says which tickets are read; all if empty. */
  query: string;
  /** The statuses in which a ticket is done. */
  closed: string[];
};

/** See {@link RequestTrackerConfig}. */
export const requestTrackerSchema: z.ZodType<RequestTrackerConfig> =
  z.strictObject({
    url: urlSchema,
    headers: z.record(z.string(), z.string()).default({}),
    fields: z.array(z.string().min(1)).default([]),
    query: z
      .string()
      .default('')
      .superRefine((query, ctx) => {
        const message = ticketSqlMistake(query);
        if (message) {
          ctx.addIssue({ code: 'custom', message });
        }
      }),
    closed: z
      .array(z.string().min(1))
      .default(['resolved', 'rejected', 'deleted']),
  });

const FIELDS = [
  'Subject',
  'Status',
  'Priority',
  'Queue',
  'Owner',
  'Type',
  'Created',
  'Started',
  'Due',
  'Resolved',
  'LastUpdated',
];

/** It answers no more at once. */
const PAGE_SIZE = 100;

/** Columns that say where else to ask. */
const LINK = /(^|\.)(_url|type)$/;

/** What takes a ticket out of every answer, as its history has it. */
const TAKEN_OUT = `((Type = 'Status' AND NewValue = 'deleted') OR (Type = 'AddLink' AND Field = 'MergedInto'))`;

const transactionPages: Paging = {
  by: 'page',
  page: 'page',
  limit: 'per_page',
  size: PAGE_SIZE,
  first: 1,
  more: isMore,
};

/**
 * What the user may not see is taken out of a page, so that a short or empty one is not
 * the last: that is by the number of pages.
 */
function isMore({ body }: Answer): boolean | undefined {
  const page = Number(valueAt(body, 'page'));
  const pages = Number(valueAt(body, 'pages'));
  return Number.isNaN(page + pages) ? undefined : page < pages;
}

/** What the history of a ticket says of its statuses. */
type History = {
  /** How often it went from done to not done. */
  reopened: number;
  /** When it was done for the first time; nothing if it was created so. */
  firstResolved?: string;
};

/** How it writes a date that is not set. */
const NO_DATE = '1970-01-01T00:00:00Z';

/** How long a question takes until its age is reckoned, and how far clocks differ. */
const LATENCY_S = 30;

/**
 * Tickets of Request Tracker 5, by its REST API 2
 * (https://docs.bestpractical.com/rt/5.0.3/RT/REST2.html).
 */
export class RequestTrackerProfile implements RecordProfile {
  readonly configured: URL;
  private readonly closed: ReadonlySet<string>;

  constructor(private readonly config: RequestTrackerConfig) {
    this.configured = new URL(config.url);
    this.closed = new Set(config.closed);
  }

  get headers() {
    return this.config.headers;
  }

  get settings() {
    const { url, fields, query, closed } = this.config;
    // Another list of columns asks for everything again
    return { url, fields, query, closed, columns: ['FirstResolved'] };
  }

  requests(since: Date, now: Date): ProfileRequest[] {
    const { query, fields } = this.config;
    const ago = secondsAgo(age(since, now));
    const changed = `LastUpdated >= '${ago}'`;
    const wanted = query ? `(${query}) AND ${changed}` : changed;
    const url = this.url('tickets', wanted);
    url.searchParams.set('fields', [...FIELDS, ...fields].join(','));
    // Otherwise only the id of what a ticket names is returned
    url.searchParams.set('fields[Queue]', 'Name');
    url.searchParams.set('fields[Owner]', 'Name');
    url.searchParams.set('per_page', String(PAGE_SIZE));
    return [
      // Before the tickets: one that is restored is read again
      this.takenOut(ago),
      {
        url,
        rows: 'items',
        paging: {
          by: 'last',
          more: isMore,
          after: (next, last) => {
            const after = `id > ${Number(valueAt(last, 'id'))}`;
            next.searchParams.set('query', `(${wanted}) AND ${after}`);
            return next;
          },
        },
        parse: (page, ask) => this.parse(page, ask),
      },
    ];
  }

  /** The tickets that were deleted, or merged into others, which no search finds. */
  private takenOut(ago: string): ProfileRequest {
    const url = this.url(
      'transactions',
      `ObjectType = 'RT::Ticket' AND ${TAKEN_OUT} AND Created >= '${ago}'`,
    );
    url.searchParams.set('fields', 'ObjectId,Type,NewValue');
    return {
      url,
      rows: 'items',
      paging: transactionPages,
      parse: ({ items }) => ({
        records: [],
        removed: items.flatMap(change => {
          const row = flatten(change);
          const id = textAt(row, 'ObjectId');
          // The ticket that another one is merged into has the same link to itself
          return row.Type === 'AddLink' &&
            textAt(row, 'NewValue').endsWith(`/ticket/${id}`)
            ? []
            : [id];
        }),
      }),
    };
  }

  /** Reads a page of tickets, and what became of each. */
  private async parse(
    { items }: Page,
    ask: Ask,
  ): Promise<{ records: ProfileRecord[] }> {
    const histories = await this.histories(items, ask);
    const records = items.map((ticket): ProfileRecord => {
      const row = toRow(ticket);
      const id = textAt(row, 'id');
      const closed = this.closed.has(textAt(row, 'Status'));
      const history = histories.get(id);
      // It keeps the date when a ticket is opened again
      const resolved = closed ? textAt(row, 'Resolved') : '';
      return {
        id,
        updated: textAt(row, 'LastUpdated'),
        row: {
          ...row,
          Resolved: resolved,
          FirstResolved: history?.firstResolved ?? resolved,
          Reopened: String(history?.reopened ?? 0),
        },
      };
    });
    return { records };
  }

  /** What became of tickets, by their ids. */
  private async histories(
    tickets: unknown[],
    ask: Ask,
  ): Promise<Map<string, History>> {
    const histories = new Map<string, History>();
    if (!tickets.length) {
      return histories;
    }
    const ids = tickets.map(
      ticket => `ObjectId = ${Number(valueAt(ticket, 'id'))}`,
    );
    const url = this.url(
      'transactions',
      `ObjectType = 'RT::Ticket' AND Type = 'Status' AND (${ids.join(' OR ')})`,
    );
    url.searchParams.set('fields', 'ObjectId,OldValue,NewValue,Created');
    for (const change of await ask(url, 'items', transactionPages)) {
      const row = flatten(change);
      const id = textAt(row, 'ObjectId');
      const wasClosed = this.closed.has(textAt(row, 'OldValue'));
      const isClosed = this.closed.has(textAt(row, 'NewValue'));
      const history = histories.get(id) ?? { reopened: 0 };
      histories.set(id, history);
      if (wasClosed && !isClosed) {
        history.reopened++;
      }
      if (!wasClosed && isClosed) {
        history.firstResolved ??= textAt(row, 'Created');
      }
    }
    return histories;
  }

  private url(collection: string, query: string): URL {
    const url = new URL(this.configured);
    url.pathname = `${url.pathname.replace(/\/$/, '')}/REST/2.0/${collection}`;
    url.searchParams.set('query', query);
    url.searchParams.set('orderby', 'id');
    return url;
  }
}

/**
 * How many seconds ago an instant was: TicketSQL takes dates in the time zone of the
 * user who asks, whatever they say themselves.
 */
function age(since: Date, now: Date): number {
  return Math.ceil((now.getTime() - since.getTime()) / 1_000) + LATENCY_S;
}
/** A ticket as a row; each custom field is a column of its own. */
function toRow(ticket: unknown): Row {
  const { CustomFields: fields, ...rest } = ticket as Record<string, unknown>;
  const row: Record<string, Cell> = {};
  for (const [column, text] of Object.entries(flatten(rest))) {
    if (!LINK.test(column)) {
      row[column] = text === NO_DATE ? '' : text;
    }
  }
  for (const field of Array.isArray(fields) ? fields : []) {
    const { name = '', values = '' } = flatten(field);
    row[`CustomFields.${name}`] = values;
  }
  return row;
}
