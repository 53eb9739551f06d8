import {
  fromEpochDay,
  KpiComment,
  KpiCommentChange,
  PeriodSubject,
  PeriodType,
  toEpochDay,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { Knex } from 'knex';
import { randomUUID } from 'node:crypto';

type CommentRow = {
  id: string;
  scope: string;
  kpi: string;
  period_type: PeriodType;
  period: number;
  text: string;
  mentions: string;
  version: number;
  created_by: string;
  created_at: string;
  changed_at: string;
  deleted_at: string | null;
};

type VersionRow = {
  comment_id: string;
  version: number;
  changed_by: string;
  changed_at: string;
  text: string | null;
};

type MentionRow = {
  id: number;
  comment_id: string;
  entity_ref: string;
  mentioned_by: string;
  mentioned_at: string;
};

/** Which comments are asked for; all of them if nothing is said. */
export type CommentFilter = {
  scope?: string;
  kpi?: string;
  /** Of periods that begin on this day or later. */
  from?: string;
  /** Of periods that begin on this day or before. */
  to?: string;
};

/** What is written of a comment. */
export type CommentText = { text: string; mentions: string[] };

/** That a comment names somebody whom it did not name before. */
export type Mention = {
  /** Higher than those of all mentions before. */
  id: number;
  commentId: string;
  /** Of a User or Group. */
  entityRef: string;
  by: string;
  /** ISO 8601 */
  at: string;
};

/** Comments, what they were like before, and whom they name: some thousand rows. */
export class CommentStore {
  constructor(private readonly knex: Knex) {}

  /** Those that a filter lets through, of the newest periods first. */
  async list({ scope, kpi, from, to }: CommentFilter): Promise<KpiComment[]> {
    const query = this.knex<CommentRow>('comments')
      .whereNull('deleted_at')
      .orderBy([
        { column: 'period', order: 'desc' },
        { column: 'number', order: 'desc' },
      ]);
    if (scope !== undefined) {
      query.where({ scope });
    }
    if (kpi !== undefined) {
      query.where({ kpi });
    }
    if (from !== undefined) {
      query.where('period', '>=', toEpochDay(from));
    }
    if (to !== undefined) {
      query.where('period', '<=', toEpochDay(to));
    }
    return (await query).map(toComment);
  }

  /** A comment, and whether it was deleted. */
  async read(
    id: string,
  ): Promise<{ comment: KpiComment; isDeleted: boolean } | undefined> {
    const row = await this.knex<CommentRow>('comments').where({ id }).first();
    return (
      row && { comment: toComment(row), isDeleted: row.deleted_at !== null }
    );
  }

  /** What it was like after each change, the newest first. */
  async versions(id: string): Promise<KpiCommentChange[]> {
    const rows = await this.knex<VersionRow>('comment_versions')
      .where({ comment_id: id })
      .orderBy('version', 'desc');
    return rows.map(row => ({
      version: row.version,
      by: row.changed_by,
      at: row.changed_at,
      text: row.text,
    }));
  }

  /**
   * Whom comments that are not deleted name, in the order of writing: each once per
   * comment, however often it is changed.
   *
   * @param after - the id of the last mention that the caller knows
   */
  async mentionsAfter(after: number, limit: number): Promise<Mention[]> {
    const rows: MentionRow[] = await this.knex('comment_mentions as m')
      .join('comments as c', 'c.id', 'm.comment_id')
      .where('m.id', '>', after)
      .whereNull('c.deleted_at')
      .orderBy('m.id')
      .limit(limit)
      .select('m.*');
    return rows.map(row => ({
      id: row.id,
      commentId: row.comment_id,
      entityRef: row.entity_ref,
      by: row.mentioned_by,
      at: row.mentioned_at,
    }));
  }

  async create(
    { scope, kpi, periodType, period }: PeriodSubject,
    { text, mentions }: CommentText,
    { by, at }: { by: string; at: string },
  ): Promise<KpiComment> {
    return this.knex.transaction(async tx => {
      const row = {
        id: randomUUID(),
        scope,
        kpi,
        period_type: periodType,
        period: toEpochDay(period),
        text,
        mentions: JSON.stringify(mentions),
        version: 1,
        created_by: by,
        created_at: at,
        changed_at: at,
        deleted_at: null,
      };
      const { id } = row;
      await tx('comments').insert({
        ...row,
        number: tx.raw('(select coalesce(max(number), 0) + 1 from comments)'),
      });
      await addVersion(tx, { id, version: 1, by, at, text });
      await addMentions(tx, id, mentions, { by, at });
      return toComment(row);
    });
  }

  /**
   * Changes a comment if it still has the version that the writer has seen.
   *
   * @returns nothing if it has not, or was deleted
   */
  async update(
    id: string,
    version: number,
    { text, mentions }: CommentText,
    { by, at }: { by: string; at: string },
  ): Promise<KpiComment | undefined> {
    return this.knex.transaction(async tx => {
      const changed = await tx<CommentRow>('comments')
        .where({ id, version })
        .whereNull('deleted_at')
        .update({
          text,
          mentions: JSON.stringify(mentions),
          version: version + 1,
          changed_at: at,
        });
      if (changed === 0) {
        return undefined;
      }
      await addVersion(tx, { id, version: version + 1, by, at, text });
      await addMentions(tx, id, mentions, { by, at });
      const row = await tx<CommentRow>('comments').where({ id }).first();
      return row && toComment(row);
    });
  }

  /**
   * Deletes a comment; what it was like is kept.
   *
   * @returns whether it still had this version
   */
  async delete(
    id: string,
    version: number,
    { by, at }: { by: string; at: string },
  ): Promise<boolean> {
    return this.knex.transaction(async tx => {
      const changed = await tx<CommentRow>('comments')
        .where({ id, version })
        .whereNull('deleted_at')
        .update({ version: version + 1, deleted_at: at });
      if (changed) {
        await addVersion(tx, { id, version: version + 1, by, at, text: null });
      }
      return changed > 0;
    });
  }
}

async function addVersion(
  tx: Knex.Transaction,
  { id, version, by, at, text }: { id: string } & KpiCommentChange,
): Promise<void> {
  await tx<VersionRow>('comment_versions').insert({
    comment_id: id,
    version,
    changed_by: by,
    changed_at: at,
    text,
  });
}

async function addMentions(
  tx: Knex.Transaction,
  commentId: string,
  mentions: string[],
  { by, at }: { by: string; at: string },
): Promise<void> {
  if (mentions.length) {
    await tx<MentionRow>('comment_mentions')
      .insert(
        mentions.map(entityRef => ({
          comment_id: commentId,
          entity_ref: entityRef,
          mentioned_by: by,
          mentioned_at: at,
        })),
      )
      .onConflict(['comment_id', 'entity_ref'])
      .ignore();
  }
}

function toComment(row: CommentRow): KpiComment {
  return {
    id: row.id,
    scope: row.scope,
    kpi: row.kpi,
    periodType: row.period_type,
    period: fromEpochDay(row.period),
    text: row.text,
    mentions: JSON.parse(row.mentions),
    version: row.version,
    createdBy: row.created_by,
    createdAt: row.created_at,
    changedAt: row.changed_at,
  };
}
