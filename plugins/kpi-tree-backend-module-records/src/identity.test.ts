/** Which rows are one record: joins that repeat them, and logs of what changed. */
import fc from 'fast-check';
import { a, b, collect, domain } from './__testUtils__/records';

jest.setTimeout(60_000);

/** Tickets of a join with their SLAs. */
const joined = [
  ['INC1', 'A', '02', '2026-04-02T10:00:00Z', 'response'],
  ['INC1', 'A', '02', '2026-04-02T10:00:00Z', 'resolution'],
  ['INC2', 'A', '03', '2026-04-03T16:00:00Z', 'response'],
  ['INC3', 'A', '04', '2026-04-04T09:00:00Z', 'response'],
  ['INC3', 'A', '04', '2026-04-04T09:00:00Z', 'resolution'],
].map(([number, service, day, resolved, sla]) => ({
  number,
  service,
  at: `2026-04-${day}T08:00:00Z`,
  resolved,
  sla,
}));
const count = { settings: { measure: 'count' } };
const mean = {
  name: 'mean',
  settings: {
    measure: 'mean',
    of: { duration: { from: 'at', to: 'resolved' } },
  },
};

describe('a record with several rows', () => {
  it('counts once where a key names it', async () => {
    const { values, errors, rowsRead } = await collect(joined, {
      kpis: [count, mean],
      config: { key: ['number'] },
    });
    expect(errors).toEqual([]);
    expect(rowsRead).toBe(5);
    expect(values(a)).toEqual({ '2026-04-01': [3, 1] });
    expect(values(a, 'mean')).toEqual({
      '2026-04-01': [expect.closeTo(11 / 3, 12), 3],
    });
    expect(values(domain)).toEqual({ '2026-04-01': [3, 1] });
  });

  it('is reported where nothing names it', async () => {
    const { values, errors } = await collect(joined, { kpis: [count] });
    expect(values(a)).toEqual({ '2026-04-01': [5, 1] });
    expect(errors).toEqual([
      'rows line 2 and rows line 3: "INC1": number has values that are in several rows, and each row counts: if it names a record, configure key: ["number"], so that each record counts once, and version with the column that says which row is the latest (4 rows)',
    ]);
  });

  it('is not reported where another column names each', async () => {
    const { errors } = await collect(
      joined.map((row, id) => ({ id: String(id), ...row })),
      { kpis: [count] },
    );
    expect(errors).toEqual([]);
  });

  it('counts for each entity that one of its rows names, and once for a scope of both', async () => {
    const rows = [
      { number: '1', service: 'A', at: '2026-04-02' },
      { number: '1', service: 'B', at: '2026-04-02' },
      { number: '1', service: 'A', at: '2026-04-02' },
      { number: '2', service: 'B', at: '2026-04-03' },
    ];
    const { values, errors } = await collect(rows, {
      kpis: [count],
      config: { key: ['number'] },
    });
    expect(errors).toEqual([]);
    expect(values(a)).toEqual({ '2026-04-01': [1, 1] });
    expect(values(b)).toEqual({ '2026-04-01': [2, 1] });
    expect(values(domain)).toEqual({ '2026-04-01': [2, 1] });
  });

  it('counts as its latest row says, by a date or a number', async () => {
    const log = [
      {
        number: '1',
        service: 'A',
        at: '2026-03-02',
        updated: '2026-03-02 09:00:00',
      },
      {
        number: '1',
        service: 'B',
        at: '2026-03-02',
        updated: '2026-04-10 09:00:00',
      },
      {
        number: '1',
        service: 'A',
        at: '2026-03-02',
        updated: '2026-03-09 09:00:00',
      },
      {
        number: '2',
        service: 'A',
        at: '2026-03-03',
        updated: '2026-03-03 09:00:00',
      },
    ];
    const config = { key: ['number'], version: 'updated' };
    const byDate = await collect(log, { kpis: [count], config });
    expect(byDate.errors).toEqual([]);
    // The first was moved to B
    expect(byDate.values(a)).toEqual({ '2026-03-01': [1, 1] });
    expect(byDate.values(b)).toEqual({ '2026-03-01': [1, 1] });
    const versions = ['9', '10', '2', '1'];
    const byNumber = await collect(
      log.map((row, index) => ({ ...row, updated: versions[index] })),
      { kpis: [count], config },
    );
    expect(byNumber.values(b)).toEqual({ '2026-03-01': [1, 1] });
  });

  it('is one by several columns, and each row without any of them is one', async () => {
    const rows = [
      { project: 'x', number: '1', service: 'A', at: '2026-04-02' },
      { project: 'y', number: '1', service: 'A', at: '2026-04-02' },
      { project: 'x', number: '1', service: 'A', at: '2026-04-02' },
      { project: '', number: '', service: 'A', at: '2026-04-02' },
      { project: '', number: ' ', service: 'A', at: '2026-04-02' },
    ];
    const { values } = await collect(rows, {
      kpis: [count],
      config: { key: ['project', 'number'] },
    });
    expect(values(a)).toEqual({ '2026-04-01': [4, 1] });
  });

  it('needs the columns of its key', async () => {
    const config = { key: ['number'], version: 'updated' };
    await expect(
      collect([{ at: '2026-04-02', service: 'A' }], { config }),
    ).rejects.toThrow(
      'There is not the column number, updated, which should say which record a row is of: the rows have at, service',
    );
  });

  it('is what a plain loop finds, in any order of the rows', async () => {
    const row = fc.record({
      number: fc.constantFrom('1', '2', '3', '4'),
      service: fc.constantFrom('A', 'B'),
      version: fc.integer({ min: 0, max: 20 }),
      n: fc.integer({ min: 0, max: 9 }),
    });
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(row, {
          maxLength: 30,
          selector: one => `${one.number} ${one.version}`,
        }),
        async list => {
          const latest = new Map<string, (typeof list)[number]>();
          for (const one of list) {
            const known = latest.get(one.number);
            if (!known || one.version > known.version) {
              latest.set(one.number, one);
            }
          }
          const expected = (service: string) =>
            [...latest.values()]
              .filter(one => one.service === service)
              .reduce((sum, one) => sum + one.n, 0);
          const { values } = await collect(
            list.map(one => ({
              ...one,
              version: String(one.version),
              n: String(one.n),
              at: '2026-04-02',
            })),
            {
              kpis: [{ settings: { measure: 'sum', of: 'n' } }],
              config: { key: ['number'], version: 'version' },
            },
          );
          for (const [service, ref] of [
            ['A', a],
            ['B', b],
          ]) {
            expect(values(ref)['2026-04-01']?.[0] ?? 0).toBe(expected(service));
          }
        },
      ),
      { numRuns: 20, seed: 1 },
    );
  });
});
