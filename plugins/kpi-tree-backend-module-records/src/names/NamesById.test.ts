import { TestDatabases } from '@backstage/backend-test-utils';
import { a, b, collect, ListRowReader } from '../__testUtils__/records';
import { emptyStore } from '../__testUtils__/systems';
import { RecordStore } from '../mirror/RecordStore';
import { NamesById } from './NamesById';

jest.setTimeout(120_000);

const databases = TestDatabases.create({
  ids: ['SQLITE_3', 'POSTGRES_18'],
  disableDocker: true,
});

/** Rows in May 2026, each `[id, service]`. */
const rowsOf = (...rows: [string, string][]) =>
  rows.map(([id, service], n) => ({
    id,
    service,
    at: `2026-05-${String(n + 1).padStart(2, '0')}T08:00:00Z`,
  }));

describe.each(databases.eachSupportedId())('names by ids in %s', database => {
  let store: RecordStore;

  beforeEach(async () => {
    store = await emptyStore(databases, database);
  });

  /** How many rows A and B have, and what is reported. */
  const count = async (
    rows: object[],
    options: { map?: object; source?: string; id?: string } = {},
  ) => {
    const { map = { A: a, B: b }, source = 'test', id = 'id' } = options;
    const names = new NamesById({
      source,
      name: 'service',
      id,
      store: async () => store,
    });
    const { values, errors } = await collect(
      new ListRowReader(rows as Record<string, string>[]),
      {
        config: { entities: { column: 'service', id, map } as never },
        names,
      },
    );
    const of = (ref: string) => values(ref)['2026-05-01']?.[0] ?? 0;
    return { a: of(a), b: of(b), errors };
  };

  it('follow what is renamed once and again, whichever row comes first', async () => {
    expect(await count(rowsOf(['1', 'A'], ['2', 'B']))).toEqual({
      a: 1,
      b: 1,
      errors: [],
    });
    const renamed = rowsOf(['1', 'Alpha'], ['1', 'A'], ['2', 'B']);
    expect(await count(renamed)).toEqual({ a: 2, b: 1, errors: [] });
    expect(await count(renamed.reverse())).toEqual({ a: 2, b: 1, errors: [] });
    expect(await count(rowsOf(['1', 'AA'], ['1', 'AA']))).toMatchObject({
      a: 2,
    });
    // What somebody maps by its new name keeps the rows that have the old one
    expect(
      await count(rowsOf(['1', 'AA'], ['1', 'A']), { map: { Alpha: a } }),
    ).toMatchObject({ a: 2 });
  });

  it('do not follow a name that something else has had too', async () => {
    await count(rowsOf(['1', 'A']));
    // It has the name that the first one gave up
    const { a: found, errors } = await count(
      rowsOf(['3', 'A'], ['1', 'Alpha']),
    );
    expect(found).toBe(1);
    expect(errors).toEqual([
      expect.stringContaining('service names "Alpha", which is not an entity'),
    ]);
  });

  it('are those of one source, and no id has none', async () => {
    await count(rowsOf(['1', 'A']));
    expect(
      await count(rowsOf(['1', 'Alpha']), { source: 'other' }),
    ).toMatchObject({ a: 0 });
    expect(await count(rowsOf(['', 'A'], ['', 'Alpha']))).toMatchObject({
      a: 1,
    });
    expect(
      await count(rowsOf(['1', 'A'], ['1', 'Alpha']), { id: 'none' }),
    ).toMatchObject({ a: 1 });
  });

  it('go by what has the name now, though another had it before', async () => {
    await count(rowsOf(['1', 'A']));
    expect(await count(rowsOf(['1', 'B'], ['2', 'A']))).toEqual({
      a: 1,
      b: 1,
      errors: [],
    });
  });

  it('are kept however long they are', async () => {
    const long = 'x'.repeat(300);
    await count(rowsOf(['1', 'A'], ['2', long]));
    expect(await store.names('test')).toEqual([{ id: '1', name: 'A' }]);
    await store.addNames('test', [{ id: '1', name: 'A' }]);
    expect(await store.names('test')).toHaveLength(1);
  });
});
