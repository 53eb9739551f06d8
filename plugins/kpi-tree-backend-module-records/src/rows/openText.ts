import { UrlReaderService } from '@backstage/backend-plugin-api';
import { NotFoundError } from '@backstage/errors';
import { createReadStream } from 'node:fs';
import { access, constants } from 'node:fs/promises';
import { basename, resolve } from 'node:path';
import { Readable } from 'node:stream';

/** A file, or a URL that Backstage's UrlReader may read. */
export type TextLocation = {
  /** A path, relative to the working directory, or an http(s) URL. */
  path: string;
  /** The configuration key that names it, for messages. */
  key: string;
  urlReader?: UrlReaderService;
};

/** Its name in messages. */
export function nameOf({ path }: TextLocation): string {
  return basename(isUrl(path) ? new URL(path).pathname : path);
}

/**
 * Opens a text as a stream.
 *
 * @throws `NotFoundError` that names the key
 */
export async function openText(
  { path, key, urlReader }: TextLocation,
  signal: AbortSignal,
): Promise<Readable> {
  if (isUrl(path)) {
    try {
      const response = await urlReader!.readUrl(path, { signal });
      return response.stream!();
    } catch (error) {
      signal.throwIfAborted();
      throw new NotFoundError(
        `${key} is ${path}, which cannot be read: ${
          (error as Error).message
        }. Add its host to backend.reading.allow or to integrations`,
      );
    }
  }
  const file = resolve(path);
  await access(file, constants.R_OK).catch(() => {
    throw new NotFoundError(
      `${key} is ${path}, which cannot be read: name a file that the backend may read`,
    );
  });
  return createReadStream(file, { signal });
}

function isUrl(path: string): boolean {
  return /^https?:\/\//.test(path);
}
