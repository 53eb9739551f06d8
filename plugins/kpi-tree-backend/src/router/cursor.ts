import { InputError } from '@backstage/errors';
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
      `cursor is ${cursor}: use the nextCursor of the page before`,
    );
  }
  return data;
}

function parse(cursor: string): unknown {
  try {
    return JSON.parse(Buffer.from(cursor, 'base64url').toString());
  } catch {
    return undefined;
  }
}
