import { Knex } from 'knex';
import { inChunks } from './chunks';

/** Which entity has an earlier reference that it names in `kpi-tree.io/formerly`. */
export type FormerName = {
  from: string;
  to: string;
};

/** By earlier reference, who has it, and whether it is another entity's again. */
export type HeldNames = ReadonlyMap<
  string,
  {
    to: string;
    /** `YYYY-MM-DD`, when another entity was first seen with it since. */
    cameAgain: string | null;
  }
>;

type FormerNameRow = {
  from_ref: string;
  to_ref: string;
  came_again: string | null;
};

/** SQLite takes some thousand values in a statement. */
const ROWS_PER_STATEMENT = 200;

/**
 * Who has which earlier reference: whoever named it when nothing in the catalog had it,
 * until it no longer names it.
 */
export class FormerNameStore {
  constructor(private readonly knex: Knex) {}

  async read(): Promise<HeldNames> {
    const rows: FormerNameRow[] = await this.knex('former_names');
    return new Map(
      rows.map(({ from_ref, to_ref, came_again }) => [
        from_ref,
        { to: to_ref, cameAgain: came_again },
      ]),
    );
  }

  /** Gives earlier references to entities, each with those that it had itself. */
  async give(tx: Knex.Transaction, names: FormerName[]): Promise<void> {
    for (const part of inChunks(names, ROWS_PER_STATEMENT)) {
      const heirs = new Map(part.map(({ from, to }) => [from, to]));
      const had: string[] = await tx('former_names')
        .distinct('to_ref')
        .whereIn('to_ref', [...heirs.keys()])
        .pluck('to_ref');
      for (const from of had) {
        await tx('former_names')
          .where({ to_ref: from })
          .update({ to_ref: heirs.get(from)! });
      }
      // Of an entity that has its name back
      await tx('former_names').where('from_ref', tx.ref('to_ref')).delete();
      await tx('former_names')
        .insert(
          part.map(
            ({ from, to }): FormerNameRow => ({
              from_ref: from,
              to_ref: to,
              came_again: null,
            }),
          ),
        )
        .onConflict('from_ref')
        .merge(['to_ref', 'came_again']);
    }
  }

  /** Notes of earlier references that other entities have them. */
  async noteCameAgain(names: FormerName[], date: string): Promise<void> {
    await this.change(names, query => query.update({ came_again: date }));
  }

  /** Takes earlier references away from those who no longer name them. */
  async release(names: FormerName[]): Promise<void> {
    await this.change(names, query => query.delete());
  }

  private async change(
    names: FormerName[],
    change: (query: Knex.QueryBuilder) => Knex.QueryBuilder,
  ): Promise<void> {
    for (const part of inChunks(names, ROWS_PER_STATEMENT)) {
      // Unless another backend gave them to somebody else meanwhile
      await change(
        this.knex('former_names').whereIn(
          ['from_ref', 'to_ref'],
          part.map(({ from, to }) => [from, to]),
        ),
      );
    }
  }
}
