import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { InputError } from '@backstage/errors';
import { isStorableText } from '@kpi-tree/backstage-plugin-kpi-tree-common';

/**
 * The full reference of a user or group, in small letters.
 *
 * @param name - of the field, to name it in an error
 * @throws `InputError` if it is of another kind, no reference, or cannot be stored
 */
export function readPerson(name: string, value: string): string {
  try {
    const ref = parseEntityRef(value);
    if (/^(user|group)$/i.test(ref.kind) && isStorableText(value)) {
      return stringifyEntityRef(ref);
    }
  } catch {
    // As one that is of another kind
  }
  throw new InputError(
    `${name} is ${value}: use a user or group, such as user:default/jane`,
  );
}
