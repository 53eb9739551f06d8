/**
 * A collection measures again only what changed: whatever happens to records between
 * collections, what is stored then is what a collection of everything would have stored.
 */
import { TestDatabases } from '@backstage/backend-test-utils';
import { dateOf, FIRST_DATE } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import fc from 'fast-check';
import {
  createRequest,
  createSource,
  ListRowReader,
  TestKpi,
  TestOptions,
} from './__testUtils__/records';
import { emptyStore } from './__testUtils__/systems';
import { recordsSchema } from './configuration/config';
import { KeptRecords } from './kept/KeptRecords';
import { ReadingEngine } from './kept/ReadingEngine';
import { RecordStore } from './mirror/RecordStore';
import { Row } from './rows/RowReader';

jest.setTimeout(300_000);

const databases = TestDatabases.create({
  ids: ['SQLITE_3', 'POSTGRES_18'],
  disableDocker: true,
});

const timeZone = 'Europe/Berlin';
const duration = { duration: { from: 'at', to: 'end' } };
const day = { grain: 'day', period: 'month' } as const;

/** A KPI of each way in which a value depends on records. */
const kpis: TestKpi[] = [
  { name: 'count', settings: { measure: 'count' }, spec: day },
  {
    name: 'closed',
    settings: { measure: 'count', time: 'end', where: { kind: 'x' } },
    spec: { grain: 'week', period: 'quarter' },
  },
  { name: 'mean', settings: { measure: 'mean', of: duration }, spec: day },
  { name: 'max', settings: { measure: 'max', of: 'n' } },
  { name: 'median', settings: { measure: 'median', of: 'n' } },
  { name: 'open', settings: { measure: 'open', to: 'end' }, spec: day },
  { name: 'openAge', settings: { measure: 'openAge', to: 'end' } },
  { name: 'between', settings: { measure: 'timeBetween' } },
  {
    name: 'available',
    settings: { measure: 'availability', from: 'at', to: 'end' },
    spec: { unit: '%' },
  },
];

/** What a run stores, as the collector does. */
class Stored {
  readonly values = new Map<string, string>();
  mark: string | undefined;
  /** How many measurements the last run yielded, and whether these were not all. */
  yielded = 0;
  isPartial = false;

  async collect(rows: Row[], options: TestOptions): Promise<void> {
    const ends: ((isStored: boolean) => Promise<void>)[] = [];
    const request = createRequest({
      ...options,
      request: {
        ...options.request,
        mark: this.mark,
        onEnd: action => ends.push(action),
      },
    });
    const found = new Map<string, string>();
    let from = FIRST_DATE;

    this.mark = undefined;
    this.isPartial = false;
    for await (const batch of createSource(
      new ListRowReader(rows),
      options,
    ).collect(request)) {
      for (const instant of [batch.coveredFrom, batch.unchangedBefore]) {
        const first = instant && dateOf(instant.getTime(), timeZone);
        from = first && first > from ? first : from;
      }
      this.isPartial ||= batch.unchangedBefore !== undefined;
      this.mark = batch.mark ?? this.mark;
      batch.measurements?.forEach(({ entityRef, kpi, period, ...value }) =>
        found.set(`${period} ${entityRef} ${kpi}`, JSON.stringify(value)),
      );
    }
    for (const key of this.values.keys()) {
      if (key.slice(0, 10) >= from) {
        this.values.delete(key);
      }
    }
    found.forEach((value, key) => this.values.set(key, value));
    this.yielded = found.size;
    for (const end of ends) {
      await end(true);
    }
  }

  get sorted(): [string, string][] {
    return [...this.values].sort();
  }
}

const config = recordsSchema.parse({
  csv: 'rows.csv',
  entities: { column: 'service' },
});

function keptIn(store: RecordStore, days = 800): KeptRecords {
  const chunks = async () => store.chunks;
  return new KeptRecords({
    source: 'test',
    settings: config,
    keeping: { days, megabytes: 100 },
    store: chunks,
    reading: new ReadingEngine({ store: chunks }),
  });
}

