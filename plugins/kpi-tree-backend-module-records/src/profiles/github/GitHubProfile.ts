import { InputError } from '@backstage/errors';
import { durationToMilliseconds } from '@backstage/types';
import { Page } from '../../http/paging';
import { valueAt } from '../../rows/flatten';
import { textAt } from '../../rows/RowReader';
import {
  ParsedPage,
  ProfileRecord,
  ProfileRequest,
  RecordProfile,
} from '../RecordProfile';
import { below, withParameters } from '../urls';
import { alertRequests } from './alerts';
import { GitHubConfig } from './config';
import { dataAt } from './graphql';
import {
  ListName,
  organizationQuery,
  PULL_REQUESTS,
  REPOSITORIES,
  repositoryQuery,
} from './queries';
import {
  Repository,
  toDeployment,
  toPullRequest,
  toRelease,
  toRepository,
  toWorkflowRun,
} from './records';

/** A search returns no more results than these. */
const SEARCH_LIMIT = 1_000;

const TO_RECORD = { deployments: toDeployment, releases: toRelease };

/** An interval of time, in milliseconds; both ends belong to it. */
type Window = { from: number; to: number };

/**
 * Deployments, pull requests, workflow runs, releases and alerts of GitHub
 * (https://docs.github.com/en/graphql, https://docs.github.com/en/rest).
 *
 * GraphQL returns what REST does only with a request for each deployment or pull
 * request: how a deployment ended, and the first commit and review. It has no workflow
 * runs; these are asked for by REST, repository by repository.
 */
export class GitHubProfile implements RecordProfile {
  readonly configured: URL;
  private readonly graphql: URL;

  constructor(private readonly config: GitHubConfig) {
    this.configured = new URL(config.url);
    const { pathname } = this.configured;
    this.graphql = new URL(this.configured);
    // GitHub Enterprise Server has its REST API at /api/v3
    this.graphql.pathname = /\/v3\/?$/.test(pathname)
      ? pathname.replace(/\/v3\/?$/, '/graphql')
      : `${pathname.replace(/\/$/, '')}/graphql`;
  }

  get headers() {
    return { 'x-github-api-version': '2022-11-28', ...this.config.headers };
  }

  get settings() {
    const { headers, ...settings } = this.config;
    // Another list of columns asks for everything again
    return { ...settings, columns: ['repository_id'] };
  }

  requests(since: Date, now: Date): ProfileRequest[] {
    const { organizations, repositories, read, changesFor } = this.config;
    const started = since.getTime() - durationToMilliseconds(changesFor);
    const window = { from: since.getTime(), to: now.getTime() };
    return read.flatMap(kind => {
      switch (kind) {
        case 'pullRequests':
          return [
            ...organizations.map(name => this.search(`org:${name}`, window)),
            ...repositories.map(name => this.search(`repo:${name}`, window)),
          ];
        case 'workflowRuns':
          return [
            ...organizations.map(name => this.runsOfAll(name, started)),
            ...repositories.map(slug => this.runs({ slug, id: '' }, started)),
          ];
        case 'dependabotAlerts':
        case 'codeScanningAlerts':
          return [
            ...organizations.map(name => ['orgs', name]),
            ...repositories.map(slug => ['repos', ...slug.split('/')]),
          ].flatMap(place =>
            alertRequests(this.configured, kind, place, since),
          );
        default:
          return [
            ...organizations.map(name => this.lists(kind, name, started)),
            ...repositories.map(name => this.list(kind, name, started)),
          ];
      }
    });
  }

  private ask(
    part: string,
    query: string,
    variables: Record<string, string | undefined>,
    parse: (page: Page) => ParsedPage,
  ): ProfileRequest {
    return {
      url: this.graphql,
      post: { query, variables },
      paging: { by: 'none' },
      part,
      parse,
    };
  }

  /**
   * Pull requests that were changed in a window. One with more than a search returns is
   * cut in halves, and so is one that lost some while it was read: what is changed leaves
   * it, and moves others over the border of a page.
   */
  private search(
    place: string,
    window: Window,
    page?: { after: string; count: number },
  ): ProfileRequest {
    const { from, to } = window;
    const search = `is:pr ${place} updated:${instant(from)}..${instant(
      to,
    )} sort:updated-asc`;
    const variables = { search, page: page?.after };
    return this.ask(place, PULL_REQUESTS, variables, answer => {
      const found = dataAt(answer, 'search');
      const count = Number(valueAt(found, 'issueCount'));
      if (count > SEARCH_LIMIT || (page && count < page.count)) {
        return { records: [], more: this.halves(place, window) };
      }
      const next = nextCursor(found);
      return {
        records: nodesOf(found)
          .filter(node => valueAt(node, 'id'))
          .map(toPullRequest),
        more: next ? [this.search(place, window, { after: next, count })] : [],
      };
    });
  }

