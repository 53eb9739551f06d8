import { z } from 'zod';
import { nearest } from './nearest';

/**
 * Names the known keys beside an unknown one, and that which was most likely meant: for
 * the `error` of zod's `safeParse`.
 *
 * @param more - keys that are known at the top beside those of the schema
 * @returns nothing for all other mistakes, so that their own message stays
 *
 * @public
 */
export function unknownKeyMessage(
  issue: z.core.$ZodRawIssue,
  more: string[] = [],
): string | undefined {
  if (
    issue.code !== 'unrecognized_keys' ||
    !(issue.inst instanceof z.ZodObject)
  ) {
    return undefined;
  }
  const keys = issue.keys.map(key => `"${key}"`).join(', ');
  const known = [
    ...Object.keys(issue.inst.shape),
    ...(issue.path?.length ? [] : more),
  ];
  const meant = issue.keys.flatMap(key => nearest(key, known) ?? []);
  return `Unrecognized key${
    issue.keys.length > 1 ? 's' : ''
  }: ${keys}; use one of ${known.join(', ')}${
    meant.length ? `; did you mean ${meant.join(', ')}?` : ''
  }`;
}
