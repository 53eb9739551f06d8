import {
  fromEpochDay,
  Review,
  ReviewChange,
  ReviewContent,
  ReviewFields,
  ReviewSubject,
  toEpochDay,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { Knex } from 'knex';
import { randomUUID } from 'node:crypto';
import { Writer } from './ActionStore';

type ReviewRow = {
  id: string;
  scope: string;
  tree: string;
  period_type: ReviewSubject['periodType'];
  period: number;
  as_of: number;
  compare: number;
  previous: string | null;
  fields: string;
  version: number;
  created_by: string;
  created_at: string;
  changed_by: string;
  changed_at: string;
  closed_by: string | null;
  closed_at: string | null;
};

type VersionRow = {
  review_id: string;
  version: number;
  changed_by: string;
  changed_at: string;
  fields: string;
};

/** All but what a closed one showed, which is large. */
const COLUMNS: (keyof ReviewRow)[] = [
  'id',
  'scope',
  'tree',
  'period_type',
  'period',
  'as_of',
  'compare',
  'previous',
  'fields',
  'version',
  'created_by',
  'created_at',
  'changed_by',
  'changed_at',
  'closed_by',
  'closed_at',
];

/** Reviews, what they were like before, and what closed ones showed. */
export class ReviewStore {
  constructor(private readonly knex: Knex) {}

  /** The newest period first. */
  async list(filter: { scope?: string; tree?: string }): Promise<Review[]> {
    const query = this.knex<ReviewRow>('reviews')
      .select(COLUMNS)
      .orderBy([
        { column: 'as_of', order: 'desc' },
        { column: 'created_at', order: 'desc' },
        'id',
      ]);
    for (const [column, value] of Object.entries(filter)) {
      if (value !== undefined) {
        query.where(column, value);
      }
    }
    return (await query).map(row => toReview(row as ReviewRow));
  }

  async read(id: string): Promise<Review | undefined> {
    return readRow(this.knex, id);
  }

  /** What a closed one showed. */
  async readContent(id: string): Promise<ReviewContent | undefined> {
    const row = await this.knex('reviews')
      .select('content')
      .where({ id })
      .first();
    return row?.content ? JSON.parse(row.content) : undefined;
  }

  /** What people had written after each change, the newest first. */
  async versions(id: string): Promise<ReviewChange[]> {
    const rows = await this.knex<VersionRow>('review_versions')
      .where({ review_id: id })
      .orderBy('version', 'desc');
    return rows.map(row => ({
      version: row.version,
      by: row.changed_by,
      at: row.changed_at,
      fields: JSON.parse(row.fields),
    }));
  }

  /**
   * @returns nothing if there is one of this scope, tree and period
   */
  async create(
    { scope, tree, periodType, period }: ReviewSubject,
    days: Pick<Review, 'asOf' | 'compare' | 'previous'>,
    fields: ReviewFields,
    { by, at }: Writer,
  ): Promise<Review | undefined> {
    return this.knex.transaction(async tx => {
      const row: ReviewRow = {
        // As a number would say how many there are that one may not read
        id: randomUUID(),
        scope,
        tree,
        period_type: periodType,
        period: toEpochDay(period),
        as_of: toEpochDay(days.asOf),
        compare: toEpochDay(days.compare),
        previous: days.previous ?? null,
        fields: JSON.stringify(fields),
        version: 1,
        created_by: by,
        created_at: at,
        changed_by: by,
        changed_at: at,
        closed_by: null,
        closed_at: null,
      };
      await tx<ReviewRow>('reviews')
        .insert(row)
        .onConflict(['scope', 'tree', 'period_type', 'period'])
        .ignore();
      const created = await readRow(tx, row.id);
      if (created) {
        await writeVersion(tx, row.id, 1, fields, { by, at });
      }
      return created;
    });
  }

  /**
   * Changes what people wrote in an open review if it still has the version that the
   * writer has seen, and closes it where what it shows is given.
   *
   * @returns nothing if it has not, or is closed
   */
  async update(
    id: string,
    version: number,
    { fields, content }: { fields: ReviewFields; content?: ReviewContent },
    { by, at }: Writer,
  ): Promise<Review | undefined> {
    return this.knex.transaction(async tx => {
      const changed = await tx('reviews')
        .where({ id, version, closed_at: null })
        .update({
          fields: JSON.stringify(fields),
          version: version + 1,
          changed_by: by,
          changed_at: at,
          ...(content
            ? { closed_by: by, closed_at: at, content: JSON.stringify(content) }
            : {}),
        });
      if (changed === 0) {
        return undefined;
      }
      await writeVersion(tx, id, version + 1, fields, { by, at });
      return readRow(tx, id);
    });
  }
}

async function readRow(knex: Knex, id: string): Promise<Review | undefined> {
  const row = await knex<ReviewRow>('reviews')
    .select(COLUMNS)
    .where({ id })
    .first();
  return row && toReview(row as ReviewRow);
}

async function writeVersion(
  tx: Knex.Transaction,
  id: string,
  version: number,
  fields: ReviewFields,
  { by, at }: Writer,
): Promise<void> {
  await tx<VersionRow>('review_versions').insert({
    review_id: id,
    version,
    changed_by: by,
    changed_at: at,
    fields: JSON.stringify(fields),
  });
}

function toReview(row: ReviewRow): Review {
  const fields: ReviewFields = JSON.parse(row.fields);
  return {
    id: row.id,
    scope: row.scope,
    tree: row.tree,
    periodType: row.period_type,
    period: fromEpochDay(row.period),
    asOf: fromEpochDay(row.as_of),
    compare: fromEpochDay(row.compare),
    ...(row.previous === null ? {} : { previous: row.previous }),
    state: row.closed_at === null ? 'open' : 'closed',
    ...fields,
    version: row.version,
    createdBy: row.created_by,
    createdAt: row.created_at,
    changedBy: row.changed_by,
    changedAt: row.changed_at,
    ...(row.closed_by === null ? {} : { closedBy: row.closed_by }),
    ...(row.closed_at === null ? {} : { closedAt: row.closed_at }),
  };
}
