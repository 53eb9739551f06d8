import { Knex } from 'knex';

/** What all backends have to know of each other's work. */
export type Task =
  | 'arithmetic'
  | 'evaluate'
  | 'memberships'
  | 'mentions'
  | 'messages'
  | 'overrides'
  | 'problems'
  | 'retention';

/** How far work is that goes on over many runs and backends. */
export class ProgressStore {
  constructor(private readonly knex: Knex) {}

  async get(task: Task): Promise<string | undefined> {
    const row = await this.knex('progress').where({ task }).first('value');
    return row?.value;
  }

  async set(task: Task, value: string): Promise<void> {
    await this.knex('progress')
      .insert({ task, value })
      .onConflict('task')
      .merge(['value']);
  }

  /** Replaces a value, unless it is another one already. */
  async change(task: Task, from: string, to: string): Promise<void> {
    await this.knex('progress')
      .where({ task, value: from })
      .update({ value: to });
  }

  async delete(task: Task): Promise<void> {
    await this.knex('progress').where({ task }).delete();
  }
}