  private halves(place: string, { from, to }: Window): ProfileRequest[] {
    const middle = Math.floor((from + to) / 2_000) * 1_000;
    if (middle <= from) {
      throw new InputError(
        `${place} has more pull requests that were changed at ${instant(
          from,
        )} than GitHub returns (${SEARCH_LIMIT}), or these change while they are read`,
      );
    }
    return [
      this.search(place, { from, to: middle }),
      this.search(place, { from: middle, to }),
    ];
  }

  /** The newest of each repository of an organisation. */
  private lists(
    kind: ListName,
    login: string,
    started: number,
    page?: string,
  ): ProfileRequest {
    const query = organizationQuery(kind);
    return this.ask(login, query, { login, page }, answer => {
      const found = dataAt(answer, 'organization.repositories');
      const read = nodesOf(found).map(repository =>
        this.readList(kind, repository, started),
      );
      const next = nextCursor(found);
      return {
        records: read.flatMap(({ records }) => records),
        more: [
          ...read.flatMap(({ more = [] }) => more),
          ...(next ? [this.lists(kind, login, started, next)] : []),
        ],
      };
    });
  }

  /** Of one repository, the newest first. */
  private list(
    kind: ListName,
    slug: string,
    started: number,
    after?: string,
  ): ProfileRequest {
    const [owner, name] = slug.split('/');
    const query = repositoryQuery(kind);
    return this.ask(slug, query, { owner, name, after }, answer =>
      this.readList(kind, dataAt(answer, 'repository'), started),
    );
  }

  private readList(
    kind: ListName,
    repository: unknown,
    started: number,
  ): ParsedPage {
    const from = toRepository(repository);
    const list = valueAt(repository, 'list');
    const records = nodesOf(list).map(node => TO_RECORD[kind](node, from));
    const next = nextCursor(list);
    return {
      records,
      more:
        next && !isBefore(records, started)
          ? [this.list(kind, from.slug, started, next)]
          : [],
    };
  }

  private runsOfAll(
    login: string,
    started: number,
    page?: string,
  ): ProfileRequest {
    return this.ask(login, REPOSITORIES, { login, page }, answer => {
      const found = dataAt(answer, 'organization.repositories');
      const next = nextCursor(found);
      return {
        records: [],
        more: [
          ...nodesOf(found).map(repository =>
            this.runs(toRepository(repository), started),
          ),
          ...(next ? [this.runsOfAll(login, started, next)] : []),
        ],
      };
    });
  }

  /** The newest first: a filter by time would end after 1,000. */
  private runs(repository: Repository, started: number): ProfileRequest {
    const { slug } = repository;
    const path = ['repos', ...slug.split('/'), 'actions', 'runs'];
    return {
      url: withParameters(below(this.configured, ...path), {
        per_page: '100',
        exclude_pull_requests: 'true',
      }),
      rows: 'workflow_runs',
      paging: { by: 'link' },
      part: slug,
      parse: ({ items }) => {
        const records = items.map(run => toWorkflowRun(run, repository));
        return { records, done: isBefore(records, started) };
      },
    };
  }
}

/** Whether the oldest of some records began before an instant. */
function isBefore(records: ProfileRecord[], instantMs: number): boolean {
  return records.some(
    ({ row }) => Date.parse(textAt(row, 'created_at')) < instantMs,
  );
}

function nodesOf(connection: unknown): unknown[] {
  const nodes = valueAt(connection, 'nodes');
  return Array.isArray(nodes) ? nodes.filter(node => node !== null) : [];
}

function nextCursor(connection: unknown): string | undefined {
  const cursor = valueAt(connection, 'pageInfo.endCursor');
  return valueAt(connection, 'pageInfo.hasNextPage') === true &&
    typeof cursor === 'string'
    ? cursor
    : undefined;
}

/** To the second, as searches take it. */
function instant(ms: number): string {
  return new Date(ms).toISOString().replace(/\.\d+Z$/, 'Z');
}
