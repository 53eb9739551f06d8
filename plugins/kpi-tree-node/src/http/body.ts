import { InputError } from '@backstage/errors';

type Chunks = AsyncIterable<Buffer>;

/** As much of an answer that is an error as is looked at. */
const ERROR_BYTES = 16_384;

/**
 * Reads a body.
 *
 * @throws `InputError` as soon as it is too large
 */
export async function readAll(
  body: Chunks,
  maxBytes: number,
  url: URL,
): Promise<Buffer> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of body) {
    size += part.length;
    if (size > maxBytes) {
      throw new InputError(
        `${url.host} answers with more than ${Math.round(
          maxBytes / 1_000_000,
        )} MB: ask for smaller pages, or raise kpiTree.http.maxMegabytes`,
      );
    }
    parts.push(part);
  }
  return Buffer.concat(parts);
}

/** Reads the beginning of a body. */
export async function readSome(body: Chunks): Promise<Buffer> {
  const parts: Buffer[] = [];
  let size = 0;
  for await (const part of body) {
    parts.push(part);
    size += part.length;
    if (size >= ERROR_BYTES) {
      break;
    }
  }
  return Buffer.concat(parts).subarray(0, ERROR_BYTES);
}

/** @throws `InputError` if a body is packed */
export function assertPlain(encoding: string | undefined, url: URL): void {
  if (encoding && encoding.trim().toLocaleLowerCase('en-US') !== 'identity') {
    throw new InputError(
      `${url.host} answers with the encoding ${encoding}, which was not requested: have it answer plain text`,
    );
  }
}

/**
 * The text of a body, in the character set that its type names; UTF-8 if none.
 *
 * @param strict - whether to refuse bytes that are no text
 * @throws `InputError`
 */
export function decode(
  bytes: Buffer,
  contentType: string | undefined,
  url: URL,
  strict = true,
): string {
  const [, charset = 'utf-8'] =
    /charset="?([^";\s]+)/i.exec(contentType ?? '') ?? [];
  try {
    return decoderOf(charset, strict).decode(bytes);
  } catch {
    throw new InputError(
      `${url.host}${url.pathname} answers bytes that are not ${charset} text: have it answer in UTF-8`,
    );
  }
}

function decoderOf(charset: string, fatal: boolean): TextDecoder {
  try {
    return new TextDecoder(charset, { fatal });
  } catch {
    return new TextDecoder('utf-8', { fatal });
  }
}
