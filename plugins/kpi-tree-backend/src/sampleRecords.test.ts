import {
  RecordPage,
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
} from './__testUtils__/samplePortal';

jest.setTimeout(600_000);

const databases = testDatabases();

const HOUR_MS = 3_600_000;

const MINUTE_MS = 60_000;

/** A row of the file of incidents. */
type Incident = Record<string, string>;

const incidents: Incident[] = readCsv('github-status/incidents.csv');

const byPage = new Map(incidents.map(row => [row.page, row]));

const at = (time: string) => Date.parse(time);

const source = readConfig().kpiTree.records.sources.find(
  ({ id }: { id: string }) => id === 'github-status',
);

/** Of what is later the source says nothing. */
const coveredUntil = at(source.covers.until);

const hoursOf = ({ downtime_start, downtime_end }: Incident) =>
  (at(downtime_end) - at(downtime_start)) / HOUR_MS;

const sumOf = (values: number[]) => values.reduce((sum, v) => sum + v, 0);

function medianOf(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  return (sorted[Math.ceil(middle) - 1] + sorted[Math.floor(middle)]) / 2;
}

/** Minutes of downtime in a month: of incidents at one time the worst counts. */
function downtimeIn(month: string, rows: Incident[]): number {
  const shares: Record<string, number> = { critical: 1, major: 0.3 };
  const from = at(`${month}-01T00:00:00Z`);
  const [year, number] = month.split('-').map(Number);
  const to = Math.min(Date.UTC(year, number, 1), coveredUntil);
  const clipped = rows.map(row => ({
    from: Math.max(from, at(row.downtime_start)),
    to: Math.min(to, at(row.downtime_end)),
    share: shares[row.impact] ?? 0,
  }));
  const edges = [...new Set(clipped.flatMap(one => [one.from, one.to]))].sort(
    (a, b) => a - b,
  );
  return sumOf(
    edges.slice(1).map((edge, index) => {
      const active = clipped.filter(
        one => one.from <= edges[index] && one.to >= edge,
      );
      const share = Math.max(0, ...active.map(one => one.share));
      return (share * (edge - edges[index])) / MINUTE_MS;
    }),
  );
}

/** The days from the incident of a service before each of some. */
function daysSinceBefore(service: string, rows: Incident[]): number[] {
  const all = incidents
    .filter(row => row.components.split('|').includes(service))
    .sort((a, b) => at(a.downtime_start) - at(b.downtime_start));
  return all.flatMap((row, place) =>
    place > 0 && rows.includes(row)
      ? [
          (at(row.downtime_start) - at(all[place - 1].downtime_start)) /
            (24 * HOUR_MS),
        ]
      : [],
  );
}

/** What the rows of each KPI come to, from the file itself. */
const valueOf: Record<
  string,
  (
    rows: Incident[],
    of: { service: string; month: string; point: SeriesPoint },
  ) => number
> = {
  'incidents-opened': rows => rows.length,
  'major-incidents': rows =>
    rows.filter(({ impact }) => impact === 'major' || impact === 'critical')
      .length,
  'critical-incidents': rows =>
    rows.filter(({ impact }) => impact === 'critical').length,
  'incident-mttr': rows => sumOf(rows.map(hoursOf)) / rows.length,
  'incident-median-ttr': rows => medianOf(rows.map(hoursOf)),
  'longest-outage': rows => Math.max(...rows.map(hoursOf)),
  availability: (rows, { month, point }) =>
    100 * (1 - downtimeIn(month, rows) / point.weight!),
  'time-between-incidents': (rows, { service }) => {
    const days = daysSinceBefore(service, rows);
    return sumOf(days) / days.length;
  },
};

/** The rows of the file that all pages of the records behind a value name. */
async function recordsOf(server: Server, path: string, month: string) {
  const pages: RecordPage[] = [];
  for (let cursor = ''; pages.length === 0 || cursor; ) {
    const page: RecordPage = await get(
      server,
      `/api/kpi-tree/v1/records/${path}?period=${month}-01&limit=200${cursor}`,
    );
    pages.push(page);
    cursor = page.nextCursor ? `&cursor=${page.nextCursor}` : '';
  }
  const rows = pages
    .flatMap(({ items }) => items)
    .map(({ link }) => byPage.get(link!.split('/').pop()!)!);
  return { rows, records: pages[0].records };
}

describe('the records of the sample portal', () => {
  let server: Server;
  // Which database holds them makes no difference to what they are
  const [id] = databases.eachSupportedId()[0];

  beforeAll(async () => {
    server = await startSampleBackend(databases, id);
    const { state } = await collect(server, 'github-status');
    if (state !== 'succeeded') {
      throw new Error(`The collection is ${state}`);
    }
  });

  it.each(Object.keys(valueOf))(
    'come to each value of %s, summed from the file itself',
    async kpi => {
      const wrong: object[] = [];
      let compared = 0;
      for (const [service, [ref]] of Object.entries<string[]>(
        source.entities.map,
      )) {
        const path = `${ref.replace(':', '/')}/${kpi}`;
        const months = await monthly(server, ref.replace(':', '/'), kpi);
        for (const [month, point] of months) {
          const { rows, records } = await recordsOf(server, path, month);
          const own = valueOf[kpi](rows, { service, month, point });
          const isRight =
            point.value === null
              ? records === 0
              : Math.abs(own - point.value) < 1e-9;
          if (!isRight || records !== rows.length) {
            wrong.push({ path, month, own, value: point.value, records });
          }
          compared += point.value === null ? 0 : 1;
        }
      }
      expect(wrong).toEqual([]);
      expect(compared).toBeGreaterThan(100);
    },
  );
});
