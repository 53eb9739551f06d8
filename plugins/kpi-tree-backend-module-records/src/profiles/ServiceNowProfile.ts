import { InputError } from '@backstage/errors';
import { z } from 'zod';
import { urlSchema } from '../http/config';
import { linkOf, Page } from '../http/paging';
import { valueAt } from '../rows/flatten';
import { encodedQuery, isEncodedQuery } from './encodedQuery';
import {
  ParsedPage,
  ProfileRecord,
  ProfileRequest,
  RecordProfile,
} from './RecordProfile';
import { below, withParameters } from './urls';

/** A table of ServiceNow, as the admin configures it. */
export type ServiceNowConfig = {
  url: string;
  headers: Record<string, string>;
  table: string;
  /** Additional fields, also of what they refer to. */
  fields: string[];
  /** Which of the additional fields are durations. */
  durations: string[];
  /** An encoded query that says which rows are read; all if empty. */
  query: string;
};

const fieldNames = z
  .array(
    z.string().regex(/^\w+(\.\w+)*$/, {
      error: 'use the name of a field such as u_region or cmdb_ci.name',
    }),
  )
  .default([]);

/** See {@link ServiceNowConfig}. */
export const serviceNowSchema: z.ZodType<ServiceNowConfig> = z.strictObject({
  url: urlSchema,
  headers: z.record(z.string(), z.string()).default({}),
  table: z
    .string()
    .regex(/^\w+$/, { error: 'use the name of a table such as incident' })
    .default('incident'),
  fields: fieldNames,
  durations: fieldNames,
  query: z.string().default('').refine(isEncodedQuery, {
    error:
      'use an encoded query such as priority<=2^category=network, without ORDERBY or GROUPBY',
  }),
});

/** Fields of every table that extends `task`. */
const TASK_FIELDS = [
  'sys_id',
  'number',
  'sys_class_name',
  'sys_created_on',
  'sys_updated_on',
  'opened_at',
  'closed_at',
  'active',
  'state',
  'priority',
  'urgency',
  'impact',
  'business_service',
  'service_offering',
  'cmdb_ci',
  'assignment_group',
  'reassignment_count',
  'made_sla',
  'business_duration',
  'calendar_duration',
];

/** Those of them that are durations. */
const TASK_DURATIONS = [
  'business_duration',
  'calendar_duration',
  'time_worked',
];

/** Fields that only some tables have. */
const TABLE_FIELDS: Record<string, string[]> = {
  incident: [
    'resolved_at',
    'reopen_count',
    'category',
    'severity',
    'calendar_stc',
    'business_stc',
    'caused_by',
    'problem_id',
  ],
  change_request: [
    'type',
    'risk',
    'close_code',
    'start_date',
    'end_date',
    'work_start',
    'work_end',
    'unauthorized',
  ],
  problem: ['resolved_at', 'known_error', 'related_incidents'],
  sc_req_item: ['stage', 'cat_item', 'due_date'],
};

const PAGE = 1_000;

/** Queries may take instants in the time zone of the user who asks. */
const ZONE_MS = 14 * 3_600_000;

const INSTANT = /^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}$/;

/**
 * Rows of a table of ServiceNow, by its Table API
 * (https://www.servicenow.com/docs).
 *
 * Pages go on behind the `sys_id` of the last row: what is changed or added meanwhile
 * moves no row over the border of a page, as it would with `sysparm_offset`, and a
 * `sys_id` has no time zone, as `sys_updated_on` in a query has.
 */
export class ServiceNowProfile implements RecordProfile {
  readonly configured: URL;

  constructor(private readonly config: ServiceNowConfig) {
    this.configured = new URL(config.url);
  }

  get headers() {
    return this.config.headers;
  }

  get settings() {
    const { headers, ...settings } = this.config;
    return settings;
  }

  requests(since: Date): ProfileRequest[] {
    return [this.request(since, '')];
  }

  /** Asks for the rows behind one, in the order of their ids. */
  private request(since: Date, after: string): ProfileRequest {
    const { table, fields, durations, query } = this.config;
    const updated = new Date(since.getTime() - ZONE_MS)
      .toISOString()
      .slice(0, 19)
      .replace('T', ' ');
    const conditions = [`sys_updated_on>=${updated}`];
    if (after) {
      conditions.push(`sys_id>${after}`);
    }
    const url = below(this.configured, 'api', 'now', 'table', table);
    const names = [
      ...TASK_FIELDS,
      ...(TABLE_FIELDS[table] ?? []),
      ...fields,
      ...durations,
    ];
    return {
      url: withParameters(url, {
        sysparm_query: encodedQuery(query, conditions, 'sys_id'),
        sysparm_fields: [...new Set(names)].join(','),
        sysparm_display_value: 'all',
        sysparm_exclude_reference_link: 'true',
        sysparm_limit: String(PAGE),
      }),
      rows: 'result',
      paging: { by: 'link' },
      parse: page => this.parse(page, since, after),
    };
  }

  /**
   * Rows that the user may not see are missing in a page, so a short page is not the
   * last one: the header `Link` says so. Where nothing of a page is left to go on
   * behind, the link is followed.
   */
  private parse(page: Page, since: Date, after: string): ParsedPage {
    const durations = new Set([...TASK_DURATIONS, ...this.config.durations]);
    const records = page.items.map(item => toRecord(item, durations));
    const isMore =
      records.length >= PAGE ||
      linkOf(page.response.header('link')) !== undefined;
    const last = records.at(-1)?.id;
    if (!isMore || last === undefined) {
      return { records };
    }
    if (last <= after) {
      throw new InputError(
        `${this.configured.host} answers rows of ${this.config.table} that are not in the order of sys_id: check its version`,
      );
    }
    return { records, done: true, more: [this.request(since, last)] };
  }
}

function toRecord(
  item: unknown,
  durations: ReadonlySet<string>,
): ProfileRecord {
  const row: Record<string, string> = {};
  for (const [field, cell] of Object.entries(item as object)) {
    const value = text(valueAt(cell, 'value'));
    const shown = text(valueAt(cell, 'display_value'));
    const isDuration = durations.has(field);
    row[field] = isDuration ? toSeconds(value) : toInstant(value);
    // An instant is shown in the time zone of the user
    if (shown && shown !== value && (isDuration || !INSTANT.test(value))) {
      row[`${field}.display`] = shown;
    }
  }
  if (!/^[0-9a-f]{32}$/i.test(row.sys_id ?? '')) {
    throw new InputError(
      'A row has no sys_id: let the user of ServiceNow read it',
    );
  }
  return { id: row.sys_id, updated: row.sys_updated_on, row };
}

function text(value: unknown): string {
  return value === null || value === undefined ? '' : String(value);
}

/** A duration is stored as the instant that is as long after the beginning of 1970. */
function toSeconds(value: string): string {
  return INSTANT.test(value)
    ? String(Date.parse(toInstant(value)) / 1_000)
    : value;
}

/** Values are in UTC, whatever is shown. */
function toInstant(value: string): string {
  return INSTANT.test(value) ? `${value.replace(' ', 'T')}Z` : value;
}
