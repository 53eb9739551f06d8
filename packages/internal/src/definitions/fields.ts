import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { Duration } from 'luxon';
import { z } from 'zod';
import {
  DATE_HINT,
  isIsoDate,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';

/** An owner: a reference to a Group or User, a Group if no kind is given. */
export const ownerRef = z.string().refine(isOwnerRef, {
  error: 'use a reference to a Group or User such as group:default/payments',
});

/** A date without time; YAML turns unquoted dates into strings in the catalog. */
export const isoDate = z.string().refine(isIsoDate, {
  error: DATE_HINT,
});

/** A positive ISO 8601 duration. */
export const isoDuration = z
  .string()
  .refine(
    text =>
      Duration.fromISO(text).isValid && Duration.fromISO(text).toMillis() > 0,
    { error: 'use an ISO 8601 duration such as P45D' },
  );

/** A reference to an entity; a Component in the namespace default if it says no more. */
export const entityRef = z
  .string()
  .refine(text => fullEntityRef(text) !== undefined, {
    error: 'use a reference to an entity such as component:default/orders',
  });

/** A reference as the catalog writes it; nothing if the text is none. */
export function fullEntityRef(text: string): string | undefined {
  try {
    return stringifyEntityRef(
      parseEntityRef(text, { defaultKind: 'component' }),
    );
  } catch {
    return undefined;
  }
}

/** Whether a text is a reference that a Group or a User can have. */
export function isOwnerRef(text: string): boolean {
  try {
    const ref = parseEntityRef(text, { defaultKind: 'group' });
    return ['group', 'user'].includes(ref.kind.toLocaleLowerCase('en-US'));
  } catch {
    return false;
  }
}
