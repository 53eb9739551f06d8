import { z } from 'zod';
import { urlSchema } from '../http/config';
import { Answer, Page } from '../http/paging';
import { flatten, valueAt } from '../rows/flatten';
import { textAt } from '../rows/RowReader';
import { isClosedJql, quoteJql } from './jql';
import { slaColumns } from './jiraSla';
import { ProfileRecord, ProfileRequest, RecordProfile } from './RecordProfile';
import { below, withParameters } from './urls';

/** A Jira with or without Service Management, as the admin configures it. */
export type JiraConfig = {
  url: string;
  headers: Record<string, string>;
  edition: 'cloud' | 'dataCenter';
  /** The keys of the projects that are read; all that the user sees if none. */
  projects: string[];
  /** JQL that says which issues of them are read. */
  jql: string;
  /** Additional fields, by their ids. */
  fields: string[];
  /** Fields with an SLA, by the name that their columns shall have. */
  sla: Record<string, string>;
};

const id = z.string().regex(/^\w+$/, {
  error: 'use the id of a field such as customfield_10042',
});

/** See {@link JiraConfig}. */
export const jiraSchema: z.ZodType<JiraConfig> = z.strictObject({
  url: urlSchema,
  headers: z.record(z.string(), z.string()).default({}),
  edition: z.enum(['cloud', 'dataCenter']).default('cloud'),
  projects: z.array(z.string().min(1)).default([]),
  jql: z.string().default('').refine(isClosedJql, {
    error:
      'use JQL without ORDER BY, whose quotes and parentheses are all closed',
  }),
  fields: z.array(id).default([]),
  sla: z.record(z.string().regex(/^\w+$/), id).default({}),
});

const FIELDS = [
  'project',
  'issuetype',
  'status',
  'priority',
  'resolution',
  'created',
  'updated',
  'resolutiondate',
  'duedate',
  'components',
  'labels',
  'fixVersions',
];

const PAGE = 100;

/** By how much the clocks of Jira and of the portal may differ. */
const CLOCK_MINUTES = 10;

/**
 * Issues of Jira, by its search
 * (https://developer.atlassian.com/cloud/jira/platform/rest/v3/api-group-issue-search/,
 * https://docs.atlassian.com/software/jira/docs/api/REST/latest/#search-search).
 *
 * What was changed is asked for by how many minutes ago that was: JQL reads instants
 * in the time zone of the user, whichever that is. The newest change comes first, so
 * that what is changed meanwhile moves nothing over the border of a page unseen.
 */
export class JiraProfile implements RecordProfile {
  readonly configured: URL;

  constructor(private readonly config: JiraConfig) {
    this.configured = new URL(config.url);
  }

  get headers() {
    return this.config.headers;
  }

  get settings() {
    const { headers, ...settings } = this.config;
    return settings;
  }

  requests(since: Date, now: Date): ProfileRequest[] {
    const { edition, fields, sla } = this.config;
    const cloud = edition === 'cloud';
    const path = cloud
      ? ['rest', 'api', '3', 'search', 'jql']
      : ['rest', 'api', '2', 'search'];
    const names = [...FIELDS, ...fields, ...Object.values(sla)];
    return [
      {
        url: withParameters(below(this.configured, ...path), {
          jql: this.jql(since, now),
          fields: [...new Set(names)].join(','),
          maxResults: cloud ? String(PAGE) : undefined,
        }),
        rows: 'issues',
        paging: cloud
          ? {
              by: 'cursor',
              cursor: 'nextPageToken',
              next: 'nextPageToken',
              more: isMore,
            }
          : {
              by: 'offset',
              offset: 'startAt',
              limit: 'maxResults',
              size: PAGE,
              total: 'total',
              more: isBeforeTotal,
            },
        // What is deleted meanwhile moves others over the border of a page
        keyOf: cloud ? undefined : issue => String(valueAt(issue, 'id')),
        parse: ({ items }: Page) => ({
          records: items.map(issue => toRecord(issue, fields, sla)),
        }),
      },
    ];
  }

  private jql(since: Date, now: Date): string {
    const { projects, jql } = this.config;
    const minutes = Math.ceil((now.getTime() - since.getTime()) / 60_000);
    const conditions = [
      projects.length
        ? `project in (${projects.map(quoteJql).join(', ')})`
        : '',
      jql ? `(${jql})` : '',
      `updated >= "-${minutes + CLOCK_MINUTES}m"`,
    ];
    return `${conditions
      .filter(Boolean)
      .join(' AND ')} ORDER BY updated DESC, key ASC`;
  }
}

/** Jira Cloud says on each page whether it is the last one. */
function isMore({ body }: Answer): boolean | undefined {
  const isLast = valueAt(body, 'isLast');
  return typeof isLast === 'boolean' ? !isLast : undefined;
}

/** Jira Data Center says how many there are in all. */
function isBeforeTotal({ body, items }: Answer): boolean | undefined {
  const startAt = valueAt(body, 'startAt');
  const total = valueAt(body, 'total');
  return typeof startAt === 'number' && typeof total === 'number'
    ? startAt + items.length < total
    : undefined;
}

function toRecord(
  issue: unknown,
  fields: string[],
  sla: Record<string, string>,
): ProfileRecord {
  const at = (path: string) => valueAt(issue, `fields.${path}`);
  const names = (path: string) => [at(path) ?? []].flat().map(nameOf);
  const known = flatten({
    key: valueAt(issue, 'key'),
    project: at('project.key'),
    type: at('issuetype.name'),
    status: at('status.name'),
    status_category: at('status.statusCategory.key'),
    priority: at('priority.name'),
    resolution: at('resolution.name'),
    created: instant(at('created')),
    updated: instant(at('updated')),
    resolved: instant(at('resolutiondate')),
    due: at('duedate'),
    components: names('components'),
    labels: names('labels'),
    fix_versions: names('fixVersions'),
  });
  const more = flatten(Object.fromEntries(fields.map(one => [one, at(one)])));
  const slas = Object.entries(sla).map(([name, field]) =>
    slaColumns(name, at(field)),
  );
  return {
    id: String(valueAt(issue, 'id')),
    updated: textAt(known, 'updated'),
    row: Object.assign({}, more, ...slas, known),
  };
}

function nameOf(value: unknown): unknown {
  return typeof value === 'object' ? valueAt(value, 'name') : value;
}

/** Jira writes offsets such as +0100, which ISO 8601 does not know so. */
function instant(value: unknown): string {
  const time = typeof value === 'string' ? Date.parse(value) : NaN;
  return Number.isNaN(time) ? '' : new Date(time).toISOString();
}
