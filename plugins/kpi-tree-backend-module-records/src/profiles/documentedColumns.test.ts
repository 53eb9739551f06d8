/** The columns that the page of each product documents are those that its records have. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { documentedColumns, readContract } from '../__testUtils__/startProduct';
import { Page } from '../http/paging';
import { ProfileName } from '.';
import * as alerts from './github/alerts';
import * as gitHub from './github/records';
import * as gitLab from './gitlab/records';
import { JiraProfile, jiraSchema } from './JiraProfile';
import { PagerDutyProfile, pagerDutySchema } from './PagerDutyProfile';
import { ParsedPage, ProfileRequest } from './RecordProfile';
import { ServiceNowProfile, serviceNowSchema } from './ServiceNowProfile';

const url = 'https://x.example';

/** The columns that each record of GitHub and GitLab has, which their pages say once. */
const common = ['kind', 'repository', 'repository_id'];

/** The columns of a record of which nothing is known. */
const columnsOf = ({ row }: { row: object }, without: string[] = []) =>
  Object.keys(row)
    .filter(column => !without.includes(column))
    .sort();

const parse = (request: ProfileRequest, item: object) =>
  (
    request.parse(
      { items: [item], body: { more: false } } as unknown as Page,
      async () => [],
    ) as ParsedPage
  ).records[0];

const documented = (page: string, kind?: string) =>
  documentedColumns(`${page}.md`).filter(
    ({ kinds }) => !kind || !kinds.length || kinds.includes(kind),
  );

const names = (page: string, kind?: string) =>
  documented(page, kind)
    .map(({ column }) => column)
    .sort();

function compareServiceNow(table: string) {
  const contract = readContract('servicenow.json');
  const [request] = new ServiceNowProfile(
    serviceNowSchema.parse({ url, table }),
  ).requests(new Date());
  const asked = request.url.searchParams.get('sysparm_fields')!.split(',');
  expect(['sys_id', ...names('servicenow', table)].sort()).toEqual(
    asked.sort(),
  );
  for (const { field } of documented('servicenow', table)) {
    expect([
      field,
      contract.hasField('GET', '/api/now/table/x', 'result', field),
    ]).toEqual([field, true]);
  }
}

function compareJira() {
  const contract = readContract('jira.json');
  const [request] = new JiraProfile(jiraSchema.parse({ url })).requests(
    new Date(),
    new Date(),
  );
  const record = parse(request, { id: '1' });
  expect(names('jira')).toEqual(columnsOf(record));
  const asked = request.url.searchParams.get('fields')!.split(',');
  for (const { field } of documented('jira')) {
    for (const path of ['/rest/api/3/search/jql', '/rest/api/2/search']) {
      expect([field, contract.hasField('GET', path, 'issues', field)]).toEqual([
        field,
        true,
      ]);
    }
    expect(['key', ...asked]).toContain(field.split('.')[1] ?? field);
  }
}

function comparePagerDuty() {
  const contract = readContract('pagerduty.json');
  const [request] = new PagerDutyProfile(pagerDutySchema.parse({})).requests(
    new Date(),
  );
  const columns = documented('pagerduty');
  const record = parse(
    request,
    Object.fromEntries(columns.map(({ column }) => [column, 1])),
  );
  expect(columnsOf(record)).toEqual(names('pagerduty'));
  for (const { field } of columns) {
    expect([
      field,
      contract.hasField('POST', '/analytics/raw/incidents', 'data', field),
    ]).toEqual([field, true]);
  }
}

function compareGitLab(
  kind: string,
  toRecord: (typeof gitLab)['toDeployment'],
  paths: string[],
) {
  const contract = readContract('gitlab.json');
  expect(columnsOf(toRecord({}, { path: 'a/b', id: '' }), common)).toEqual(
    names('gitlab', kind),
  );
  for (const path of paths) {
    for (const { field } of documented('gitlab', kind)) {
      expect([
        path,
        field,
        contract.hasField('GET', `/api/v4${path}`, '', field),
      ]).toEqual([path, field, true]);
    }
  }
}

/** That a GitHub has the fields is tested where its API is, in `GitHubProfile.test.ts`. */
function compareGitHub(
  kind: string,
  toRecord: (typeof gitHub)['toDeployment'],
) {
  expect(columnsOf(toRecord({}, { slug: 'a/b', id: '' }), common)).toEqual(
    names('github', kind),
  );
}

/** Where a test has the product itself, that one compares what it answers. */
function compareElsewhere(page: string, test: string) {
  expect(readFileSync(join(__dirname, test), 'utf8')).toContain(
    `documentedColumns('${page}.md')`,
  );
}

/** How the columns of each kind of record are compared. */
const comparisons: Record<ProfileName, Record<string, () => void>> = {
  gitHub: {
    code_scanning_alert: () =>
      compareGitHub('code_scanning_alert', alerts.toCodeScanningAlert),
    dependabot_alert: () =>
      compareGitHub('dependabot_alert', alerts.toDependabotAlert),
    deployment: () => compareGitHub('deployment', gitHub.toDeployment),
    pull_request: () => compareGitHub('pull_request', gitHub.toPullRequest),
    release: () => compareGitHub('release', gitHub.toRelease),
    workflow_run: () => compareGitHub('workflow_run', gitHub.toWorkflowRun),
  },
  gitLab: {
    deployment: () =>
      compareGitLab('deployment', gitLab.toDeployment, [
        '/projects/1/deployments',
      ]),
    merge_request: () =>
      compareGitLab('merge_request', gitLab.toMergeRequest, [
        '/groups/1/merge_requests',
        '/projects/1/merge_requests',
      ]),
    pipeline: () =>
      compareGitLab('pipeline', gitLab.toPipeline, ['/projects/1/pipelines']),
    release: () =>
      compareGitLab('release', gitLab.toRelease, ['/projects/1/releases']),
  },
  jira: { issue: compareJira },
  pagerDuty: { incident: comparePagerDuty },
  redmine: {
    issue: () => compareElsewhere('redmine', 'RedmineProfile.test.ts'),
  },
  requestTracker: {
    ticket: () =>
      compareElsewhere('request-tracker', 'RequestTrackerProfile.test.ts'),
  },
  serviceNow: {
    incident: () => compareServiceNow('incident'),
    change_request: () => compareServiceNow('change_request'),
    problem: () => compareServiceNow('problem'),
    sc_req_item: () => compareServiceNow('sc_req_item'),
  },
};

describe.each(Object.entries(comparisons))(
  'the documented columns of %s',
  (_, kinds) => {
    it.each(Object.entries(kinds))(
      'are those of a record of the kind %s',
      (__, compare) => {
        compare();
      },
    );
  },
);
