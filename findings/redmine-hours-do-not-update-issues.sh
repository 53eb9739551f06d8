#!/bin/bash
# Redmine: an issue whose spent hours change is not an updated issue. A client that asks for
# issues updated since a time misses time entries (added or deleted) and renamed projects,
# although both are part of the answer about the issue.
. "$(dirname "$0")/lib.sh"

need node curl
debian redmine redmine-sqlite puma
guess 'when spent_hours of an issue goes from 0 to 2.5, its updated_on changes'
start_redmine

cat >"$work/try.mjs" <<'JS'
import { setTimeout as sleep } from 'node:timers/promises';
const headers = { authorization: `Basic ${btoa('admin:password')}`, 'content-type': 'application/json' };
const call = async (method, path, body) => {
  const response = await fetch(`${process.argv[2]}${path}`, { method, headers, body: body && JSON.stringify(body) });
  const text = await response.text();
  return text ? JSON.parse(text) : undefined;
};
const { project } = await call('POST', '/projects.json', { project: { name: 'Shop', identifier: 'shop' } });
const { issue: { id } } = await call('POST', '/issues.json', {
  issue: { project_id: project.id, tracker_id: 1, priority_id: 2, subject: 'one' },
});
const read = async () => (await call('GET', `/issues/${id}.json`)).issue;
const step = async (show, change) => {
  const before = await read();
  await sleep(1_100);
  const result = await change();
  const after = await read();
  const updated = before.updated_on === after.updated_on ? 'not updated' : 'updated';
  console.log(`${show(before)} -> ${show(after)}: ${updated}`);
  return result;
};
const { time_entry_activities: [activity] } = await call('GET', '/enumerations/time_entry_activities.json');
await step(({ subject }) => subject, () => call('PUT', `/issues/${id}.json`, { issue: { subject: 'two' } }));
const time_entry = { issue_id: id, hours: 2.5, activity_id: activity.id };
const made = await step(issue => issue.spent_hours, () => call('POST', '/time_entries.json', { time_entry }));
await step(issue => issue.spent_hours, () => call('DELETE', `/time_entries/${made.time_entry.id}.json`));
await step(issue => issue.project.name, () => call('PUT', `/projects/${project.id}.json`, { project: { name: 'Store' } }));
JS
mapfile -t line < <(node "$work/try.mjs" "$redmine_url")
sees 'subject' 'one -> two: updated' "${line[0]}"
sees 'spent_hours, by a time entry' '0 -> 2.5: not updated' "${line[1]}"
sees 'spent_hours, by its end' '2.5 -> 0: not updated' "${line[2]}"
sees 'project.name' 'Shop -> Store: not updated' "${line[3]}"
finish
