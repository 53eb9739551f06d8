import { flatten, valueAt } from '../../rows/flatten';
import { ProfileRecord } from '../RecordProfile';

/** A repository: its name, and the id that stays when it is renamed. */
export type Repository = { slug: string; id: string };

/** What GraphQL and REST say of a repository. */
export function toRepository(node: unknown): Repository {
  return {
    slug: textAt(node, 'nameWithOwner'),
    id: textAt(node, 'databaseId'),
  };
}

/** Makes a record of a node, of a repository that is given separately. */
type ToRecord = (node: unknown, repository: Repository) => ProfileRecord;

/** The states with which a deployment has ended, and how. */
const RESULTS: Record<string, string> = {
  SUCCESS: 'success',
  FAILURE: 'failure',
  ERROR: 'failure',
};

/**
 * A deployment. Its state becomes `inactive` with the next one, so that how it ended
 * is shown by the first of its statuses that says so.
 */
export const toDeployment: ToRecord = (node, repository) => {
  const ended = listAt(node, 'statuses.nodes')
    .filter(status => RESULTS[textAt(status, 'state')])
    .sort((a, b) => compare(textAt(a, 'createdAt'), textAt(b, 'createdAt')))[0];
  return record('deployment', node, repository, {
    environment: valueAt(node, 'environment'),
    state: lower(valueAt(node, 'state')),
    result: ended && RESULTS[textAt(ended, 'state')],
    finished_at: valueAt(ended, 'createdAt'),
    commit: valueAt(node, 'commit.oid'),
    committed_at: valueAt(node, 'commit.committedDate'),
  });
};

export const toRelease: ToRecord = (node, repository) =>
  record('release', node, repository, {
    name: valueAt(node, 'name'),
    tag: valueAt(node, 'tagName'),
    draft: valueAt(node, 'isDraft'),
    prerelease: valueAt(node, 'isPrerelease'),
    published_at: valueAt(node, 'publishedAt'),
  });

export function toPullRequest(node: unknown): ProfileRecord {
  return record(
    'pull_request',
    node,
    toRepository(valueAt(node, 'repository')),
    {
      number: valueAt(node, 'number'),
      state: lower(valueAt(node, 'state')),
      draft: valueAt(node, 'isDraft'),
      base: valueAt(node, 'baseRefName'),
      merged_at: valueAt(node, 'mergedAt'),
      closed_at: valueAt(node, 'closedAt'),
      first_commit_at: valueAt(
        listAt(node, 'commits.nodes')[0],
        'commit.authoredDate',
      ),
      first_review_at: valueAt(listAt(node, 'reviews.nodes')[0], 'submittedAt'),
      commits: valueAt(node, 'commits.totalCount'),
      reviews: valueAt(node, 'reviews.totalCount'),
      additions: valueAt(node, 'additions'),
      deletions: valueAt(node, 'deletions'),
      labels: listAt(node, 'labels.nodes').map(label => valueAt(label, 'name')),
    },
  );
}

/** A run of a workflow, of the REST API. */
export const toWorkflowRun: ToRecord = (run, repository) => {
  const isDone = valueAt(run, 'status') === 'completed';
  const updated = textAt(run, 'updated_at');
  return {
    id: `workflow_run:${valueAt(run, 'id')}`,
    updated,
    row: flatten({
      kind: 'workflow_run',
      repository: repository.slug,
      repository_id: repository.id || textAt(run, 'repository.id'),
      workflow: valueAt(run, 'name'),
      event: valueAt(run, 'event'),
      branch: valueAt(run, 'head_branch'),
      status: valueAt(run, 'status'),
      conclusion: valueAt(run, 'conclusion'),
      attempt: valueAt(run, 'run_attempt'),
      created_at: valueAt(run, 'created_at'),
      started_at: valueAt(run, 'run_started_at'),
      finished_at: isDone ? updated : '',
      updated_at: updated,
    }),
  };
};

function record(
  kind: string,
  node: unknown,
  repository: Repository,
  columns: Record<string, unknown>,
): ProfileRecord {
  const updated = textAt(node, 'updatedAt');
  return {
    id: `${kind}:${valueAt(node, 'id')}`,
    updated,
    row: flatten({
      kind,
      repository: repository.slug,
      repository_id: repository.id,
      created_at: valueAt(node, 'createdAt'),
      updated_at: updated,
      ...columns,
    }),
  };
}

function listAt(value: unknown, path: string): unknown[] {
  const list = valueAt(value, path);
  return Array.isArray(list) ? list.filter(item => item !== null) : [];
}

function textAt(value: unknown, path: string): string {
  return String(valueAt(value, path) ?? '');
}

function lower(value: unknown): unknown {
  return typeof value === 'string' ? value.toLocaleLowerCase('en-US') : value;
}

function compare(a: string, b: string): number {
  return Date.parse(a) - Date.parse(b);
}
