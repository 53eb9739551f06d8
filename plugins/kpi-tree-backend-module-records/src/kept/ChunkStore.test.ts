import { TestDatabases } from '@backstage/backend-test-utils';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { emptyStore } from '../__testUtils__/systems';
import { ChunkCache } from './ChunkCache';
import { ChunkStore } from './ChunkStore';

jest.setTimeout(120_000);

const databases = TestDatabases.create({
  ids: ['SQLITE_3', 'POSTGRES_18'],
  disableDocker: true,
});

describe.each(databases.eachSupportedId())('ChunkStore in %s', database => {
  let store: ChunkStore;

  beforeEach(async () => {
    store = (await emptyStore(databases, database)).chunks;
  });

  const bytes = (text: string) => Buffer.from(text);
  const month = (name: string, hash: string, ...parts: string[]) => ({
    month: name,
    hash,
    chunks: parts.map(part => ({
      records: part.length,
      data: async () => bytes(part),
    })),
  });
  const set = {
    columns: '[]',
    keptFrom: '2026-01',
    readAt: '2026-05-01T00:00:00.000Z',
  };
  const found = async (source: string) => {
    const kept = await store.find(source);
    return (
      kept && {
        version: kept.set.version,
        chunks: await Promise.all(
          kept.chunks.map(
            async chunk =>
              `${chunk.month} ${chunk.part} ${chunk.version} ${chunk.hash} ${
                chunk.records
              } ${Buffer.from((await store.data(source, chunk))!)}`,
          ),
        ),
      }
    );
  };

  it('keeps chunks by month, and each source its own', async () => {
    expect(await store.find('a')).toBeUndefined();
    await store.replace(
      'a',
      set,
      ['2026-03', '2026-04'],
      [month('2026-03', 'h3', 'xx', 'y'), month('2026-04', 'h4', 'zzz')],
    );
    await store.replace('b', set, ['2026-04'], [month('2026-04', 'h', '!')]);
    expect(await found('a')).toEqual({
      version: 1,
      chunks: [
        '2026-03 0 1 h3 2 xx',
        '2026-03 1 1 h3 1 y',
        '2026-04 0 1 h4 3 zzz',
      ],
    });
    expect((await found('b'))?.chunks).toEqual(['2026-04 0 1 h 1 !']);
  });

  it('replaces all chunks of a month that has changed, and removes those of others', async () => {
    await store.replace(
      'a',
      set,
      ['2026-02', '2026-03', '2026-04'],
      [
        month('2026-02', 'h2', 'old'),
        month('2026-03', 'h3', 'xx', 'y'),
        month('2026-04', 'h4', 'zzz'),
      ],
    );
    const [, , , april] = (await store.find('a'))!.chunks;
    await store.replace(
      'a',
      set,
      ['2026-03', '2026-04'],
      [month('2026-03', 'h3b', 'new')],
    );
    expect(await found('a')).toEqual({
      version: 2,
      chunks: ['2026-03 0 2 h3b 3 new', '2026-04 0 1 h4 3 zzz'],
    });
    // What is replaced is not given for what took its place
    expect(
      await store.data('a', { ...april, month: '2026-03', part: 0 }),
    ).toBeUndefined();
  });

  it('changes nothing where data cannot be read', async () => {
    await store.replace('a', set, ['2026-03'], [month('2026-03', 'h', 'x')]);
    const broken = {
      ...month('2026-03', 'h2', 'y'),
      chunks: [
        {
          records: 1,
          data: async () => {
            throw new Error('no file');
          },
        },
      ],
    };
    await expect(
      store.replace('a', set, ['2026-03'], [broken]),
    ).rejects.toThrow('no file');
    expect(await found('a')).toEqual({
      version: 1,
      chunks: ['2026-03 0 1 h 1 x'],
    });
  });

  it('puts chunks into files, also after its copies are lost', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'chunks-'));
    const [one, two] = ['one', 'two'].map(name => join(directory, name));
    const cache = new ChunkCache(directory);
    const { chunks: cached } = await emptyStore(databases, database, cache);
    try {
      await cached.replace('a', set, ['2026-03'], [month('2026-03', 'h', 'x')]);
      const [chunk] = (await cached.find('a'))!.chunks;
      expect(await cached.copy('a', chunk, one)).toBe(true);
      expect(await cached.copy('a', chunk, one)).toBe(true);
      expect(await readFile(one, 'utf8')).toBe('x');
      await cached.replace('a', set, ['2026-03'], [month('2026-03', 'i', 'y')]);
      const [newer] = (await cached.find('a'))!.chunks;
      // Its copy is gone, as it is gone from the database
      expect(await cached.copy('a', chunk, two)).toBe(false);
      // What somebody still reads stays
      expect(await readFile(one, 'utf8')).toBe('x');
      const copies = (await readdir(directory)).filter(name => name !== 'one');
      expect(copies).toHaveLength(1);
      await rm(join(directory, copies[0]), { recursive: true });
      expect(await cached.copy('a', newer, two)).toBe(true);
      expect(await readFile(two, 'utf8')).toBe('y');
      await cache.close();
      expect((await readdir(directory)).sort()).toEqual(['one', 'two']);
    } finally {
      await rm(directory, { recursive: true });
    }
  });
});
