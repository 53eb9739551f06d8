import { Knex } from 'knex';
import { inChunks } from './chunks';
import { lock } from './database';
import { ProgressStore } from './ProgressStore';

/** That an entity belongs to a scope, in days since 1970-01-01. */
export type Membership = {
  scope: string;
  entityRef: string;
  /** The day it was seen. */
  from: number;
  /**
   * The day from which it is no member any more. The day before it was seen if it was
   * never one: it left on that day for another scope, which it may yet leave as well.
   */
  to: number | null;
};

/** From the day an entity was seen in a scope to the day from which it is not. */
export type Stay = Pick<Membership, 'from' | 'to'>;

/** A membership as it becomes; one that is to be forgotten has no end. */
export type EndedMembership = Pick<
  Membership,
  'scope' | 'entityRef' | 'from'
> & {
  to?: number;
};

/** Whether there was a day at the end of which it held. */
export function wasEver({ from, to }: Stay): boolean {
  return to === null || to >= from;
}

type MembershipRow = {
  scope: string;
  entity_ref: string;
  from_day: number;
  to_day: number | null;
};

/** SQLite takes some thousand values in a statement. */
const ROWS_PER_STATEMENT = 200;

/**
 * Which entity belonged to which scope, and when.
 */
export class MembershipStore {
  constructor(private readonly knex: Knex) {}

  /** All there ever were. */
  async read(knex: Knex = this.knex): Promise<Membership[]> {
    const rows: MembershipRow[] = await knex('memberships').orderBy([
      'scope',
      'entity_ref',
      'from_day',
    ]);
    return rows.map(row => ({
      scope: row.scope,
      entityRef: row.entity_ref,
      from: row.from_day,
      to: row.to_day,
    }));
  }

  /** Changes with the memberships. */
  async version(knex: Knex = this.knex): Promise<string | undefined> {
    return new ProgressStore(knex).get('memberships');
  }

  async setVersion(tx: Knex, version: string): Promise<void> {
    await new ProgressStore(tx).set('memberships', version);
  }

  /**
   * Changes memberships, while no other backend does.
   *
   * @param change - from what there is, who came today, and what ends or is forgotten
   */
  async change(
    today: number,
    change: (known: Membership[]) => {
      came: Pick<Membership, 'scope' | 'entityRef'>[];
      gone: EndedMembership[];
    },
    then: (tx: Knex.Transaction) => Promise<void>,
  ): Promise<void> {
    await this.knex.transaction(async tx => {
      await lock(tx, 'memberships');
      const { came, gone } = change(await this.read(tx));
      // Of an earlier day, whose members are known
      await tx('memberships')
        .where('from_day', '<', today)
        .whereRaw('to_day < from_day')
        .delete();
      for (const { scope, entityRef, from, to } of gone) {
        const row = tx('memberships').where({
          scope,
          entity_ref: entityRef,
          from_day: from,
        });
        await (to === undefined ? row.delete() : row.update({ to_day: to }));
      }
      const rows = came.map(
        ({ scope, entityRef }): MembershipRow => ({
          scope,
          entity_ref: entityRef,
          from_day: today,
          to_day: null,
        }),
      );
      for (const part of inChunks(rows, ROWS_PER_STATEMENT)) {
        await tx('memberships').insert(part);
      }
      await then(tx);
    });
  }
}
