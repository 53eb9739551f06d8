import { InputError } from '@backstage/errors';
import { isStorableText } from '@kpi-tree/backstage-plugin-kpi-tree-common';

/**
 * That a database takes a text; one that is not given is right.
 *
 * @param name - of the field, to name it in an error
 * @throws `InputError` if it does not
 */
export function assertStorable(name: string, text: string | undefined): void {
  if (text !== undefined && !isStorableText(text)) {
    throw new InputError(
      `${name} has a character that cannot be stored, NUL or half of a surrogate pair: leave it out`,
    );
  }
}
