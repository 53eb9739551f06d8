import { flatten, valueAt } from '../../rows/flatten';
import { ProfileRecord } from '../RecordProfile';

/** A project: its path, and the id that stays when it is renamed, if it is known. */
export type Project = { path: string; id: string };

/** Makes a record of what GitLab returns of a project. */
export type ToRecord = (item: unknown, project: Project) => ProfileRecord;

/** The states with which a deployment has ended, and how. */
const RESULTS: Record<string, string> = {
  success: 'success',
  failed: 'failure',
};

export const toDeployment: ToRecord = (item, project) => {
  const at = (path: string) => valueAt(item, path);
  return record('deployment', item, project, {
    environment: at('environment.name'),
    state: at('status'),
    result: RESULTS[String(at('status'))],
    finished_at: at('deployable.finished_at'),
    ref: at('ref'),
    commit: at('sha'),
    committed_at: at('deployable.commit.committed_date'),
    duration_s: at('deployable.duration'),
  });
};

export const toPipeline: ToRecord = (item, project) => {
  const at = (path: string) => valueAt(item, path);
  return record('pipeline', item, project, {
    status: at('status'),
    source: at('source'),
    ref: at('ref'),
    commit: at('sha'),
  });
};

/** Its project is given by its full reference, such as `acme/shop!12`. */
export const toMergeRequest: ToRecord = item => {
  const at = (path: string) => valueAt(item, path);
  const project = {
    path: String(at('references.full')).replace(/!\d+$/, ''),
    id: '',
  };
  return record('merge_request', item, project, {
    number: at('iid'),
    state: at('state'),
    draft: at('draft'),
    target_branch: at('target_branch'),
    prepared_at: at('prepared_at'),
    merged_at: at('merged_at'),
    closed_at: at('closed_at'),
    labels: at('labels'),
  });
};

export const toRelease: ToRecord = (item, project) => {
  const at = (path: string) => valueAt(item, path);
  return {
    // A release has no id; that of the project stays when it is renamed
    id: `release:${project.id || project.path}:${at('tag_name')}`,
    updated: String(at('released_at')),
    row: flatten({
      kind: 'release',
      repository: project.path,
      repository_id: project.id,
      name: at('name'),
      tag: at('tag_name'),
      upcoming: at('upcoming_release'),
      created_at: at('created_at'),
      released_at: at('released_at'),
    }),
  };
};

function record(
  kind: string,
  item: unknown,
  project: Project,
  columns: Record<string, unknown>,
): ProfileRecord {
  const updated = String(valueAt(item, 'updated_at'));
  return {
    id: `${kind}:${valueAt(item, 'id')}`,
    updated,
    row: flatten({
      kind,
      repository: project.path,
      repository_id: valueAt(item, 'project_id') ?? project.id,
      created_at: valueAt(item, 'created_at'),
      updated_at: updated,
      ...columns,
    }),
  };
}
