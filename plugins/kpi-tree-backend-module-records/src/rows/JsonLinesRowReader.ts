import { InputError } from '@backstage/errors';
import { decodeText } from '@internal/kpi-tree';
import { parseExactJson } from '@kpi-tree/backstage-plugin-kpi-tree-node';
import { FileLocation, filesAt, FoundFile } from './files';
import { flatten, valueAt } from './flatten';
import { ReadOptions, ReadRow, RowReader } from './RowReader';

/** A single line longer than this is a file that is not JSON lines. */
const LONGEST_LINE = 1_000_000;

/**
 * Reads JSON lines, an object a line, of files or URLs, each of which is a row or has a list
 * of them. An invalid line is reported and skipped.
 */
export class JsonLinesRowReader implements RowReader {
  readonly sparse = true;

  /** @param location - where they are, and where a line has its rows, if it has several */
  constructor(
    private readonly location: FileLocation & {
      rows?: string;
      encoding?: string;
    },
  ) {}

  async *read({ signal }: ReadOptions): AsyncIterable<ReadRow> {
    for (const file of await filesAt(this.location, signal)) {
      yield* this.readFile(file, signal);
    }
  }

  private async *readFile(
    { name, open }: FoundFile,
    signal: AbortSignal,
  ): AsyncGenerator<ReadRow> {
    const { path, key, rows, encoding } = this.location;
    const input = await open();
    let line = 0;
    try {
      for await (const lines of linesOf(decodeText(input, encoding))) {
        for (const text of lines) {
          signal.throwIfAborted();
          line++;
          if (text.trim()) {
            yield* read(text, `${name} line ${line}`, rows);
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

/** The row of a line, or the rows of which it has a list. */
function read(text: string, where: string, rows?: string): ReadRow[] {
  const value = parse(text);
  if (!isObject(value)) {
    const error = 'The line is not a JSON object: write one object per line';
    return [{ where, error }];
  }
  if (rows === undefined) {
    return [{ where, row: flatten(value) }];
  }
  const list = valueAt(value, rows);
  if (!Array.isArray(list)) {
    const error = `The line has no list at ${rows}, where rows says that its rows are`;
    return [{ where, error }];
  }
  return list.map((item, index) => ({
    where: `${where} row ${index + 1}`,
    row: flatten(item),
  }));
}

function parse(text: string): unknown {
  try {
    return parseExactJson(text);
  } catch {
    return undefined;
  }
}

function isObject(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
