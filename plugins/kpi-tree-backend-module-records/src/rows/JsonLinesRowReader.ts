import { InputError } from '@backstage/errors';
import { createInterface } from 'node:readline';
import { Transform, TransformCallback } from 'node:stream';
import { flatten } from './flatten';
import { nameOf, openText, TextLocation } from './openText';
import { ReadOptions, ReadRow, RowReader } from './RowReader';

/** A single line longer than this is a file that is not JSON lines. */
const MAX_LINE_BYTES = 1_000_000;

/** Ends a text whose line has no end, before it fills the memory. */
class LineGuard extends Transform {
  private length = 0;

  _transform(chunk: Buffer, _: string, done: TransformCallback): void {
    const first = chunk.indexOf(10);
    const longest =
      first < 0 ? this.length + chunk.length : this.length + first;
    if (longest > MAX_LINE_BYTES) {
      done(new Error(`A line is longer than ${MAX_LINE_BYTES} bytes`));
      return;
    }
    this.length =
      first < 0 ? longest : chunk.length - chunk.lastIndexOf(10) - 1;
    done(null, chunk);
  }
}

/**
 * Reads JSON lines, an object a line, of a file or a URL. An invalid line is reported and
 * skipped.
 */
export class JsonLinesRowReader implements RowReader {
  readonly sparse = true;

  constructor(private readonly location: TextLocation) {}

  async *read({ signal }: ReadOptions): AsyncIterable<ReadRow> {
    const { path, key } = this.location;
    const name = nameOf(this.location);
    const input = await openText(this.location, signal);
    const guarded = new LineGuard();
    input.on('error', error => guarded.destroy(error));
    input.pipe(guarded);
    const lines = createInterface({ input: guarded, crlfDelay: Infinity });
    let line = 0;
    try {
      for await (const text of lines) {
        signal.throwIfAborted();
        line++;
        if (text.trim()) {
          yield { where: `${name} line ${line}`, ...parse(text) };
        }
      }
    } catch (error) {
      signal.throwIfAborted();
      throw new InputError(`${key} is ${path}, which has no JSON lines`, error);
    } finally {
      lines.close();
      input.destroy();
    }
  }
}

function parse(
  text: string,
): { row: ReturnType<typeof flatten> } | { error: string } {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
      return { row: flatten(value) };
    }
  } catch {
    // Reported below
  }
  return { error: 'The line is not a JSON object: write one object per line' };
}
