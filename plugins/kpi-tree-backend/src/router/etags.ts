import { InputError } from '@backstage/errors';

/** The ETag of something that has a version. */
export function etagOf({ version }: { version: number }): string {
  return `"${version}"`;
}

/**
 * The version that a writer has seen.
 *
 * @param what - was changed, such as `comment`
 * @throws `InputError` if they do not say, or it is none
 */
export function versionOf(ifMatch: string | undefined, what: string): number {
  const [, version] = /^(?:W\/)?"(\d{1,9})"$/.exec(ifMatch ?? '') ?? [];
  if (version === undefined) {
    throw new InputError(
      `If-Match is ${
        ifMatch ?? 'missing'
      }: send the ETag of the ${what} that you changed, such as "3"`,
    );
  }
  return Number(version);
}
