/**
 * Whether databases take a text: PostgreSQL takes no NUL character, and half of a
 * surrogate pair is no Unicode text.
 *
 * @public
 */
export function isStorableText(text: string): boolean {
  return !/\0|\p{Cs}/u.test(text);
}
