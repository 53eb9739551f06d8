import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, watch } from 'node:fs';
import { copyFile, mkdtemp, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Engine, EngineLimits } from './Engine';

jest.setTimeout(60_000);

const PROCESS = resolvePackagePath(
  '@kpi-tree/backstage-plugin-kpi-tree-backend-module-records',
  'engine/process.js',
);

let engine: Engine | undefined;

afterEach(() => engine?.close());

const start = async (
  options: {
    timeZone?: string;
    limits?: Partial<EngineLimits>;
    signal?: AbortSignal;
  } = {},
) => {
  const { timeZone = 'Europe/Berlin', limits, signal } = options;
  engine = await Engine.open({
    timeZone,
    signal,
    ...(limits
      ? { limits: { memory: '100MB', threads: 2, disk: '1GB', ...limits } }
      : {}),
  });
  return engine;
};

describe('the engine', () => {
  it('answers values, and as many rows as there are', async () => {
    const { all, stream } = bound(await start());
    expect(
      await all(
        "select 1, 0.5::double, 'x', true, null, ['a', 'b'], $1, $2::double",
        ['y', 2.5],
      ),
    ).toEqual([[1, 0.5, 'x', true, null, ['a', 'b'], 'y', 2.5]]);
    let count = 0;
    let sum = 0;
    for await (const rows of stream(
      'select i::integer from range(10000) t(i)',
    )) {
      count += rows.length;
      sum += rows.reduce((total, [i]) => total + (i as number), 0);
    }
    expect([count, sum]).toEqual([10_000, (9_999 * 10_000) / 2]);
  });

  it('answers numbers as they are, whatever is beside them', async () => {
    const { all } = bound(await start());
    const rows = await all(
      `select i::integer, case when i <> 30000 then i / 8.0 end::double,
        case i when 1 then 'nan' when 2 then '-inf' when 3 then '-0' else '0.1' end::double,
        i::varchar
      from range(40000) t(i)`,
    );
    expect(rows.slice(0, 4)).toEqual([
      [0, 0, 0.1, '0'],
      [1, 0.125, NaN, '1'],
      [2, 0.25, -Infinity, '2'],
      [3, 0.375, -0, '3'],
    ]);
    expect(
      rows.filter(
        ([i, eighth, , text], at) =>
          i !== at || eighth !== at / 8 || text !== `${at}`,
      ),
    ).toEqual([[30_000, null, 0.1, '30000']]);
    const numbers = await all<[number, number | null]>(
      'select i::integer, case when i <> 30000 then i / 8.0 end::double from range(40000) t(i)',
    );
    expect(numbers).toEqual(rows.map(row => row.slice(0, 2)));
  });

  it('leaves rows alone that nobody asks for', async () => {
    const { all, stream } = bound(await start());
    for await (const rows of stream('select i from range(1000000) t(i)')) {
      expect(rows.length).toBeGreaterThan(0);
      break;
    }
    expect(await all('select 2')).toEqual([[2]]);
  });

  it('refuses a statement while the rows of another are read', async () => {
    const { all, stream } = bound(await start());
    const rows = stream('select i from range(1000000) t(i)');
    await rows.next();
    await expect(all('select 1')).rejects.toThrow(
      'the rows of another statement are still read',
    );
    await rows.return(undefined);
    expect(await all('select 1')).toEqual([[1]]);
  });

  it('is in the time zone that it is given, whatever the zone of the host is', async () => {
    const { all } = bound(await start({ timeZone: 'Asia/Tokyo' }));
    expect(
      await all(
        "select epoch_ms('2026-01-01 00:00:00'::timestamptz)::double, date_trunc('day', '2026-01-01T20:00:00Z'::timestamptz)::date::varchar",
      ),
    ).toEqual([[Date.UTC(2025, 11, 31, 15), '2026-01-02']]);
  });

  it('goes on after a statement that fails', async () => {
    const { all } = bound(await start());
    await expect(all('select no_such_column')).rejects.toThrow(
      /^The engine of records says: .*no_such_column/,
    );
    expect(await all('select 1')).toEqual([[1]]);
  });

  it('reads and writes files of its own directory only', async () => {
    const { all, directory } = bound(await start());
    await writeFile(join(directory, 'rows.csv'), 'a\n1\n');
    expect(
      await all(
        `select count(*)::integer from read_csv('${directory}/rows.csv')`,
      ),
    ).toEqual([[1]]);
    for (const statement of [
      "select * from read_text('/etc/hostname')",
      "copy (select 1) to '/tmp/kpi-tree-outside.csv'",
      "select * from read_csv('https://example.com/rows.csv')",
      'set enable_external_access = true',
      'install httpfs',
    ]) {
      await expect(all(statement)).rejects.toThrow(
        /The engine of records says/,
      );
    }
  });

  it('knows nothing of the environment of the portal', async () => {
    process.env.KPI_TREE_TEST_SECRET = 'secret';
    const { all } = bound(await start());
    // The function of DuckDB's own command line is not there at all
    await expect(all("select getenv('KPI_TREE_TEST_SECRET')")).rejects.toThrow(
      /getenv/,
    );
    delete process.env.KPI_TREE_TEST_SECRET;
  });

  it('sorts and groups more than its memory holds', async () => {
    const { all } = bound(await start({ limits: { memory: '100MB' } }));
    expect(
      await all(
        'select count(*)::integer from (select i, count(*) n from (select (i * 7919) % 3000000 i from range(3000000) t(i)) group by i order by i)',
      ),
    ).toEqual([[3_000_000]]);
  });

  it('fails where its memory and its disk are not enough, and not the process that asks', async () => {
    const { all } = bound(
      await start({ limits: { memory: '50MB', disk: '1MB' } }),
    );
    await expect(
      all(
        "select length(string_agg(repeat(i::varchar, 10), ',')) from range(20000000) t(i)",
      ),
    ).rejects.toThrow(/The engine of records says: Out of Memory/);
    expect(await all('select 1')).toEqual([[1]]);
  });

  it('fails what was asked of it when its process ends, and what is asked later', async () => {
    const started = await start();
    const asked = started.all(
      'select count(*) from range(100000000) a(i), range(1000) b(j) where i % 7 = j',
    );
    // As the kernel does where memory is short
    process.kill(started.pid, 'SIGKILL');
    await expect(asked).rejects.toThrow(
      /^The engine of records ended \(SIGKILL\)/,
    );
    await expect(started.all('select 1')).rejects.toThrow(/ended/);
  });

  it('says which binary is missing, where it cannot be loaded', async () => {
    const { directory } = await start();
    await copyFile(PROCESS, join(directory, 'process.js'));
    const child = fork(join(directory, 'process.js'), [], {
      serialization: 'advanced',
    });
    child.send({ type: 'open', id: 1, options: { directory } });
    const [{ error }] = await once(child, 'message');
    expect(error).toMatch(
      /^the binary of DuckDB for \w+ \w+ cannot be loaded by Node.js v\d+[\d.]+: Cannot find module '@duckdb\/node-api'; install/,
    );
    child.kill();
  });

  it('ends with the portal, however that ends, and leaves no files', async () => {
    const { directory } = await start();
    const own = await mkdtemp(join(directory, 'kpi-tree-test-'));
    const options = {
      ...{ directory: own, timeZone: 'UTC' },
      ...{ memory: '100MB', threads: 1, disk: '1GB' },
    };
    const portal = spawn(process.execPath, [
      '-e',
      `const child = require('node:child_process').fork(${JSON.stringify(
        PROCESS,
      )}, [], { serialization: 'advanced' });
      child.on('message', () => console.log('open'));
      child.send({ type: 'open', id: 1, options: ${JSON.stringify(
        options,
      )} });`,
    ]);
    await once(portal.stdout, 'data');
    await writeFile(join(own, 'rows.csv'), 'a\n1\n');
    const gone = once(watch(directory), 'change');
    portal.kill('SIGKILL');
    await gone;
    expect(existsSync(own)).toBe(false);
  });

  it('ends with the run that needs it, and leaves no files', async () => {
    const abort = new AbortController();
    const started = await start({ signal: abort.signal });
    await writeFile(join(started.directory, 'rows.csv'), 'a\n1\n');
    abort.abort();
    await expect(started.all('select 1')).rejects.toThrow(/ended/);
    await started.close();
    expect(existsSync(started.directory)).toBe(false);
  });
});

/** Its methods, which tests call alone. */
function bound(given: Engine) {
  return {
    all: given.all.bind(given),
    stream: given.stream.bind(given),
    directory: given.directory,
  };
}
