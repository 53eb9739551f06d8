import { InputError } from '@backstage/errors';
import { assertStorable } from '../inputs/assertStorable';

/**
 * A text that somebody writes, without spaces around it.
 *
 * @param name - of the field
 * @param max - characters
 * @throws `InputError` if it is empty, too long, or cannot be stored
 */
export function readText(name: string, written: string, max: number): string {
  const text = written.trim();
  if (!text || text.length > max) {
    throw new InputError(
      `${name} has ${text.length} characters: use 1 to ${max}`,
    );
  }
  assertStorable(name, text);
  return text;
}
