const units = [
  ['d', 86_400],
  ['h', 3_600],
  ['min', 60],
] as const;

/**
 * How long something took, in its two largest units.
 *
 * @param ms - milliseconds
 * @param locale - a BCP 47 language tag
 * @returns such as `2.4 s`, `3 min 20 s`, `1 d 4 h`
 */
export function formatDuration(ms: number, locale: string = 'en'): string {
  const seconds = Math.max(0, ms) / 1_000;
  if (seconds < 60) {
    return `${seconds.toLocaleString(locale, {
      maximumFractionDigits: seconds < 10 ? 1 : 0,
    })} s`;
  }
  let left = Math.round(seconds);
  const parts: string[] = [];
  for (const [name, size] of units) {
    if (left >= size) {
      parts.push(`${Math.floor(left / size)} ${name}`);
      left %= size;
    }
  }
  if (left) {
    parts.push(`${left} s`);
  }
  return parts.slice(0, 2).join(' ');
}
