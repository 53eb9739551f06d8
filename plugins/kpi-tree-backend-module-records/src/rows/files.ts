import { UrlReaderService } from '@backstage/backend-plugin-api';
import { InputError, NotFoundError } from '@backstage/errors';
import { createReadStream, statSync } from 'node:fs';
import { access, constants, stat } from 'node:fs/promises';
import { basename, join, relative, resolve } from 'node:path';
import { Readable } from 'node:stream';
import { findFiles } from './findFiles';
import { unzipped } from './unzipped';

/** Files, or what is at a URL that Backstage's UrlReader may read. */
export type FileLocation = {
  /**
   * A path, relative to the working directory, or an http(s) URL. A folder is all files in
   * it; in a pattern `*` stands for any characters but slashes, `?` for one, and `**` for
   * any folders. Of URLs only `*` and `**` are a pattern.
   */
  path: string;
  /** The configuration key that names it, for messages. */
  key: string;
  urlReader?: UrlReaderService;
};

/** A file to be read. */
export type FoundFile = {
  /** Its name in messages. */
  name: string;
  /**
   * What is in it; of a file that is compressed by gzip, what is in that. Whoever does not
   * read on destroys it.
   *
   * @throws `NotFoundError` that names the key
   */
  open(): Promise<Readable>;
};

/** As many files are read as one source. */
const MOST = 10_000;

/** Whether a location stands for several files, in what order they ever are. */
export function isSeveral({ path }: FileLocation): boolean {
  return isUrl(path)
    ? isUrlPattern(path)
    : statSync(path, { throwIfNoEntry: false })?.isFile() !== true;
}

/**
 * The files of a location, in the order of their names.
 *
 * @throws `NotFoundError` that names the key, if there is none or it cannot be read
 * @throws `InputError` if there are too many
 */
export async function filesAt(
  location: FileLocation,
  signal: AbortSignal,
): Promise<FoundFile[]> {
  const { path, key } = location;
  const found = isUrl(path)
    ? await filesAtUrl(location, signal)
    : await filesAtPath(location, signal);
  if (!found.length) {
    throw new NotFoundError(
      `${key} is ${path}, where there is no file: name files that the backend may read`,
    );
  }
  if (found.length > MOST) {
    throw new InputError(
      `${key} is ${path}, which are more than ${MOST} files: name fewer`,
    );
  }
  return found;
}

async function filesAtPath(
  { path, key }: FileLocation,
  signal: AbortSignal,
): Promise<FoundFile[]> {
  const given = resolve(path);
  const there = await stat(given).catch(() => undefined);
  const isPattern = !there && /[*?]/.test(path);
  if (!isPattern && !there?.isDirectory()) {
    return [localFile(given, basename(given), { path, key }, signal)];
  }
  const pattern = isPattern ? given : join(given, '*');
  const { base, files } = await findFiles(pattern);
  return files.map(file =>
    localFile(file, relative(base, file), { path, key }, signal),
  );
}

function localFile(
  file: string,
  name: string,
  { path, key }: Pick<FileLocation, 'path' | 'key'>,
  signal: AbortSignal,
): FoundFile {
  return {
    name,
    open: async () => {
      await access(file, constants.R_OK).catch(() => {
        const which = file === resolve(path) ? '' : ` in ${name}`;
        throw new NotFoundError(
          `${key} is ${path}, which cannot be read${which}: name a file that the backend may read`,
        );
      });
      return unzipped(createReadStream(file, { signal }));
    },
  };
}

async function filesAtUrl(
  location: FileLocation,
  signal: AbortSignal,
): Promise<FoundFile[]> {
  const { path, urlReader } = location;
  const reading = async <T>(read: () => Promise<T>): Promise<T> => {
    try {
      return await read();
    } catch (error) {
      signal.throwIfAborted();
      throw new NotFoundError(
        `${location.key} is ${path}, which cannot be read: ${
          (error as Error).message
        }. Add its host to backend.reading.allow or to integrations`,
      );
    }
  };
  if (!isUrlPattern(path)) {
    return [
      {
        name: basename(new URL(path).pathname),
        open: async () => {
          const response = await reading(() =>
            urlReader!.readUrl(path, { signal }),
          );
          return unzipped(response.stream!());
        },
      },
    ];
  }
  const { files } = await reading(() => urlReader!.search(path, { signal }));
  return files
    .sort((one, other) => (one.url < other.url ? -1 : 1))
    .map(file => ({
      name: basename(new URL(file.url).pathname),
      open: async () =>
        unzipped(Readable.from([await reading(() => file.content())])),
    }));
}

function isUrl(path: string): boolean {
  return /^https?:\/\//.test(path);
}

function isUrlPattern(path: string): boolean {
  return new URL(path).pathname.includes('*');
}
