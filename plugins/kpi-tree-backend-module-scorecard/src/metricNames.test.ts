import { KpiSpec } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { resolveMetrics } from './metricNames';

const resolve = (metric: string, ...ids: string[]) => {
  const { measurable, errors } = resolveMetrics(
    [{ name: 'prs', spec: {} as KpiSpec, settings: { metric } }],
    new Map(ids.map(id => [id, 'number'])),
  );
  return {
    metric: measurable[0]?.settings.metric,
    message: errors[0]?.message,
  };
};

describe('resolveMetrics', () => {
  // The ids of version 2.8 and of version 4.4, by the descriptions of both
  it.each([
    ['github.open_prs', 'github.openPRs'],
    ['jira.open_issues', 'jira.openIssues'],
    ['sonarqube.quality_gate', 'sonarqube.qualityGate'],
    ['dependabot.alerts_critical', 'dependabot.alertsCritical'],
    ['openssf.code_review', 'openssf.codeReview'],
  ])('takes %s and %s for the same, and names both', (old, now) => {
    for (const [asked, there] of [
      [old, now],
      [now, old],
    ]) {
      const { metric, message } = resolve(asked, 'github.stars', there);
      expect(metric).toBe(there);
      expect(message).toContain(`"${asked}"`);
      expect(message).toContain(`"${there}"`);
    }
  });

  it('takes the id itself where it is there, and says nothing', () => {
    expect(
      resolve('github.open_prs', 'github.openPRs', 'github.open_prs'),
    ).toEqual({ metric: 'github.open_prs', message: undefined });
  });

  it.each([
    ['one of two', 'a.open_prs', ['a.openPRs', 'a.openPrs']],
    ['another one in the same case', 'a.open_prs', ['a.op_enprs']],
    ['another one in lower case', 'a.open_prs', ['a.openprs']],
    ['capitals only', 'a.openPrs', ['a.openPRs']],
    ['one of another provider', 'a.open_prs', ['b.openPRs']],
  ])('does not guess: %s', (_, asked, there) => {
    expect(resolve(asked, ...there)).toEqual({
      metric: undefined,
      message: `The Kpi prs cannot be measured: spec.source.metric is "${asked}", which the scorecard plugin does not have: use one of ${there.join(
        ', ',
      )}`,
    });
  });
});
