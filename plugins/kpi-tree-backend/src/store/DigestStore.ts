import { Digest } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { Knex } from 'knex';

/** A digest that somebody wants, and when it is due. */
export type DueDigest = Digest & {
  userRef: string;
  /** ISO 8601 */
  nextAt: string;
};

type DigestRow = {
  user_ref: string;
  every: Digest['every'];
  time_zone: string;
  weekday: number;
  hour: number;
  next_at: string;
};

/** When users want a digest. */
export class DigestStore {
  constructor(private readonly knex: Knex) {}

  async read(userRef: string): Promise<Digest | undefined> {
    const row = await this.knex<DigestRow>('digests')
      .where({ user_ref: userRef })
      .first();
    return row && toDigest(row);
  }

  async write(
    userRef: string,
    { every, timeZone, weekday, hour }: Digest,
    nextAt: string,
  ): Promise<void> {
    await this.knex<DigestRow>('digests')
      .insert({
        user_ref: userRef,
        every,
        time_zone: timeZone,
        weekday,
        hour,
        next_at: nextAt,
      })
      .onConflict('user_ref')
      .merge(['every', 'time_zone', 'weekday', 'hour', 'next_at']);
  }

  async remove(userRef: string): Promise<void> {
    await this.knex('digests').where({ user_ref: userRef }).delete();
  }

  /** Those that are due. */
  async due(at: string, limit: number): Promise<DueDigest[]> {
    const rows: DigestRow[] = await this.knex('digests')
      .where('next_at', '<=', at)
      .orderBy(['next_at', 'user_ref'])
      .limit(limit);
    return rows.map(row => ({
      ...toDigest(row),
      userRef: row.user_ref,
      nextAt: row.next_at,
    }));
  }

  /** @returns whether it is taken, and not by another backend */
  async take(
    tx: Knex,
    { userRef, nextAt }: DueDigest,
    next: string,
  ): Promise<boolean> {
    const taken = await tx('digests')
      .where({ user_ref: userRef, next_at: nextAt })
      .update({ next_at: next });
    return taken === 1;
  }
}

function toDigest({ every, time_zone, weekday, hour }: DigestRow): Digest {
  return { every, timeZone: time_zone, weekday, hour };
}
