import { join } from 'node:path';
import { Engine } from '../engine/Engine';
import { repeatedRows } from './repeatedRows';

jest.setTimeout(60_000);

let engine: Engine;

beforeEach(async () => {
  const limits = { memory: '100MB', threads: 2, disk: '1GB' };
  engine = await Engine.open({ timeZone: 'UTC', limits });
});

afterEach(() => engine.close());

/** Makes records of which each has an id that is another one's where a condition is true. */
async function records(count: number, repeats: string): Promise<void> {
  const path = join(engine.directory, 'records.parquet');
  await engine.run(
    `copy (select i + 1 as row, 'incidents.csv line ' || (i + 2) as place,
      'INC' || case when ${repeats} then i // 2 else i end as "text:id"
    from range(${count}) t(i)) to '${path}' (format parquet)`,
  );
  await engine.run(
    `create view records as select * from read_parquet('${path}')`,
  );
}

describe('repeatedRows', () => {
  it('says which rows have the same id, first and last, and how many there are', async () => {
    await records(1_000, 'i between 7 and 9');
    const [{ message, where, rows }] = await repeatedRows(engine, ['id'], []);
    expect(message).toContain('id has values that are in several rows');
    expect([where, rows]).toEqual([
      'incidents.csv line 5 and incidents.csv line 9: "INC3"',
      5,
    ]);
  });

  it('needs little memory for many records, none of which is there twice', async () => {
    await records(4_000_000, 'false');
    expect(await repeatedRows(engine, ['id'], [])).toEqual([]);
  });
});
