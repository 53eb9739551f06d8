import { InputError } from '@backstage/errors';
import { decodeText } from '@internal/kpi-tree';
import { FileLocation, filesAt, FoundFile } from './files';
import { flatten } from './flatten';
import { ReadOptions, ReadRow, RowReader } from './RowReader';

/** A single line longer than this is a file that is not JSON lines. */
const LONGEST_LINE = 1_000_000;

/**
 * Reads JSON lines, an object a line, of files or URLs. An invalid line is reported and
 * skipped.
 */
export class JsonLinesRowReader implements RowReader {
  readonly sparse = true;

  constructor(private readonly location: FileLocation) {}

  async *read({ signal }: ReadOptions): AsyncIterable<ReadRow> {
    for (const file of await filesAt(this.location, signal)) {
      yield* this.readFile(file, signal);
    }
  }

  private async *readFile(
    { name, open }: FoundFile,
    signal: AbortSignal,
  ): AsyncGenerator<ReadRow> {
    const { path, key } = this.location;
    const input = await open();
    let line = 0;
    try {
      for await (const lines of linesOf(decodeText(input))) {
        for (const text of lines) {
          signal.throwIfAborted();
          line++;
          if (text.trim()) {
            yield { where: `${name} line ${line}`, ...parse(text) };
          }
        }
      }
    } catch (error) {
      signal.throwIfAborted();
      const which = path.endsWith(name) ? '' : ` in ${name}`;
      throw new InputError(
        `${key} is ${path}, which has no JSON lines${which}`,
        error,
      );
    } finally {
      input.destroy();
    }
  }
}

/** The lines of a text, many at a time, whatever ends them. */
async function* linesOf(
  texts: AsyncIterable<string>,
): AsyncGenerator<string[]> {
  let rest = '';
  for await (const text of texts) {
    // A CR at the end may be half of a line end
    const lines = (rest + text).split(/\r\n|\n|\r(?!$)/);
    rest = lines.pop()!;
    if ([rest, ...lines].some(({ length }) => length > LONGEST_LINE)) {
      throw new Error(`A line is longer than ${LONGEST_LINE} characters`);
    }
    yield lines;
  }
  yield [rest];
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
