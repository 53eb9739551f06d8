import { PolicyDecision } from '@backstage/plugin-permission-common';
import { Knex } from 'knex';
import { inChunks } from './chunks';

/** What the policy last said of a user, and when. */
export type ReaderRights = { decision: PolicyDecision; decidedAt: string };

type ReaderRow = { user_ref: string; decision: string; decided_at: string };

const ROWS_PER_STATEMENT = 300;

/** What the policy of the portal last said of what a user may read in the catalog. */
export class ReaderStore {
  constructor(private readonly knex: Knex) {}

  async write(
    userRef: string,
    { decision, decidedAt }: ReaderRights,
  ): Promise<void> {
    await this.knex<ReaderRow>('reader_rights')
      .insert({
        user_ref: userRef,
        decision: JSON.stringify(decision),
        decided_at: decidedAt,
      })
      .onConflict('user_ref')
      .merge(['decision', 'decided_at']);
  }

  /** Those of some users of whom it is known. */
  async read(userRefs: string[]): Promise<Map<string, ReaderRights>> {
    const found = new Map<string, ReaderRights>();
    for (const part of inChunks(userRefs, ROWS_PER_STATEMENT)) {
      const rows: ReaderRow[] = await this.knex('reader_rights').whereIn(
        'user_ref',
        part,
      );
      for (const row of rows) {
        found.set(row.user_ref, {
          decision: JSON.parse(row.decision),
          decidedAt: row.decided_at,
        });
      }
    }
    return found;
  }
}
