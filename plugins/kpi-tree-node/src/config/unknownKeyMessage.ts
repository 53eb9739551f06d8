import { z } from 'zod';

/**
 * Names the known keys beside an unknown one: for the `error` of zod's `safeParse`.
 *
 * @returns nothing for all other mistakes, so that their own message stays
 *
 * @public
 */
export function unknownKeyMessage(
  issue: z.core.$ZodRawIssue,
): string | undefined {
  if (
    issue.code !== 'unrecognized_keys' ||
    !(issue.inst instanceof z.ZodObject)
  ) {
    return undefined;
  }
  const keys = issue.keys.map(key => `"${key}"`).join(', ');
  const known = Object.keys(issue.inst.shape).join(', ');
  return `Unrecognized key${
    issue.keys.length > 1 ? 's' : ''
  }: ${keys}; use one of ${known}`;
}
