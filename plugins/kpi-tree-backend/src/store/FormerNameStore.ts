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

  /** Gives an earlier reference to an entity, with those that it had itself. */
  async give(tx: Knex.Transaction, { from, to }: FormerName): Promise<void> {
    await tx('former_names').where({ to_ref: from }).update({ to_ref: to });
    // Of an entity that has its name back
    await tx('former_names').where({ from_ref: to, to_ref: to }).delete();
    const row: FormerNameRow = { from_ref: from, to_ref: to, came_again: null };
    await tx('former_names')
      .insert(row)
      .onConflict('from_ref')
      .merge(['to_ref', 'came_again']);
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
