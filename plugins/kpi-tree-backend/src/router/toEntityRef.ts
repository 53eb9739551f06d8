import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { InputError } from '@backstage/errors';

/**
 * The full reference of an entity that a path or query names.
 *
 * @throws `InputError`
 */
export function toEntityRef(
  ref: string | { kind: string; namespace: string; name: string },
): string {
  try {
    return stringifyEntityRef(
      typeof ref === 'string' ? parseEntityRef(ref) : ref,
    );
  } catch (error) {
    throw new InputError(
      `${ref} is not an entity reference: use one such as system:default/payments, or all`,
    );
  }
}
