#!/bin/bash
# Redmine: an unknown filter, or one of a custom field that does not exist, is ignored: the API
# answers 200 with all issues. An invalid value, such as the name of a tracker instead of its
# id, finds none. Only an invalid date is an error.
. "$(dirname "$0")/lib.sh"

need node curl
debian redmine redmine-sqlite puma
guess 'a misspelt filter is an error, or finds nothing'
start_redmine

cat >"$work/try.mjs" <<'JS'
const headers = { authorization: `Basic ${btoa('admin:password')}`, 'content-type': 'application/json' };
const call = async (path, body) => {
  const method = body ? 'POST' : 'GET';
  return (await fetch(`${process.argv[2]}${path}`, { method, headers, body: body && JSON.stringify(body) })).json();
};
const { project } = await call('/projects.json', { project: { name: 'Shop', identifier: 'shop' } });
for (const subject of ['one', 'two', 'three']) {
  await call('/issues.json', { issue: { project_id: project.id, tracker_id: 1, priority_id: 2, subject } });
}
for (const filter of process.argv.slice(3)) {
  const { total_count: count, errors } = await call(`/issues.json?status_id=*&${filter}`);
  console.log(errors ? errors.join() : count);
}
JS
filters=('created_on=%3E%3D2099-01-01' 'createdon=%3E%3D2099-01-01' 'cf_99=gold' 'tracker_id=1' 'tracker_id=Bug' 'created_on=%3E%3D2099-13-45')
mapfile -t line < <(node "$work/try.mjs" "$redmine_url" "${filters[@]}")
sees 'of 3 issues, created_on >= 2099-01-01' 0 "${line[0]}"
sees 'createdon >= 2099-01-01' 3 "${line[1]}"
sees 'cf_99 = gold, of a custom field that is not there' 3 "${line[2]}"
sees 'tracker_id = 1 (Bug)' 3 "${line[3]}"
sees 'tracker_id = Bug' 0 "${line[4]}"
sees 'created_on >= 2099-13-45' 'Created is invalid' "${line[5]}"
finish
