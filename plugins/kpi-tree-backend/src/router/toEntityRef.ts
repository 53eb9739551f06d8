import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { InputError } from '@backstage/errors';
import { ALL } from '../definitions/Scope';

/** The entity that a path names. */
type EntityPath = { kind: string; namespace: string; name: string };

/**
 * The full reference of an entity that a path or query names.
 *
 * @throws `InputError`
 */
export function toEntityRef(ref: string | EntityPath): string {
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

/**
 * The scope that a path or query names; everything if it names none.
 *
 * @param scope - of a query, or the parameters of a path of everything or of an entity
 * @throws `InputError` if it is neither `all` nor an entity reference
 */
export function toScope(scope: string | object | undefined): string {
  if (typeof scope === 'object') {
    return isEntityPath(scope) ? toEntityRef(scope) : ALL;
  }
  return scope === undefined || scope === ALL ? ALL : toEntityRef(scope);
}

function isEntityPath(params: object): params is EntityPath {
  return 'kind' in params && 'namespace' in params && 'name' in params;
}
