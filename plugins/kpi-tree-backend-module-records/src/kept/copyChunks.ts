import { join } from 'node:path';
import { Engine } from '../engine/Engine';
import { Chunk, ChunkStore } from './ChunkStore';

/**
 * Copies kept records into files that an engine may read.
 *
 * @returns their paths; nothing if another collection has replaced some of them meanwhile
 */
export async function copyChunks(
  { directory, disk }: Engine,
  store: ChunkStore,
  source: string,
  chunks: Chunk[],
): Promise<string[] | undefined> {
  const files: string[] = [];
  for (const chunk of chunks) {
    const { month, part, version, bytes } = chunk;
    const path = join(directory, `before-${month}-${part}-${version}.parquet`);
    disk.take(bytes);
    if (!(await store.copy(source, chunk, path))) {
      return undefined;
    }
    files.push(path);
  }
  return files;
}
