import { flatten, valueAt } from '../../rows/flatten';
import { ProfileRecord, ProfileRequest } from '../RecordProfile';
import { below, withParameters } from '../urls';
import { Repository } from './records';

/** The kinds of alerts, by what they are called in `read`. */
const ALERTS = {
  dependabotAlerts: {
    path: 'dependabot',
    states: [undefined],
    toRecord: toDependabotAlert,
  },
  codeScanningAlerts: {
    path: 'code-scanning',
    // GitHub describes the alerts of a repository without a state as the open ones
    states: ['open', 'dismissed', 'fixed'],
    toRecord: toCodeScanningAlert,
  },
};

/** A kind of alert. */
export type AlertName = keyof typeof ALERTS;

/**
 * The alerts of an organisation or a repository that were changed since an instant, those
 * changed last first
 * (https://docs.github.com/en/rest/dependabot/alerts,
 * https://docs.github.com/en/rest/code-scanning/code-scanning).
 *
 * @param place - `orgs/<name>` or `repos/<owner>/<name>`, in its parts
 */
export function alertRequests(
  configured: URL,
  kind: AlertName,
  place: string[],
  since: Date,
): ProfileRequest[] {
  const { path, states, toRecord } = ALERTS[kind];
  const [, ...names] = place;
  const part = names.join('/');
  return states.map(state => ({
    url: withParameters(below(configured, ...place, path, 'alerts'), {
      state,
      sort: 'updated',
      direction: 'desc',
      per_page: '100',
    }),
    rows: '',
    paging: { by: 'link' },
    part,
    parse: ({ items }) => {
      const records = items.map(alert =>
        toRecord(alert, { slug: part, id: '' }),
      );
      return {
        records,
        done: records.some(({ updated }) => Date.parse(updated) < +since),
      };
    },
  }));
}

/**
 * An alert of Dependabot.
 *
 * @param asked - the repository that was asked for, where an alert does not say its own
 */
export function toDependabotAlert(
  alert: unknown,
  asked: Repository,
): ProfileRecord {
  return record('dependabot_alert', alert, asked, {
    ecosystem: valueAt(alert, 'dependency.package.ecosystem'),
    package: valueAt(alert, 'dependency.package.name'),
    scope: valueAt(alert, 'dependency.scope'),
    severity: valueAt(alert, 'security_advisory.severity'),
    advisory: valueAt(alert, 'security_advisory.ghsa_id'),
    cve: valueAt(alert, 'security_advisory.cve_id'),
    auto_dismissed_at: valueAt(alert, 'auto_dismissed_at'),
    closed_at:
      valueAt(alert, 'fixed_at') ??
      valueAt(alert, 'dismissed_at') ??
      valueAt(alert, 'auto_dismissed_at'),
  });
}

/** An alert of code scanning; see {@link toDependabotAlert}. */
export function toCodeScanningAlert(
  alert: unknown,
  asked: Repository,
): ProfileRecord {
  return record('code_scanning_alert', alert, asked, {
    tool: valueAt(alert, 'tool.name'),
    rule: valueAt(alert, 'rule.id'),
    severity: valueAt(alert, 'rule.security_severity_level'),
    rule_severity: valueAt(alert, 'rule.severity'),
    branch: valueAt(alert, 'most_recent_instance.ref'),
    closed_at: valueAt(alert, 'fixed_at') ?? valueAt(alert, 'dismissed_at'),
  });
}

function record(
  kind: string,
  alert: unknown,
  asked: Repository,
  columns: Record<string, unknown>,
): ProfileRecord {
  const slug = String(valueAt(alert, 'repository.full_name') ?? asked.slug);
  const updated = String(
    valueAt(alert, 'updated_at') ?? valueAt(alert, 'created_at') ?? '',
  );
  return {
    id: `${kind}:${slug}:${valueAt(alert, 'number')}`,
    updated,
    row: flatten({
      kind,
      repository: slug,
      repository_id: valueAt(alert, 'repository.id') ?? asked.id,
      number: valueAt(alert, 'number'),
      state: valueAt(alert, 'state'),
      created_at: valueAt(alert, 'created_at'),
      updated_at: updated,
      fixed_at: valueAt(alert, 'fixed_at'),
      dismissed_at: valueAt(alert, 'dismissed_at'),
      dismissed_reason: valueAt(alert, 'dismissed_reason'),
      ...columns,
    }),
  };
}
