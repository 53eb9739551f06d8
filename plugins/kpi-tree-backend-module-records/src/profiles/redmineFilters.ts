import { InputError } from '@backstage/errors';
import { valueAt } from '../rows/flatten';
import { ProfileRequest } from './RecordProfile';

/** Filters of all issues that each Redmine has; `is_private` only for who may see those. */
const CERTAIN = [
  ...['status_id', 'project_id', 'tracker_id', 'priority_id', 'is_private'],
  'query_id',
];

/** Those that know no "any" and "none"; nothing has the id or status 0. */
const WITHOUT_ANY = [
  ...['author_id', 'watcher_id', 'updated_by', 'last_updated_by'],
  ...['project.status', 'fixed_version.status'],
];

/** Parameters that are no filters, or that the source sets. */
const TAKEN = [
  ...['updated_on', 'issue_id', 'sort', 'limit', 'offset', 'page', 'include'],
  ...['key', 'format', 'set_filter', 'group_by', 'utf8', 'nometa'],
];

/** What is wrong with the name of a filter, before Redmine is asked. */
export function filterMistake(name: string): string | undefined {
  return TAKEN.includes(name) || !/^\w+(?:\.\w+)*$/.test(name)
    ? `${name} is not a filter of issues that can be set: use one such as tracker_id, project_id or cf_<id>`
    : undefined;
}

/**
 * Asks whether Redmine knows the filters, some of which it has only within a project, for
 * some users, or from a plugin: to one that it does not know it answers all issues.
 *
 * An issue has a value or it has none: of a filter that is known, not both questions find
 * all issues.
 *
 * @param issues - the URL of the issues
 * @returns the question how many issues there are, which asks the others
 */
export function filterChecks(
  issues: URL,
  filters: Record<string, string>,
): ProfileRequest[] {
  const unsure = Object.keys(filters).filter(name => !CERTAIN.includes(name));
  if (!unsure.length) {
    return [];
  }
  const { project_id: project } = filters;
  const within = {
    status_id: '*',
    ...(project === undefined ? {} : { project_id: project }),
  };
  return [
    count(issues, within, total =>
      total > 0
        ? unsure.map(name =>
            check(
              name,
              WITHOUT_ANY.includes(name) ? ['0'] : ['*', '!*'],
              total,
            ),
          )
        : [],
    ),
  ];

  /** Asks for one value after the other, until one finds less than there is. */
  function check(
    name: string,
    [value, ...others]: string[],
    total: number,
  ): ProfileRequest {
    return count(issues, { ...within, [name]: value }, found => {
      if (found < total) {
        return [];
      }
      if (others.length) {
        return [check(name, others, total)];
      }
      throw new InputError(
        `${name} is not a filter that ${issues.host} knows here, and it would return all issues: correct it; give the project_id with a filter of one project; mark a custom field as "Used as a filter"`,
      );
    });
  }
}

/** Asks how many issues fit. */
function count(
  issues: URL,
  filters: Record<string, string>,
  next: (count: number) => ProfileRequest[],
): ProfileRequest {
  const url = new URL(issues);
  for (const [name, value] of Object.entries(filters)) {
    url.searchParams.set(name, value);
  }
  url.searchParams.set('limit', '1');
  return {
    url,
    paging: { by: 'none' },
    parse: ({ body }) => ({
      records: [],
      more: next(Number(valueAt(body, 'total_count'))),
    }),
  };
}
