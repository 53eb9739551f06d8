import { Digest } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { DateTime } from 'luxon';

/** When a digest is due next after an instant, and from which day on it tells. */
export function nextDigest(
  { every, timeZone, weekday, hour }: Digest,
  after: Date,
): Date {
  const now = DateTime.fromJSDate(after, { zone: timeZone });
  const at = { hour, minute: 0, second: 0, millisecond: 0 };
  const first =
    every === 'week'
      ? now.plus({ days: (weekday - now.weekday + 7) % 7 }).set(at)
      : now.set({ day: 1, ...at });
  const next = first > now ? first : first.plus({ [`${every}s`]: 1 });
  return next.toJSDate();
}

/** The first day of which a digest tells that is due on a day, `YYYY-MM-DD`. */
export function digestSince({ every }: Digest, day: string): string {
  return DateTime.fromISO(day, { zone: 'utc' })
    .minus({ [`${every}s`]: 1 })
    .toISODate()!;
}
