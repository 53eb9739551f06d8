/**
 * A collection measures again only what changed: whatever happens to records between
 * collections, what is stored then is what a collection of everything would have stored.
 */
import {
  createMockDirectory,
  TestDatabases,
} from '@backstage/backend-test-utils';
import { dateOf, FIRST_DATE } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import fc from 'fast-check';
import { join } from 'node:path';
import { ChangingSystem } from './__testUtils__/ChangingSystem';
import {
  createRequest,
  createSource,
  ListRowReader,
  TestKpi,
  TestOptions,
} from './__testUtils__/records';
import { emptyStore, mirrored } from './__testUtils__/systems';
import { RecordsConfig, recordsSchema } from './configuration/config';
import { ChunkCache } from './kept/ChunkCache';
import { KeptRecords } from './kept/KeptRecords';
import { ReadingEngine } from './kept/ReadingEngine';
import { RecordStore } from './mirror/RecordStore';
import { CsvRowReader } from './rows/CsvRowReader';
import { Row, RowReader } from './rows/RowReader';

jest.setTimeout(300_000);

const databases = TestDatabases.create({
  ids: ['SQLITE_3', 'POSTGRES_18'],
  disableDocker: true,
});

const directory = createMockDirectory();
let cache: ChunkCache;

beforeEach(() => {
  cache = new ChunkCache();
});

afterEach(() => cache.close());

const timeZone = 'Europe/Berlin';
const duration = { duration: { from: 'at', to: 'end' } };
const day = { grain: 'day', period: 'month' } as const;

const additive = {
  aggregate: { overTime: 'sum', overEntities: 'sum' },
} as const;

