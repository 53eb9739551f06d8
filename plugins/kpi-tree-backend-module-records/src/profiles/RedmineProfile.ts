import { z } from 'zod';
import { urlSchema } from '../http/config';
import { Page } from '../http/paging';
import { flatten, valueAt } from '../rows/flatten';
import { Cell, Row, textAt } from '../rows/RowReader';
import {
  Ask,
  ProfileRecord,
  ProfileRequest,
  RecordProfile,
} from './RecordProfile';
import { filterChecks, filterMistake } from './redmineFilters';

/** A Redmine, as the admin configures it. */
export type RedmineConfig = {
  /** Where it begins, without `/issues.json`. */
  url: string;
  headers: Record<string, string>;
  /** Filters of its issues, such as `project_id`; all issues without. */
  filters: Record<string, string>;
  /** Whether to count how often issues were reopened, with a request an issue. */
  reopenings: boolean;
};

/** See {@link RedmineConfig}. */
export const redmineSchema: z.ZodType<RedmineConfig> = z.strictObject({
  url: urlSchema,
  headers: z.record(z.string(), z.string()).default({}),
  filters: z
    .record(z.string(), z.string())
    .default({})
    .superRefine((filters, ctx) => {
      for (const name of Object.keys(filters)) {
        const message = filterMistake(name);
        if (message) {
          ctx.addIssue({ code: 'custom', path: [name], message });
        }
      }
    }),
  reopenings: z.boolean().default(false),
});

/** It answers no more at once. */
const PAGE_SIZE = 100;

/**
 * Issues of Redmine, by its REST API
 * (https://www.redmine.org/projects/redmine/wiki/Rest_Issues).
 */
export class RedmineProfile implements RecordProfile {
  readonly configured: URL;

  constructor(private readonly config: RedmineConfig) {
    this.configured = new URL(config.url);
  }

  get headers() {
    return this.config.headers;
  }

  get settings() {
    const { url, filters, reopenings } = this.config;
    return { url, filters, reopenings };
  }

  requests(since: Date): ProfileRequest[] {
    const url = this.url('issues.json');
    const filters = {
      // Without it only open ones are returned
      status_id: '*',
      ...this.config.filters,
      updated_on: `>=${since.toISOString().slice(0, 19)}Z`,
      sort: 'id',
      limit: String(PAGE_SIZE),
    };
    for (const [name, value] of Object.entries(filters)) {
      url.searchParams.set(name, value);
    }
    let closed: Promise<Set<string>> | undefined;
    return [
      ...this.signIn(),
      ...filterChecks(this.url('issues.json'), this.config.filters),
      {
        url,
        rows: 'issues',
        paging: {
          by: 'last',
          more: ({ body, items }) => {
            const total = valueAt(body, 'total_count');
            return typeof total === 'number' ? items.length < total : undefined;
          },
          after: (next, last) => {
            next.searchParams.set(
              'issue_id',
              `>=${Number(valueAt(last, 'id')) + 1}`,
            );
            return next;
          },
        },
        parse: async ({ items }: Page, ask) => {
          closed ??= this.closedStatuses(ask);
          const statuses = await closed;
          const records: ProfileRecord[] = [];
          for (const issue of items) {
            records.push(await this.toRecord(issue, statuses, ask));
          }
          return { records };
        },
      },
    ];
  }

  /**
   * Whoever has a wrong key is anonymous, and would find that all issues are gone. This
   * question is refused to them.
   */
  private signIn(): ProfileRequest[] {
    return Object.keys(this.headers).length
      ? [
          {
            url: this.url('users/current.json'),
            paging: { by: 'none' },
            parse: () => ({ records: [] }),
          },
        ]
      : [];
  }

  private async toRecord(
    issue: unknown,
    closed: Set<string>,
    ask: Ask,
  ): Promise<ProfileRecord> {
    const row = toRow(issue);
    const isClosed = closed.has(textAt(row, 'status.id'));
    const reopened =
      this.config.reopenings && row.closed_on
        ? await this.reopenings(textAt(row, 'id'), closed, ask)
        : 0;
    return {
      id: textAt(row, 'id'),
      updated: textAt(row, 'updated_on'),
      row: {
        ...row,
        'status.is_closed': String(isClosed),
        // It keeps the date when an issue is opened again
        closed_on: isClosed ? row.closed_on : '',
        ...(this.config.reopenings && { reopened: String(reopened) }),
      },
    };
  }

  /** The ids of the statuses in which an issue is done. */
  private async closedStatuses(ask: Ask): Promise<Set<string>> {
    const statuses = await ask(
      this.url('issue_statuses.json'),
      'issue_statuses',
    );
    return new Set(
      statuses
        .filter(status => valueAt(status, 'is_closed') === true)
        .map(status => String(valueAt(status, 'id'))),
    );
  }

  /** How often an issue went from done to not done. */
  private async reopenings(
    id: string,
    closed: Set<string>,
    ask: Ask,
  ): Promise<number> {
    const url = this.url(`issues/${Number(id)}.json`);
    url.searchParams.set('include', 'journals');
    let count = 0;
    for (const journal of await ask(url, 'issue.journals')) {
      const details = valueAt(journal, 'details');
      for (const detail of Array.isArray(details) ? details : []) {
        const change = flatten(detail);
        const wasClosed = closed.has(textAt(change, 'old_value'));
        const isClosed = closed.has(textAt(change, 'new_value'));
        if (change.name === 'status_id' && wasClosed && !isClosed) {
          count++;
        }
      }
    }
    return count;
  }

  private url(path: string): URL {
    const url = new URL(this.configured);
    url.pathname = `${url.pathname.replace(/\/$/, '')}/${path}`;
    return url;
  }
}

/** An issue as a row; each custom field is a column of its own. */
function toRow(issue: unknown): Row {
  const { custom_fields: fields, ...rest } = issue as Record<string, unknown>;
  const row: Record<string, Cell> = { ...flatten(rest) };
  for (const field of Array.isArray(fields) ? fields : []) {
    const { name = '', value = '' } = flatten(field);
    row[`custom_fields.${name}`] = value;
  }
  return row;
}
