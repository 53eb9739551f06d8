/** Pages of lists; GitHub allows 100. */
const PAGE = 50;

/** What is read of each kind of record that is in a list of its repository. */
export const LISTS = {
  deployments: `deployments(first: ${PAGE}, after: $after, orderBy: {field: CREATED_AT, direction: DESC}) {
    pageInfo { hasNextPage endCursor }
    nodes {
      id environment state createdAt updatedAt
      commit { oid committedDate }
      statuses(first: 100) { nodes { state createdAt } }
    }
  }`,
  releases: `releases(first: ${PAGE}, after: $after, orderBy: {field: CREATED_AT, direction: DESC}) {
    pageInfo { hasNextPage endCursor }
    nodes { id name tagName isDraft isPrerelease createdAt publishedAt updatedAt }
  }`,
} as const;

/** A kind of record that is in a list of its repository. */
export type ListName = keyof typeof LISTS;

/** The newest of a list, of each repository of an organisation. */
export function organizationQuery(list: ListName): string {
  return `query ($login: String!, $page: String, $after: String) {
  organization(login: $login) {
    repositories(first: 20, after: $page, orderBy: {field: NAME, direction: ASC}) {
      pageInfo { hasNextPage endCursor }
      nodes { databaseId nameWithOwner list: ${LISTS[list]} }
    }
  }
}`;
}

/** A list of one repository. */
export function repositoryQuery(list: ListName): string {
  return `query ($owner: String!, $name: String!, $after: String) {
  repository(owner: $owner, name: $name) {
    databaseId nameWithOwner list: ${LISTS[list]}
  }
}`;
}

/** The names of the repositories of an organisation. */
export const REPOSITORIES = `query ($login: String!, $page: String) {
  organization(login: $login) {
    repositories(first: 100, after: $page, orderBy: {field: NAME, direction: ASC}) {
      pageInfo { hasNextPage endCursor }
      nodes { databaseId nameWithOwner }
    }
  }
}`;

/** Pull requests that a search finds, with their first commit and review. */
export const PULL_REQUESTS = `query ($search: String!, $page: String) {
  search(type: ISSUE, query: $search, first: 50, after: $page) {
    issueCount
    pageInfo { hasNextPage endCursor }
    nodes {
      ... on PullRequest {
        id number state isDraft baseRefName createdAt updatedAt mergedAt closedAt
        additions deletions
        repository { databaseId nameWithOwner }
        labels(first: 100) { nodes { name } }
        commits(first: 1) { totalCount nodes { commit { authoredDate } } }
        reviews(first: 1) { totalCount nodes { submittedAt } }
      }
    }
  }
}`;
