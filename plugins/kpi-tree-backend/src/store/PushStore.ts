import { Knex } from 'knex';
import { inChunks } from './chunks';
import {
  dayBlockOf,
  KeyBlock,
  MeasurementKey,
  ofKeyBlock,
  toKeyBlocks,
} from './pushedKeys';

/** Who sent something, when, and by which run. */
export type Push = {
  /** ISO 8601. */
  receivedAt: string;
  /** Reference of a user, or the subject of a service; nothing if nobody signed in. */
  sentBy: string | null;
  byUser: boolean;
  source: string;
  /** What sent it, as the sender calls it, or its address. */
  run: string | null;
};

/** A push as it is kept. */
export type StoredPush = Push & { id: number };

/** More than any epoch day; before the first there are less than half of them. */
const DAYS = 10_000_000;

/** SQLite takes some thousand values in a statement. */
const ROWS_PER_STATEMENT = 500;

type PushRow = {
  id: number;
  received_at: string;
  sent_by: string | null;
  by_user: boolean | number;
  source: string;
  run: string | null;
};

/** Which pushes changed which measurements; see {@link PushStore.changes}. */
export class PushChanges {
  private readonly byKey = new Map<number, (number | null)[]>();

  add({ series_id: id, period: day }: MeasurementKey, push: number | null) {
    const key = id * DAYS + day + DAYS / 2;
    const known = this.byKey.get(key);
    if (known) {
      known.push(push);
    } else {
      this.byKey.set(key, [push]);
    }
  }

  of({
    series_id: id,
    period: day,
  }: MeasurementKey): readonly (number | null)[] {
    return this.byKey.get(id * DAYS + day + DAYS / 2) ?? [];
  }
}

/** Who sent which measurements. */
export class PushStore {
  constructor(private readonly knex: Knex) {}

  /**
   * By which pushes some series were changed, by series and day, the last one at last;
   * `null` is a collection that wrote over it.
   *
   * @param days - the first and the last, as epoch days
   */
  async changes(
    seriesIds: readonly number[],
    days: { from: number; to: number },
  ): Promise<PushChanges> {
    const changes = new PushChanges();
    if (!seriesIds.length) {
      return changes;
    }
    const wanted = new Set(seriesIds);
    const [first, last] = seriesIds.reduce(
      ([least, most], id) => [Math.min(least, id), Math.max(most, id)],
      [Infinity, -Infinity],
    );
    const blocks: (KeyBlock & { push_id: number | null })[] = await this.knex(
      'pushed_keys',
    )
      .whereBetween('day_block', [dayBlockOf(days.from), dayBlockOf(days.to)])
      .andWhere('last_series', '>=', first)
      .andWhere('first_series', '<=', last)
      .orderBy('id');
    for (const block of blocks) {
      for (const key of ofKeyBlock(block)) {
        if (
          wanted.has(key.series_id) &&
          key.period >= days.from &&
          key.period <= days.to
        ) {
          changes.add(key, block.push_id);
        }
      }
    }
    return changes;
  }

  /** Some pushes by their ids. */
  async read(ids: readonly number[]): Promise<Map<number, StoredPush>> {
    const found = new Map<number, StoredPush>();
    for (const part of inChunks([...ids], ROWS_PER_STATEMENT)) {
      const rows: PushRow[] = await this.knex('pushes').whereIn('id', part);
      rows.forEach(row =>
        found.set(row.id, {
          id: row.id,
          receivedAt: row.received_at,
          sentBy: row.sent_by,
          byUser: Boolean(row.by_user),
          source: row.source,
          run: row.run,
        }),
      );
    }
    return found;
  }

  /** Forgets what was sent of days before one, and the pushes of which nothing is left. */
  async dropBefore(day: number): Promise<void> {
    await this.knex.transaction(async tx => {
      const dropped = await tx('pushed_keys')
        .where('day_block', '<', dayBlockOf(day))
        .delete();
      if (dropped) {
        await tx('pushes')
          .whereNotExists(
            tx('pushed_keys')
              .select('id')
              .where('push_id', tx.ref('pushes.id')),
          )
          .delete();
      }
    });
  }
}

/**
 * Notes a push, if it is not yet, and which measurements it changed.
 *
 * @param push - `id` where something of it is stored already
 * @param keys - in order of series and period, each once
 * @returns its id
 */
export async function notePush(
  tx: Knex.Transaction,
  push: Push & { id?: number },
  keys: readonly MeasurementKey[],
): Promise<number> {
  const id = push.id ?? (await insertPush(tx, push));
  await noteKeys(tx, id, keys);
  return id;
}

/** Notes that a collection wrote over what was sent. */
export async function noteOverwritten(
  tx: Knex.Transaction,
  keys: readonly MeasurementKey[],
): Promise<void> {
  await noteKeys(tx, null, keys);
}

/**
 * Gives a series the pushes of another one.
 *
 * @param isTaken - whether it gets the measurement of a day
 */
export async function movePushes(
  tx: Knex.Transaction,
  from: number,
  to: number,
  isTaken: (day: number) => boolean,
): Promise<void> {
  const series = await tx('series').where({ id: from }).first('pushed');
  if (!series?.pushed) {
    return;
  }
  const blocks: (KeyBlock & { push_id: number | null })[] = await tx(
    'pushed_keys',
  )
    .where('last_series', '>=', from)
    .andWhere('first_series', '<=', from)
    .orderBy('id');
  for (const block of blocks) {
    const keys = [...ofKeyBlock(block)].flatMap(key =>
      key.series_id === from && isTaken(key.period)
        ? [{ series_id: to, period: key.period }]
        : [],
    );
    await noteKeys(tx, block.push_id, keys);
  }
  await tx('series').where({ id: to }).update({ pushed: true });
}

async function insertPush(tx: Knex.Transaction, push: Push): Promise<number> {
  const [{ id }] = await tx('pushes')
    .insert({
      received_at: push.receivedAt,
      sent_by: push.sentBy,
      by_user: push.byUser,
      source: push.source,
      run: push.run,
    })
    .returning('id');
  return id;
}

async function noteKeys(
  tx: Knex.Transaction,
  pushId: number | null,
  keys: readonly MeasurementKey[],
): Promise<void> {
  const rows = toKeyBlocks(keys).map(block => ({
    ...block,
    push_id: pushId,
    keys: Buffer.from(block.keys),
  }));
  for (const part of inChunks(rows, ROWS_PER_STATEMENT)) {
    await tx('pushed_keys').insert(part);
  }
}
