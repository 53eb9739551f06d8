/** `ascii` is what may still turn out to be UTF-8 or Windows-1252. */
type Encoding = 'ascii' | 'utf-8' | 'windows-1252' | 'utf-16le' | 'utf-16be';

const LONGEST_MARK = 3;

/** A part of a text. */
export type TextPart = {
  text: string;
  /** What it is in UTF-8, if it was read of that. */
  bytes?: Uint8Array;
};

class Decoders {
  private readonly strict = new TextDecoder('utf-8', {
    fatal: true,
    ignoreBOM: true,
  });
  private readonly byName = new Map<string, TextDecoder>();

  /** @returns the text, and what the encoding is as far as is known now */
  decode(bytes: Uint8Array, encoding: Encoding): [TextPart, Encoding] {
    if (encoding !== 'ascii' && encoding !== 'utf-8') {
      return [{ text: this.of(encoding).decode(bytes) }, encoding];
    }
    try {
      const text = this.strict.decode(bytes);
      const isAscii = encoding === 'ascii' && text.length === bytes.length;
      return [{ text, bytes }, isAscii ? 'ascii' : 'utf-8'];
    } catch {
      return encoding === 'ascii'
        ? this.decode(bytes, 'windows-1252')
        : [{ text: this.of(encoding).decode(bytes) }, encoding];
    }
  }

  private of(encoding: string): TextDecoder {
    const known = this.byName.get(encoding);
    if (known) {
      return known;
    }
    const decoder = new TextDecoder(encoding, { ignoreBOM: true });
    this.byName.set(encoding, decoder);
    return decoder;
  }
}

/**
 * The text of a file, part by part: in UTF-8, in UTF-16 if it begins with its byte order
 * mark or has a NUL in its first character, and in Windows-1252 if its first bytes above ASCII are no UTF-8. In a text that is
 * UTF-8 otherwise, a byte that is none becomes U+FFFD.
 *
 * @param encoding - in which it is, by a name that `TextDecoder` knows; then nothing is guessed,
 * and what is no such text is a `TypeError`
 */
export async function* decodeText(
  bytes: AsyncIterable<Uint8Array>,
  encoding?: string,
): AsyncGenerator<string> {
  for await (const { text } of decodeParts(bytes, encoding)) {
    yield text;
  }
}

/** As {@link decodeText}, with the bytes of what is UTF-8. */
export async function* decodeParts(
  bytes: AsyncIterable<Uint8Array>,
  given?: string,
): AsyncGenerator<TextPart> {
  if (given !== undefined) {
    yield* decodeAs(bytes, given);
    return;
  }
  let rest: Uint8Array = new Uint8Array(0);
  let encoding: Encoding = 'ascii';
  let isStart = true;
  const decoders = new Decoders();
  for await (const part of bytes) {
    rest = joined(rest, part);
    if (isStart) {
      if (rest.length < LONGEST_MARK) {
        continue;
      }
      isStart = false;
      encoding = markedEncoding(rest);
      rest = rest.subarray(markLength(rest));
    }
    const end = rest.length - unfinished(rest, encoding);
    const [decoded, found] = decoders.decode(rest.subarray(0, end), encoding);
    encoding = found;
    rest = rest.subarray(end);
    if (decoded.text) {
      yield decoded;
    }
  }
  if (isStart) {
    encoding = markedEncoding(rest);
    rest = rest.subarray(markLength(rest));
  }
  if (rest.length) {
    yield decoders.decode(rest, encoding)[0];
  }
}

async function* decodeAs(
  bytes: AsyncIterable<Uint8Array>,
  encoding: string,
): AsyncGenerator<TextPart> {
  const decoder = new TextDecoder(encoding, { fatal: true });
  for await (const part of bytes) {
    const text = decoder.decode(part, { stream: true });
    if (text) {
      yield { text };
    }
  }
  const text = decoder.decode();
  if (text) {
    yield { text };
  }
}

function markedEncoding([a, b, c]: Uint8Array): Encoding {
  if (a === 0xef && b === 0xbb && c === 0xbf) {
    return 'utf-8';
  }
  if (a === 0xff && b === 0xfe) {
    return 'utf-16le';
  }
  if (a === 0xfe && b === 0xff) {
    return 'utf-16be';
  }
  // No text begins with a NUL, or has one behind its first character
  if (a !== b && (a === 0 || b === 0)) {
    return a === 0 ? 'utf-16be' : 'utf-16le';
  }
  return 'ascii';
}

function markLength([a, b, c]: Uint8Array): number {
  if (a === 0xef && b === 0xbb && c === 0xbf) {
    return 3;
  }
  const isMarked = (a === 0xff && b === 0xfe) || (a === 0xfe && b === 0xff);
  return isMarked ? 2 : 0;
}

/** How many bytes at the end begin a character that is not whole yet. */
function unfinished(bytes: Uint8Array, encoding: Encoding): number {
  if (encoding === 'windows-1252') {
    return 0;
  }
  const { length } = bytes;
  if (encoding === 'utf-16le' || encoding === 'utf-16be') {
    const odd = length % 2;
    const high = bytes[length - odd - (encoding === 'utf-16le' ? 1 : 2)];
    // The first half of a surrogate pair
    return length >= 2 && high >= 0xd8 && high <= 0xdb ? odd + 2 : odd;
  }
  for (let back = 1; back <= Math.min(3, length); back++) {
    const byte = bytes[length - back];
    if (byte >= 0xc0) {
      return back < charLength(byte) ? back : 0;
    }
    if (byte < 0x80) {
      return 0;
    }
  }
  return 0;
}

/** How many bytes a character has in UTF-8, by the first of them. */
function charLength(first: number): number {
  if (first >= 0xf0) {
    return 4;
  }
  return first >= 0xe0 ? 3 : 2;
}

function joined(a: Uint8Array, b: Uint8Array): Uint8Array {
  if (!a.length) {
    return b;
  }
  const all = new Uint8Array(a.length + b.length);
  all.set(a);
  all.set(b, a.length);
  return all;
}
