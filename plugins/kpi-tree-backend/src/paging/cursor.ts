import { InputError } from '@backstage/errors';
import { isStorableText } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { z } from 'zod';

/** Where the next page of a list begins, as a text for the caller to give back. */
export function writeCursor(position: object): string {
  return Buffer.from(JSON.stringify(position)).toString('base64url');
}

/**
 * @param schema - of the positions of the list
 * @throws `InputError` if the text is no cursor of the list
 */
export function readCursor<T extends object>(
  cursor: string | undefined,
  schema: z.ZodType<T>,
): T | undefined {
  if (cursor === undefined) {
    return undefined;
  }
  const { data } = schema.safeParse(parse(cursor));
  if (!data) {
    throw new InputError(
      `cursor is ${cursor.slice(
        0,
        100,
      )}: use the nextCursor of the page before`,
    );
  }
  return data;
}

/** The id of a row, as a database has it in 32 bits. */
export const rowId = z.int32();

/** Nothing if it is no position, or has a text that no database takes. */
function parse(cursor: string): unknown {
  try {
    return JSON.parse(
      Buffer.from(cursor, 'base64url').toString(),
      (_, value: unknown) => {
        if (typeof value === 'string' && !isStorableText(value)) {
          throw new InputError('It has a character that cannot be stored');
        }
        return value;
      },
    );
  } catch {
    return undefined;
  }
}
