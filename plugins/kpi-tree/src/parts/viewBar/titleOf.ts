import { parseEntityRef } from '@backstage/catalog-model';
import { humanizeEntityRef } from '@backstage/plugin-catalog-react';
import type { Scope } from '../../api';

/** What a scope is called that is not among those to choose from. */
export function titleOf(scope: Scope): string {
  try {
    return humanizeEntityRef(parseEntityRef(scope));
  } catch {
    return scope;
  }
}
