import { durationToMilliseconds } from '@backstage/types';
import { Answer, linkOf } from '../../http/paging';
import { valueAt } from '../../rows/flatten';
import { ProfileRecord, ProfileRequest, RecordProfile } from '../RecordProfile';
import { below, withParameters } from '../urls';
import { GitLabConfig } from './config';
import {
  toDeployment,
  toMergeRequest,
  toPipeline,
  Project,
  toRelease,
  ToRecord,
} from './records';

/** Rows of a page; GitLab allows no more. */
const PER_PAGE = 100;

/** A list of which GitLab returns what was changed since an instant. */
type ChangesList = {
  /** The project or group that has it, for messages. */
  owner: string;
  /** The id of the project, if it is one and that is known. */
  id?: string;
  path: string[];
  parameters?: Record<string, string>;
  toRecord: ToRecord;
};

/**
 * Deployments, merge requests, pipelines and releases of GitLab
 * (https://docs.gitlab.com/api/rest/). Merge requests are asked for by group; the
 * others by project, as GitLab has no other list of them.
 */
export class GitLabProfile implements RecordProfile {
  readonly configured: URL;

  constructor(private readonly config: GitLabConfig) {
    this.configured = new URL(config.url);
  }

  get headers() {
    return this.config.headers;
  }

  get settings() {
    const { headers, ...settings } = this.config;
    // Another list of columns asks for everything again
    return { ...settings, columns: ['repository_id'] };
  }

  requests(since: Date): ProfileRequest[] {
    const { groups, projects, read } = this.config;
    const requests: ProfileRequest[] = [];
    if (read.includes('mergeRequests')) {
      requests.push(
        ...groups.map(group => this.mergeRequests('groups', group, since)),
        ...projects.map(one => this.mergeRequests('projects', one, since)),
      );
    }
    if (read.some(kind => kind !== 'mergeRequests')) {
      requests.push(...groups.map(group => this.projectsOf(group, since)));
    }
    return [
      ...requests,
      ...projects.flatMap(path => this.ofProject({ path, id: '' }, since)),
    ];
  }

  /** The projects of a group, each of which is queried for what it has. */
  private projectsOf(group: string, since: Date): ProfileRequest {
    return {
      url: withParameters(this.api('groups', group, 'projects'), {
        include_subgroups: 'true',
        with_shared: 'false',
        simple: 'true',
        order_by: 'id',
        sort: 'asc',
      }),
      rows: '',
      paging: {
        by: 'page',
        page: 'page',
        limit: 'per_page',
        size: PER_PAGE,
        first: 1,
        more: hasNext,
      },
      // A project that is deleted meanwhile hides none of the others
      keyOf: project => String(valueAt(project, 'id')),
      part: group,
      parse: ({ items, repeated }) => ({
        records: [],
        more: items
          .filter((_, index) => !repeated[index])
          .flatMap(project =>
            this.ofProject(
              {
                path: String(valueAt(project, 'path_with_namespace')),
                id: String(valueAt(project, 'id')),
              },
              since,
            ),
          ),
      }),
    };
  }

  private ofProject(project: Project, since: Date): ProfileRequest[] {
    const { path: owner, id } = project;
    return this.config.read.flatMap(kind => {
      const list = { owner, id, path: ['projects', owner, kind] };
      switch (kind) {
        case 'deployments':
          return [this.changes({ ...list, toRecord: toDeployment }, since)];
        case 'pipelines':
          return [this.changes({ ...list, toRecord: toPipeline }, since)];
        case 'releases':
          return [this.releases(project, since)];
        default:
          return [];
      }
    });
  }

  private mergeRequests(
    place: 'groups' | 'projects',
    owner: string,
    since: Date,
  ): ProfileRequest {
    return this.changes(
      {
        owner,
        path: [place, owner, 'merge_requests'],
        parameters: { state: 'all', scope: 'all' },
        toRecord: toMergeRequest,
      },
      since,
    );
  }

  /**
   * What was changed, the newest change first. The next page is asked for by the
   * oldest change of this one: what is changed meanwhile moves nothing over the border
   * of a page, and GitLab returns no more than 50,000 by the number of the page.
   */
  private changes(
    list: ChangesList,
    since: Date,
    before?: number,
  ): ProfileRequest {
    return {
      url: withParameters(this.api(...list.path), {
        ...list.parameters,
        updated_after: since.toISOString(),
        updated_before:
          before === undefined ? undefined : new Date(before).toISOString(),
        order_by: 'updated_at',
        sort: 'desc',
        per_page: String(PER_PAGE),
      }),
      rows: '',
      paging: { by: 'link' },
      part: list.owner,
      parse: ({ items, response }) => {
        const records = items.map(item =>
          list.toRecord(item, { path: list.owner, id: list.id ?? '' }),
        );
        const isMore = linkOf(response.header('link')) !== undefined;
        // GitLab returns milliseconds of an instant, of which it knows more
        const oldest = updatedOf(records.at(-1)) + 1;
        return isMore && oldest < (before ?? updatedOf(records[0]))
          ? { records, done: true, more: [this.changes(list, since, oldest)] }
          : { records };
      },
    };
  }

  /** The newest first, until they are too old to change. */
  private releases(project: Project, since: Date): ProfileRequest {
    const old =
      since.getTime() - durationToMilliseconds(this.config.changesFor);
    return {
      url: withParameters(this.api('projects', project.path, 'releases'), {
        order_by: 'released_at',
        sort: 'desc',
        per_page: String(PER_PAGE),
      }),
      rows: '',
      paging: { by: 'link' },
      part: project.path,
      parse: ({ items }) => {
        const records = items.map(item => toRelease(item, project));
        return {
          records,
          done: records.some(one => updatedOf(one) < old),
        };
      },
    };
  }

  private api(...path: string[]): URL {
    return below(this.configured, 'api', 'v4', ...path);
  }
}

/** GitLab names the next page where there is one, however many there are in all. */
function hasNext({ response }: Answer): boolean {
  return linkOf(response.header('link')) !== undefined;
}

function updatedOf(record: ProfileRecord | undefined): number {
  return Date.parse(record?.updated ?? '');
}