/** A KPI of each way in which a value depends on records. */
const kpis: TestKpi[] = [
  {
    name: 'count',
    settings: { measure: 'count' },
    spec: { ...day, ...additive, breakdowns: [{ id: 'kind', column: 'kind' }] },
  },
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

  async collect(rows: Row[] | RowReader, options: TestOptions): Promise<void> {
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
    const reader = Array.isArray(rows) ? new ListRowReader(rows) : rows;
    for await (const batch of createSource(reader, options).collect(request)) {
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

const recordsConfig = recordsSchema.parse({
  csv: 'rows.csv',
  entities: { column: 'service' },
});

function keptIn(
  store: RecordStore,
  days = 800,
  settings: Pick<RecordsConfig, 'key' | 'columns'> = recordsConfig,
  source = 'test',
): KeptRecords {
  const chunks = async () => store.chunks;
  return new KeptRecords({
    source,
    settings,
    keeping: { days, megabytes: 100 },
    store: chunks,
    reading: new ReadingEngine({ store: chunks }),
  });
}

/** Reads rows of a file, two lines at a time. */
class FileReader extends CsvRowReader {
  /** Whether it read only what changed. */
  readsChanges = false;

  constructor(rows: Row[]) {
    const columns = Object.keys({ ...rows[0], service: '' });
    const path = join(directory.path, 'rows.csv');
    super({ path, key: 'csv', dates: 'iso', delimiter: ',', pieceLines: 2 });
    directory.setContent({
      'rows.csv': [columns, ...rows.map(row => columns.map(name => row[name]))]
        .map(cells => `${cells.join(',')}\n`)
        .join(''),
    });
  }

  async *readChanges(...request: Parameters<CsvRowReader['readChanges']>) {
    this.readsChanges = true;
    for await (const read of super.readChanges(...request)) {
      this.readsChanges &&= !('error' in read);
      yield read;
    }
  }
}

/** Rows of which it knows which changed. */
class ChangingReader extends ListRowReader {
  readonly sparse = true;
  /** How often it read everything, and how often what changed. */
  readonly readings = { all: 0, changed: 0 };

  constructor(
    private readonly world: { rows: Row[]; changed: ReadonlySet<unknown> },
  ) {
    super([]);
  }

  async *read() {
    this.readings.all++;
    yield* this.rowsOf(() => true);
  }

  async *readChanges() {
    this.readings.changed++;
    yield* this.rowsOf(({ id }) => this.world.changed.has(id));
  }

  private *rowsOf(isRead: (row: Row) => boolean) {
    for (const row of this.world.rows.filter(isRead)) {
      yield { where: `record ${row.id}`, row };
    }
  }
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

type NamedRecord = TestRecord & { name: number };

/** Records after a step, each with its name; what comes stands first or last. */
function afterStep(
  records: NamedRecord[],
  {
    changed,
    added,
  }: { changed: [number, TestRecord | null][]; added: TestRecord[] },
  atEnd: boolean,
): NamedRecord[] {
  const now = [...records];
  for (const [n, other] of changed) {
    const at = n % Math.max(1, now.length);
    const name = now[at]?.name ?? -1;
    now.splice(at, 1, ...(other ? [{ ...other, name }] : []));
  }
  const next = Math.max(-1, ...records.map(({ name }) => name)) + 1;
  const came = added.map((one, index) => ({ ...one, name: next + index }));
  return atEnd ? [...now, ...came] : [...came, ...now];
}

const options = (to: Date, more: TestOptions = {}): TestOptions => ({
  kpis,
  request: { to, timeZone },
  ...more,
  config: { columns: { kind: {} }, ...more.config },
});

describe.each(databases.eachSupportedId())('on %s', databaseId => {
  it('comes to the same as a collection of everything', async () => {
    const store = await emptyStore(databases, databaseId, cache);
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
      { numRuns: databaseId === 'SQLITE_3' ? 10 : 4, seed: 17 },
    );
    expect(partial).toBeGreaterThan(2);
  });

  it('comes to the same where only what changed is read', async () => {
    const store = await emptyStore(databases, databaseId, cache);
    const config = { key: ['id'], covers: { until: 'now' as const } };
    let changedOnly = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(record, { minLength: 1, maxLength: 12 }),
        fc.array(step, { minLength: 1, maxLength: 3 }),
        async (first, steps) => {
          const kept = keptIn(store, 800, { ...recordsConfig, ...config });
          const some = new Stored();
          const all = new Stored();
          const world = {
            rows: [] as Row[],
            changed: new Set<string>(),
          };
          const reader = new ChangingReader(world);
          const add = (records: TestRecord[]) =>
            records.forEach(one => {
              const id = String(world.rows.length);
              world.rows.push({ id, ...toRow(one) });
              world.changed.add(id);
            });
          let today = 120;
          add(first);
          for (const one of [undefined, ...steps]) {
            if (one) {
              world.changed.clear();
              // What did not change is no mistake
              world.changed.add('0');
              today += one.days;
              for (const [n, changed] of one.changed) {
                const id = String(n % world.rows.length);
                if (changed) {
                  world.rows[Number(id)] = { id, ...toRow(changed) };
                  world.changed.add(id);
                }
              }
              add(one.added);
            }
            const asked = options(noon(today), { config });
            await some.collect(reader, { ...asked, kept });
            all.mark = undefined;
            await all.collect(world.rows, asked);
            expect(some.sorted).toEqual(all.sorted);
          }
          changedOnly += reader.readings.changed;
          expect(reader.readings).toEqual({ all: 1, changed: steps.length });
        },
      ),
      { numRuns: databaseId === 'SQLITE_3' ? 8 : 3, seed: 18 },
    );
    expect(changedOnly).toBeGreaterThan(3);
  });

  it.each([
    ['with a key', ['id']] as const,
    ['without one', undefined] as const,
  ])('comes to the same where a file has changed, %s', async (_, key) => {
    const store = await emptyStore(databases, databaseId, cache);
    const config = {
      ...(key && { key: [...key] }),
      covers: { until: 'now' as const },
    };
    let ofChanges = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(record, { minLength: 1, maxLength: 12 }),
        fc.array(step, { minLength: 1, maxLength: 3 }),
        fc.boolean(),
        async (first, steps, atEnd) => {
          const kept = keptIn(store, 800, { ...recordsConfig, ...config });
          const some = new Stored();
          const all = new Stored();
          let records: NamedRecord[] = first.map((one, index) => ({
            ...one,
            name: index,
          }));
          let today = 120;
          for (const one of [undefined, ...steps]) {
            if (one) {
              today += one.days;
              records = afterStep(records, one, atEnd);
            }
            const rows = records.map(({ name, ...row }) => ({
              [key ? 'id' : 'what']: String(name),
              ...toRow(row),
            }));
            const asked = options(noon(today), { config });
            const reader = new FileReader(rows);
            await some.collect(reader, { ...asked, kept });
            ofChanges += reader.readsChanges ? 1 : 0;
            all.mark = undefined;
            await all.collect(new FileReader(rows), asked);
            expect(some.sorted).toEqual(all.sorted);
          }
        },
      ),
      { numRuns: databaseId === 'SQLITE_3' ? 8 : 3, seed: 19 },
    );
    expect(ofChanges).toBeGreaterThan(2);
  });

  it('comes to the same where a product is asked for what changed', async () => {
    const store = await emptyStore(databases, databaseId, cache);
    const config = { covers: { until: 'now' as const } };
    let ofChanges = 0;
    let number = 0;
    await fc.assert(
      fc.asyncProperty(
        fc.array(record, { minLength: 1, maxLength: 12 }),
        fc.array(step, { minLength: 1, maxLength: 3 }),
        async (first, steps) => {
          const source = `product ${++number}`;
          const kept = keptIn(
            store,
            800,
            { ...recordsConfig, ...config },
            source,
          );
          const some = new Stored();
          const all = new Stored();
          const system = new ChangingSystem();
          let today = 120;
          const reader = mirrored(system.profile, system.http, store, {
            source,
            now: () => noon(today),
          });
          const put = (id: string, one: TestRecord | null) =>
            system.put(
              id,
              noon(today).toISOString(),
              one ? { what: id, ...toRow(one) } : undefined,
            );
          first.forEach((one, index) => put(String(index), one));
          for (const one of [undefined, ...steps]) {
            if (one) {
              today += 1 + one.days;
              for (const [n, changed] of one.changed) {
                put(String(n % system.entries.size), changed);
              }
              one.added.forEach(more => put(String(system.entries.size), more));
            }
            const staged = jest.spyOn(store, 'read');
            const asked = options(noon(today), { config });
            await some.collect(reader, { ...asked, kept });
            ofChanges += staged.mock.calls.length ? 0 : 1;
            staged.mockRestore();
            const rows = [...system.entries.values()].flatMap(({ row }) =>
              row ? [row] : [],
            );
            all.mark = undefined;
            await all.collect(
              Object.assign(new ListRowReader(rows), {
                sparse: true,
                covered: reader.covered,
              }),
              asked,
            );
            expect(some.sorted).toEqual(all.sorted);
          }
        },
      ),
      { numRuns: databaseId === 'SQLITE_3' ? 8 : 3, seed: 20 },
    );
    expect(ofChanges).toBeGreaterThan(2);
  });

  it('does not forget a record that is older than those that are kept', async () => {
    const config = { key: ['id'], covers: { until: 'now' as const } };
    const kept = keptIn(await emptyStore(databases, databaseId, cache), 40, {
      ...recordsConfig,
      ...config,
    });
    const some = new Stored();
    const all = new Stored();
    const row = (id: string, at: number) => ({
      ...toRow({ at, hours: undefined, n: 1, kind: 'x', service: 'A' }),
      id,
    });
    const world = { rows: [row('1', 90)] as Row[], changed: new Set<string>() };
    const reader = new ChangingReader(world);
    const asked = options(noon(100), { config });
    const collect = async () => {
      await some.collect(reader, { ...asked, kept });
      all.mark = undefined;
      await all.collect(world.rows, asked);
      expect(some.sorted).toEqual(all.sorted);
    };
    await collect();
    world.rows.push(row('2', 10));
    world.changed = new Set(['2']);
    await collect();
    world.changed = new Set(['1']);
    await collect();
    expect(reader.readings.all).toBe(2);
  });

  it('reads everything where it cannot tell which record a row is', async () => {
    const config = { key: ['id'], covers: { until: 'now' as const } };
    const kept = keptIn(await emptyStore(databases, databaseId, cache), 800, {
      ...recordsConfig,
      ...config,
    });
    const stored = new Stored();
    const row = (id: string, kind: string | string[]) => ({
      ...toRow({ at: 3, hours: 5, n: 1, kind: 'x', service: 'A' }),
      id,
      kind,
    });
    const world = { rows: [row('1', 'x')] as Row[], changed: new Set(['2']) };
    const reader = new ChangingReader(world);
    const asked = options(noon(100), { kept, config });
    await stored.collect(reader, asked);
    expect(reader.readings).toEqual({ all: 1, changed: 0 });
    world.rows.push(row('2', 'x'));
    await stored.collect(reader, asked);
    expect(reader.readings).toEqual({ all: 1, changed: 1 });
    // A list, where there were only texts
    world.rows[1] = row('2', ['x', 'y']);
    await stored.collect(reader, asked);
    expect(reader.readings).toEqual({ all: 2, changed: 2 });
    world.rows.push(row('', 'x'));
    world.changed = new Set(['']);
    await stored.collect(reader, asked);
    expect(reader.readings).toEqual({ all: 3, changed: 3 });
    expect(stored.values.get('2026-01-04 component:default/a count')).toBe(
      JSON.stringify({ value: 3, weight: 1 }),
    );
  });

  it('measures everything where not each class is measured by itself', async () => {
    const kept = keptIn(await emptyStore(databases, databaseId, cache));
    const some = new Stored();
    const all = new Stored();
    const row = (at: number, kind: string) =>
      toRow({ at, hours: 5, n: 1, kind, service: 'A' });
    const rows = Array.from({ length: 60 }, (_, n) => row(n, `class ${n}`));
    const asked = options(noon(100), {
      kpis: [
        {
          settings: { measure: 'count' },
          spec: {
            ...day,
            ...additive,
            breakdowns: [{ id: 'kind', column: 'kind' }],
          },
        },
      ],
    });
    await some.collect(rows, { ...asked, kept });
    expect(some.values.get('2026-03-01 component:default/a kpi')).toContain(
      'isRest',
    );
    // The last class is among the most frequent now, also in March
    rows.push(row(90, 'class 59'));
    await some.collect(rows, { ...asked, kept });
    await all.collect(rows, asked);
    expect(some.sorted).toEqual(all.sorted);
  });

  it('measures again only from the first period that is another', async () => {
    const kept = keptIn(await emptyStore(databases, databaseId, cache));
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
    // Only today
    expect(stored.yielded).toBe(2);
    const added = toRow({
      at: 70,
      hours: 5,
      n: 1,
      kind: 'x',
      service: 'A',
    });
    // Lines move, which makes no record another
    await stored.collect([added, ...rows], asked);
    // Since its day
    expect(stored.yielded).toBe(2 * 31);
    await stored.collect([added, ...rows], {
      ...asked,
      config: {
        columns: { kind: {} },
        covers: { until: 'now', from: '2026-01-01' },
      },
    });
    // By another configuration
    expect(stored.yielded).toBe(2 * 101);
  });
});
