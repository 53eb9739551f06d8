import leven from 'leven';

/** As many names as one reads in a message. */
const FEW = 8;

/**
 * What somebody may have meant by a name: all names if they are few, else those
 * that are most like it, and how many others there are.
 */
export function namesLike(name: string, names: Iterable<string>): string {
  const all = [...new Set(names)];
  if (all.length <= FEW) {
    return all.join(', ');
  }
  const distance = (other: string) =>
    // What contains the other is near, however much longer it is
    other.includes(name) || name.includes(other) ? 0 : leven(name, other);
  const nearest = all
    .sort((a, b) => distance(a) - distance(b))
    .slice(0, FEW / 2);
  return `${nearest.join(', ')} (of ${all.length})`;
}
