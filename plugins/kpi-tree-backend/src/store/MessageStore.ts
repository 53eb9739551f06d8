import { Knex } from 'knex';
import { randomUUID } from 'node:crypto';
import type { Message } from './Message';

/** A message that waits. */
export type WaitingMessage = Message & {
  id: string;
  createdAt: string;
  /** How often it was tried before. */
  attempts: number;
};

/** How a message ended. */
export type MessageOutcome = 'sent' | 'nobody' | 'forbidden' | 'failed';

/** A message that reached nobody. */
export type LostMessage = {
  kind: string;
  outcome: MessageOutcome;
  detail: string | null;
  endedAt: string;
};

type MessageRow = {
  id: string;
  kind: string;
  content: string;
  created_at: string;
  attempts: number;
  due_at: string | null;
  ended_at: string | null;
  outcome: MessageOutcome | null;
  detail: string | null;
};

const MAX_DETAIL = 1_000;

/** The messages to users: those to be sent, and for a while those that were. */
export class MessageStore {
  constructor(private readonly knex: Knex) {}

  /**
   * Adds messages to be sent; those that are known are left as they are.
   *
   * @param at - now, ISO 8601
   * @param tx - in which they are written, so that they are sent if and only if the rest
   * of it is written as well
   */
  async add(
    messages: Message[],
    at: string,
    tx: Knex = this.knex,
  ): Promise<void> {
    for (const { id = randomUUID(), kind, ...content } of messages) {
      await tx<MessageRow>('messages')
        .insert({
          id,
          kind,
          content: JSON.stringify(content),
          created_at: at,
          attempts: 0,
          due_at: at,
        })
        .onConflict('id')
        .ignore();
    }
  }

  /** Those that are due, the oldest first. */
  async due(at: string, limit: number): Promise<WaitingMessage[]> {
    const rows: MessageRow[] = await this.knex('messages')
      .where('due_at', '<=', at)
      .orderBy(['due_at', 'created_at', 'id'])
      .limit(limit);
    return rows.map(row => ({
      ...JSON.parse(row.content),
      id: row.id,
      kind: row.kind,
      createdAt: row.created_at,
      attempts: row.attempts,
    }));
  }

  /**
   * Takes a message, to send it: nobody else does until the time is over, when whoever
   * took it is gone.
   *
   * @returns whether it is taken, and not by somebody else
   */
  async take(
    { id, attempts }: WaitingMessage,
    until: string,
  ): Promise<boolean> {
    const taken = await this.knex('messages')
      .where({ id, attempts })
      .whereNotNull('due_at')
      .update({ attempts: attempts + 1, due_at: until });
    return taken === 1;
  }

  /** Tries it again later. */
  async postpone(id: string, until: string, detail: string): Promise<void> {
    await this.knex('messages')
      .where({ id })
      .update({ due_at: until, detail: detail.slice(0, MAX_DETAIL) });
  }

  /** Notes how it ended. */
  async end(
    id: string,
    at: string,
    outcome: MessageOutcome,
    detail?: string,
  ): Promise<void> {
    await this.knex('messages')
      .where({ id })
      .update({
        due_at: null,
        ended_at: at,
        outcome,
        detail: detail?.slice(0, MAX_DETAIL) ?? null,
      });
  }

  /** Those that reached nobody since a time, the newest first. */
  async lost(since: string, limit: number): Promise<LostMessage[]> {
    const rows: MessageRow[] = await this.knex('messages')
      .whereIn('outcome', ['nobody', 'failed'])
      .where('ended_at', '>=', since)
      .orderBy('ended_at', 'desc')
      .limit(limit);
    return rows.map(({ kind, outcome, detail, ended_at }) => ({
      kind,
      outcome: outcome!,
      detail,
      endedAt: ended_at!,
    }));
  }

  /** How many that wait failed before, with the reason of one. */
  async failing(): Promise<{ count: number; detail: string | null }> {
    const rows: Pick<MessageRow, 'detail'>[] = await this.knex('messages')
      .select('detail')
      .whereNotNull('due_at')
      .whereNotNull('detail');
    return { count: rows.length, detail: rows[0]?.detail ?? null };
  }

  /** Forgets what ended before a time. */
  async forget(before: string): Promise<void> {
    await this.knex('messages').where('ended_at', '<', before).delete();
  }
}