/** Noon of a day of 2026, by its number. */
const noon = (n: number) => new Date(Date.UTC(2026, 0, 1 + n, 12));

/** A record: on which days it began and ended, and what it says. */
const record = fc.record({
  at: fc.integer({ min: 0, max: 200 }),
  hours: fc.option(fc.integer({ min: 0, max: 1_500 }), { nil: undefined }),
  n: fc.integer({ min: 0, max: 9 }),
  kind: fc.constantFrom('x', 'y', ''),
  service: fc.constantFrom('A', 'B', 'A|B', 'C'),
});

/** What happens between two collections. */
const step = fc.record({
  /** How many days pass. */
  days: fc.integer({ min: 0, max: 20 }),
  added: fc.array(record, { maxLength: 3 }),
  /** Which records are others then, or gone, by a number that is taken as one of theirs. */
  changed: fc.array(fc.tuple(fc.nat(), fc.option(record)), { maxLength: 2 }),
});

type TestRecord = {
  at: number;
  hours: number | undefined;
  n: number;
  kind: string;
  service: string;
};

function toRow({ at, hours, n, kind, service }: TestRecord): Row {
  const begin = noon(at);
  return {
    at: begin.toISOString(),
    end:
      hours === undefined
        ? ''
        : new Date(begin.getTime() + hours * 3_600_000).toISOString(),
    n: String(n),
    kind,
    service,
  };
}

const options = (to: Date, more: TestOptions = {}): TestOptions => ({
  kpis,
  request: { to, timeZone },
  ...more,
});

describe.each(databases.eachSupportedId())('on %s', databaseId => {
  it('comes to the same as a collection of everything', async () => {
    const store = await emptyStore(databases, databaseId);
    let partial = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(record, { minLength: 1, maxLength: 12 }),
        fc.array(step, { minLength: 1, maxLength: 3 }),
        fc.constantFrom(undefined, 'now'),
        fc.constantFrom(800, 40),
        async (first, steps, until, days) => {
          const kept = keptIn(store, days);
          const some = new Stored();
          const all = new Stored();
          let records = first;
          let today = 120;
          for (const one of [undefined, ...steps]) {
            if (one) {
              today += one.days;
              records = [...records];
              for (const [n, changed] of one.changed) {
                const at = n % Math.max(1, records.length);
                records.splice(at, 1, ...(changed ? [changed] : []));
              }
              records.unshift(...one.added);
            }
            const rows = records.map(toRow);
            const asked = options(noon(today), {
              config: { covers: { until } },
            });
            await some.collect(rows, { ...asked, kept });
            all.mark = undefined;
            await all.collect(rows, asked);
            expect(some.sorted).toEqual(all.sorted);
            partial += some.isPartial ? 1 : 0;
          }
        },
      ),
      { numRuns: databaseId === 'SQLITE_3' ? 12 : 4, seed: 17 },
    );
    expect(partial).toBeGreaterThan(2);
  });

  it('measures again only from the first period that is another', async () => {
    const kept = keptIn(await emptyStore(databases, databaseId));
    const stored = new Stored();
    const rows = Array.from({ length: 100 }, (_, n) =>
      toRow({ at: n, hours: 5, n: 1, kind: 'x', service: 'A' }),
    );
    const asked = options(noon(100), {
      kept,
      kpis: [{ settings: { measure: 'count' }, spec: day }],
      config: { covers: { until: 'now' } },
    });
    await stored.collect(rows, asked);
    expect(stored.yielded).toBe(2 * 101);
    await stored.collect(rows, asked);
    // Since the first of April, in which today is
    expect(stored.yielded).toBe(2 * 11);
    const added = toRow({
      at: 70,
      hours: 5,
      n: 1,
      kind: 'x',
      service: 'A',
    });
    // Lines move, which makes no record another
    await stored.collect([added, ...rows], asked);
    // Since the first of March
    expect(stored.yielded).toBe(2 * 42);
    await stored.collect([added, ...rows], {
      ...asked,
      config: { covers: { until: 'now', from: '2026-01-01' } },
    });
    // By another configuration
    expect(stored.yielded).toBe(2 * 101);
  });
});
