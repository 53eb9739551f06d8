import { Knex } from 'knex';
import { inChunks } from './chunks';

const ROWS_PER_STATEMENT = 300;

/** Entities whose owners know that they have mistakes. */
export class ToldProblemStore {
  /**
   * Notes which entities have mistakes now.
   *
   * @param at - now, ISO 8601
   * @returns those that had none before
   */
  async replace(
    tx: Knex.Transaction,
    entityRefs: ReadonlySet<string>,
    at: string,
  ): Promise<string[]> {
    const known: string[] = await tx('told_problems').pluck('entity_ref');
    const gone = known.filter(ref => !entityRefs.has(ref));
    for (const part of inChunks(gone, ROWS_PER_STATEMENT)) {
      await tx('told_problems').whereIn('entity_ref', part).delete();
    }
    const before = new Set(known);
    const begun = [...entityRefs].filter(ref => !before.has(ref));
    for (const part of inChunks(begun, ROWS_PER_STATEMENT)) {
      await tx('told_problems').insert(
        part.map(ref => ({ entity_ref: ref, since: at })),
      );
    }
    return begun;
  }
}
