/**
 * Queries of the domain layer of Apache DevLake, for MySQL and PostgreSQL alike. The
 * rows of a record that is in several projects follow each other and differ in `project`
 * only. Which records are a deployment, an incident or the lead time of a change is what
 * DevLake's own dashboards say.
 *
 * Names of people, titles and descriptions are not asked for.
 */
import { DevLakeKind } from './config';

/** A successful deployment to production: what counts as a deployment. */
const DEPLOYED = `dc.result = 'SUCCESS' and dc.environment = 'PRODUCTION'`;

/** The queries, and what their records are called. */
export const queries: Record<DevLakeKind, { kind: string; sql: string }> = {
  // A pipeline that deploys several commits is one deployment, finished with the last
  deployments: {
    kind: 'deployment',
    sql: `
select d.*, pm.project_name as project
from (
  select dc.cicd_deployment_id as id, dc.cicd_scope_id as scope_id,
    s.name as scope, dc.result, dc.environment,
    min(dc.created_date) as created_date, min(dc.started_date) as started_date,
    max(dc.finished_date) as finished_date, count(*) as commits,
    max(case when ${DEPLOYED} then coalesce(f.incidents, 0) else 0 end) as incidents
  from cicd_deployment_commits dc
  left join cicd_scopes s on s.id = dc.cicd_scope_id
  left join (
    select r.deployment_id, count(distinct i.id) as incidents
    from project_incident_deployment_relationships r
    join incidents i on i.id = r.id
    group by r.deployment_id
  ) f on f.deployment_id = dc.cicd_deployment_id
  group by dc.cicd_deployment_id, dc.cicd_scope_id, s.name, dc.result, dc.environment
) d
left join project_mapping pm on pm.row_id = d.scope_id and pm.table = 'cicd_scopes'
order by d.id, d.scope_id, d.result, d.environment, pm.project_name`,
  },
  // Its times are computed for each project
  pullRequests: {
    kind: 'pull_request',
    sql: `
select pr.id, pr.base_repo_id as repository_id, r.name as repository,
  pr.status, pr.original_status, pr.type, pr.component, pr.base_ref, pr.is_draft,
  pr.additions, pr.deletions, pr.created_date, pr.merged_date, pr.closed_date,
  m.pr_deployed_date, m.pr_coding_time, m.pr_pickup_time, m.pr_review_time,
  m.pr_deploy_time, m.pr_cycle_time, pm.project_name as project
from pull_requests pr
left join repos r on r.id = pr.base_repo_id
left join project_mapping pm on pm.row_id = pr.base_repo_id and pm.table = 'repos'
left join project_pr_metrics m on m.id = pr.id and m.project_name = pm.project_name
order by pr.id, m.pr_deployed_date, m.pr_cycle_time, pm.project_name`,
  },
  incidents: {
    kind: 'incident',
    sql: `
select i.id, i.incident_key, i.scope_id, i.status, i.original_status, i.priority,
  i.severity, i.urgency, i.component, i.created_date, i.updated_date,
  i.resolution_date, i.lead_time_minutes, f.deployment_finished_date,
  pm.project_name as project
from incidents i
left join (
  select r.id, max(dc.finished_date) as deployment_finished_date
  from project_incident_deployment_relationships r
  join cicd_deployment_commits dc
    on dc.cicd_deployment_id = r.deployment_id and ${DEPLOYED}
  group by r.id
) f on f.id = i.id
left join project_mapping pm on pm.row_id = i.scope_id and pm.table = i.table
order by i.id, pm.project_name`,
  },
  // Its boards may be of one project
  issues: {
    kind: 'issue',
    sql: `
select distinct i.id, i.issue_key, i.type, i.original_type, i.status,
  i.original_status, i.priority, i.severity, i.urgency, i.component, i.is_subtask,
  i.story_point, i.created_date, i.updated_date, i.resolution_date, i.due_date,
  i.lead_time_minutes, i.original_estimate_minutes, i.time_spent_minutes,
  pm.project_name as project
from issues i
left join board_issues bi on bi.issue_id = i.id
left join project_mapping pm on pm.row_id = bi.board_id and pm.table = 'boards'
order by i.id, pm.project_name`,
  },
};

/**
 * When the last collection began that read all of a project; `NULL` if none has. Of
 * projects that are collected only: a blueprint that is switched off is none.
 */
export const collectionsQuery = `
select pm.project_name as project,
  (select max(p.began_at) from _devlake_blueprints b
    join _devlake_pipelines p on p.blueprint_id = b.id
    where b.project_name = pm.project_name
      and p.status = 'TASK_COMPLETED' and not p.skip_collectors) as began_at
from (select distinct project_name from project_mapping) pm
where exists (
  select 1 from _devlake_blueprints b
  where b.project_name = pm.project_name and b.enable
)
order by pm.project_name`;
