import { z } from 'zod';
import { urlSchema } from '../http/config';
import { Page } from '../http/pages';
import { flatten, valueAt } from '../rows/flatten';
import { ProfileRecord, ProfileRequest, RecordProfile } from './RecordProfile';

/** A Request Tracker, as the admin configures it. */
export type RequestTrackerConfig = {
  /** Where it begins, without `/REST/2.0`. */
  url: string;
  headers: Record<string, string>;
  /** More fields than the usual ones, such as `CustomFields`. */
  fields: string[];
  /** TicketSQL that says which tickets are read; all if empty. */
  query: string;
};

/** See {@link RequestTrackerConfig}. */
export const requestTrackerSchema: z.ZodType<RequestTrackerConfig> =
  z.strictObject({
    url: urlSchema,
    headers: z.record(z.string(), z.string()).default({}),
    fields: z.array(z.string().min(1)).default([]),
    query: z.string().default(''),
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

/** Of records that a ticket names these fields are told besides their ids. */
const NESTED = ['fields[Queue]=Name', 'fields[Owner]=Name'];

/** TicketSQL takes dates in the time zone of the user who asks. */
const ZONE_MS = 14 * 3_600_000;

/**
 * Tickets of Request Tracker 5, by its REST API 2
 * (https://docs.bestpractical.com/rt/5.0/RT/REST2.html).
 */
export class RequestTrackerProfile implements RecordProfile {
  readonly configured: URL;

  constructor(private readonly config: RequestTrackerConfig) {
    this.configured = new URL(config.url);
  }

  get headers() {
    return this.config.headers;
  }

  get settings() {
    const { url, fields, query } = this.config;
    return { url, fields, query };
  }

  requests(since: Date): ProfileRequest[] {
    const { query, fields } = this.config;
    const url = new URL(this.configured);
    url.pathname = `${url.pathname.replace(/\/$/, '')}/REST/2.0/tickets`;
    const after = new Date(since.getTime() - ZONE_MS)
      .toISOString()
      .slice(0, 19)
      .replace('T', ' ');
    const changed = `LastUpdated >= '${after}'`;
    url.searchParams.set(
      'query',
      query ? `(${query}) AND ${changed}` : changed,
    );
    url.searchParams.set('orderby', 'id');
    url.searchParams.set('fields', [...FIELDS, ...fields].join(','));
    for (const nested of NESTED) {
      const [name, value] = nested.split('=');
      url.searchParams.set(name, value);
    }
    return [
      {
        url,
        rows: 'items',
        paging: { by: 'page', page: 'page', limit: 'per_page', size: 100 },
        parse: ({ items }: Page) => ({ records: items.map(toRecord) }),
      },
    ];
  }
}

function toRecord(ticket: unknown): ProfileRecord {
  return {
    id: String(valueAt(ticket, 'id')),
    updated: String(valueAt(ticket, 'LastUpdated')),
    row: flatten(ticket),
  };
}
