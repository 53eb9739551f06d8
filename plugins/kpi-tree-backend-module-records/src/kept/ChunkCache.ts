import {
  copyFile,
  link,
  mkdir,
  mkdtemp,
  rm,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * Copies of kept records in files of this process, so that the database is asked for each
 * once. They can be lost, and go when it is closed.
 */
export class ChunkCache {
  private directory: Promise<string> | undefined;
  private readonly files = new Map<string, string>();
  private written = 0;

  /** @param parent - where its directory is made */
  constructor(private readonly parent = tmpdir()) {}

  /**
   * Puts a file with what was written under a key at a path.
   *
   * @param path - of nothing, or of what this put there
   * @returns whether it is there
   */
  async copyTo(key: string, path: string): Promise<boolean> {
    const file = this.files.get(key);
    if (file === undefined) {
      return false;
    }
    try {
      await link(file, path);
      return true;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'EEXIST') {
        return true;
      }
      return this.copyAnyway(key, file, path);
    }
  }

  /** Writes what belongs to a key, if there is room for it. */
  async write(key: string, data: Uint8Array): Promise<void> {
    let file: string | undefined;
    try {
      this.directory ??= mkdtemp(join(this.parent, 'kpi-tree-chunks-'));
      const directory = await this.directory;
      file = join(directory, `${++this.written}.parquet`);
      // Somebody may have cleaned up
      await mkdir(directory, { recursive: true, mode: 0o700 });
      await writeFile(file, data);
      this.files.set(key, file);
    } catch {
      if (file === undefined) {
        // The next one may be written
        this.directory = undefined;
      } else {
        await rm(file, { force: true });
      }
    }
  }

  /** Forgets what nobody will ask for any more. */
  async keepOnly(isWanted: (key: string) => boolean): Promise<void> {
    for (const [key, file] of this.files) {
      if (!isWanted(key)) {
        this.files.delete(key);
        await rm(file, { force: true });
      }
    }
  }

  /** Removes them all. */
  async close(): Promise<void> {
    this.files.clear();
    const directory = await this.directory;
    if (directory !== undefined) {
      await rm(directory, { recursive: true, force: true });
    }
  }

  /** Where files cannot have two names, or somebody has cleaned up. */
  private async copyAnyway(
    key: string,
    file: string,
    path: string,
  ): Promise<boolean> {
    try {
      await copyFile(file, path);
      return true;
    } catch {
      this.files.delete(key);
      await rm(path, { force: true });
      return false;
    }
  }
}
