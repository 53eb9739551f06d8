import {
  Series,
  SeriesPoint,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { testDatabases } from './__testUtils__/databases';
import {
  collect,
  get,
  monthly,
  readConfig,
  readCsv,
  type Server,
  startSampleBackend,
  until,
} from './__testUtils__/samplePortal';

jest.setTimeout(120_000);

const databases = testDatabases();

/** Equal to as many digits as the reference has. */
function expectEqual(actual: number | null | undefined, expected: string) {
  expect(actual).not.toBeNull();
  // The reference has six decimals; half of the last is the most that it may be off
  expect(Math.abs(actual! - Number(expected))).toBeLessThan(5.001e-7);
}

describe.each(databases.eachSupportedId())('the sample portal on %s', id => {
  let server: Server;

  beforeAll(async () => {
    server = await startSampleBackend(databases, id);
  });

  it('collects every row of the sources', async () => {
    for (const [source, rows] of [
      ['github-status', 819],
      ['devlake-releases', 310],
      ['devlake-commits', 8114],
    ] as const) {
      expect(await collect(server, source)).toMatchObject({
        state: 'succeeded',
        rowsRead: rows,
        rowsRejected: 0,
        errors: [],
      });
    }
  });

  it('equals the oracle of GitHub incidents in every month', async () => {
    const domain = 'domain/default/github';
    const [count, mean, median, major, critical] = await Promise.all(
      [
        'incidents-opened',
        'incident-mttr',
        'incident-median-ttr',
        'major-incidents',
        'critical-incidents',
      ].map(kpi => monthly(server, domain, kpi)),
    );
    const oracle = readCsv('github-status/oracle_by_month.csv');
    const all = oracle.filter(row => row.impact === 'all');
    expect(all).toHaveLength(54);
    for (const row of all) {
      expectEqual(count.get(row.month)?.value, row.incidents);
      // Hours in the KPI, minutes in the oracle.
      expectEqual(mean.get(row.month)!.value! * 60, row.mean_min);
      expectEqual(median.get(row.month)!.value! * 60, row.median_min);
      expectEqual(mean.get(row.month)?.weight, row.incidents);
      const ofImpact = (impact: string) =>
        Number(
          oracle.find(r => r.month === row.month && r.impact === impact)
            ?.incidents ?? 0,
        );
      expect(critical.get(row.month)?.value).toBe(ofImpact('critical'));
      expect(major.get(row.month)?.value).toBe(
        ofImpact('major') + ofImpact('critical'),
      );
    }
    // And no month that the oracle has not.
    const months = all.map(row => row.month);
    expect(
      [...count].filter(([m, p]) => p.value && !months.includes(m)),
    ).toEqual([]);
  });

  it('equals the oracle in what is computed, by month and by quarter', async () => {
    const oracle = readCsv('github-status/oracle_by_month.csv');
    const incidents = (months: string[], ...impacts: string[]) =>
      oracle
        .filter(r => months.includes(r.month) && impacts.includes(r.impact))
        .reduce((sum, row) => sum + Number(row.incidents), 0);
    const share = (...months: string[]) =>
      (100 * incidents(months, 'major', 'critical')) / incidents(months, 'all');
    const series = async (
      entity: string,
      periodType: string,
    ): Promise<Series> =>
      get(
        server,
        `/api/kpi-tree/v1/series/${entity}/major-incident-share?period=${periodType}`,
      );
    const byMonth = await monthly(
      server,
      'domain/default/github',
      'major-incident-share',
    );
    const months = [...new Set(oracle.map(row => row.month))];
    for (const month of months) {
      expect(byMonth.get(month)?.value).toBeCloseTo(share(month), 9);
    }
    expect(
      [...byMonth].filter(
        ([month, p]) => p.value !== null && !months.includes(month),
      ),
    ).toEqual([]);
    // A quarter is its incidents, not the mean of its months
    const { points } = await series('domain/default/github', 'quarter');
    const quarter = points.find(point => point.period === '2026-04-01');
    expect(quarter?.value).toBeCloseTo(
      share('2026-04', '2026-05', '2026-06'),
      9,
    );
  });

  it('computes a scope from what its services add up to', async () => {
    const april = readCsv('github-status/incidents.csv').filter(row =>
      row.downtime_start.startsWith('2026-04'),
    );
    const { map } = readConfig().kpiTree.records.sources.find(
      (source: { id: string }) => source.id === 'github-status',
    ).entities;
    // In the portfolio an incident counts once for each service that it hit
    const hits = april.flatMap(row =>
      row.components.split('|').flatMap(name => (map[name] ? [row] : [])),
    );
    const major = hits.filter(row =>
      ['major', 'critical'].includes(row.impact),
    );
    let point: SeriesPoint | undefined;
    await until(async () => {
      const { origin, points }: Series = await get(
        server,
        '/api/kpi-tree/v1/series/all/major-incident-share',
      );
      expect(origin).toBe('members');
      point = points.find(each => each.period === '2026-04-01');
      return point?.value !== undefined && point.value !== null;
    });
    expect(hits.length).toBeGreaterThan(20);
    expect(point!.value).toBeCloseTo((100 * major.length) / hits.length, 9);
  });

  it('tells of a formula what it is computed from', async () => {
    expect(
      await get(server, '/api/kpi-tree/v1/kpis/major-incident-share'),
    ).toMatchObject({
      spec: { formula: '100 * major_incidents / incidents_opened' },
      operands: [
        {
          operand: 'major_incidents',
          name: 'major-incidents',
          entityRef: 'kpi:default/major-incidents',
          title: 'Major incidents',
        },
        { operand: 'incidents_opened', name: 'incidents-opened' },
      ],
    });
    expect(
      await get(server, '/api/kpi-tree/v1/kpis/incidents-opened/usage'),
    ).toMatchObject({
      formulas: [{ name: 'major-incident-share' }],
    });
  });

  it('equals the oracle of DevLake releases in every month', async () => {
    const component = 'component/default/devlake-releases';
    const [releases, mean, median] = await Promise.all(
      [
        'release-frequency',
        'lead-time-for-changes-mean',
        'lead-time-for-changes-median',
      ].map(kpi => monthly(server, component, kpi)),
    );
    const oracle = readCsv('devlake-releases/oracle_by_month.csv');
    expect(oracle).toHaveLength(51);
    const hours = { h: 1, d: 24 }[
      (await get(server, '/api/kpi-tree/v1/kpis/lead-time-for-changes-mean'))
        .spec.unit as 'h' | 'd'
    ];
    for (const row of oracle) {
      expectEqual(releases.get(row.month)?.value, row.releases);
      expectEqual(mean.get(row.month)!.value! * hours, row.mean_lead_h);
      expectEqual(median.get(row.month)!.value! * hours, row.median_lead_h);
      expectEqual(mean.get(row.month)?.weight, row.commits);
    }
    // A month without a release within the covered time is a zero, after it
    // nothing is known; there is no lead time without a release.
    expect(releases.get('2025-01')?.value).toBe(0);
    expect(mean.get('2025-01')?.value).toBeNull();
    expect(releases.get('2026-05')?.value ?? null).toBeNull();
  });

  it('counts an incident once for each service and once for its system', async () => {
    const incidents = readCsv('github-status/incidents.csv').filter(row =>
      row.downtime_start.startsWith('2026-04'),
    );
    const hit = (...names: string[]) =>
      incidents.filter(row =>
        row.components.split('|').some(name => names.includes(name)),
      ).length;
    const april = async (entity: string) =>
      (await monthly(server, entity, 'incidents-opened')).get('2026-04')?.value;
    expect(await april('component/default/actions')).toBe(hit('Actions'));
    expect(await april('system/default/automation')).toBe(
      hit('Actions', 'Packages', 'Codespaces'),
    );
    expect(await april('domain/default/github')).toBe(incidents.length);
  });

  it('has no problems', async () => {
    expect(await get(server, '/api/kpi-tree/v1/definitions/problems')).toEqual({
      items: [],
    });
  });
});
