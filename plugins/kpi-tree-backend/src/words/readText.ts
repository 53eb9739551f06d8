import { InputError } from '@backstage/errors';
import { isStorableText } from '@kpi-tree/backstage-plugin-kpi-tree-common';

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
  if (!isStorableText(text)) {
    throw new InputError(
      `${name} has a character that cannot be stored: leave out NUL and halves of surrogate pairs`,
    );
  }
  return text;
}
