import leven from 'leven';

/** More letters than this are another word, however short. */
const FEW_LETTERS = 2;

/** As many letters of a word may be wrong, as a share. */
const SHARE = 1 / 3;

/**
 * The name that somebody most likely meant; nothing where none is like what was written.
 * Upper and lower case are the same.
 *
 * @public
 */
export function nearest(
  written: string,
  names: Iterable<string>,
): string | undefined {
  const lower = written.toLocaleLowerCase('en-US');
  let best: { name: string; distance: number } | undefined;
  for (const name of names) {
    const distance = leven(lower, name.toLocaleLowerCase('en-US'));
    if (!best || distance < best.distance) {
      best = { name, distance };
    }
  }
  const most = Math.max(FEW_LETTERS, written.length * SHARE);
  return best && best.distance <= most ? best.name : undefined;
}
