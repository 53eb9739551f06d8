import {
  Action,
  ActionChange,
  ActionFields,
  ActionState,
  ActionSubject,
  fromEpochDay,
  toEpochDay,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { Knex } from 'knex';
import { randomUUID } from 'node:crypto';

type ActionRow = {
  id: string;
  scope: string;
  kpi: string | null;
  tree: string | null;
  node: string | null;
  owner: string;
  state: ActionState;
  start_day: number | null;
  due_day: number | null;
  done_day: number | null;
  fields: string;
  version: number;
  created_by: string;
  created_at: string;
  changed_by: string;
  changed_at: string;
};

type VersionRow = {
  action_id: string;
  version: number;
  changed_by: string;
  changed_at: string;
  fields: string;
};

/** Which actions are asked for; all of them if nothing is said. */
export type ActionFilter = {
  scope?: string;
  /** Any of these. */
  scopes?: string[];
  kpi?: string;
  tree?: string;
  node?: string;
  owners?: string[];
  states?: ActionState[];
};

/** Who writes, and when (ISO 8601). */
export type Writer = { by: string; at: string };

/** Actions and what they were like before: some thousand rows. */
export class ActionStore {
  constructor(private readonly knex: Knex) {}

  /** Those that a filter lets through, in the order in which they were written. */
  async list(filter: ActionFilter): Promise<Action[]> {
    const { scopes, owners, states, ...equal } = filter;
    const query = this.knex<ActionRow>('actions').orderBy(['created_at', 'id']);
    for (const [column, value] of Object.entries(equal)) {
      if (value !== undefined) {
        query.where(column, value);
      }
    }
    if (scopes) {
      query.whereIn('scope', scopes);
    }
    if (owners) {
      query.whereIn('owner', owners);
    }
    if (states) {
      query.whereIn('state', states);
    }
    return (await query).map(toAction);
  }

  async read(id: string): Promise<Action | undefined> {
    const row = await this.knex<ActionRow>('actions').where({ id }).first();
    return row && toAction(row);
  }

  /** What it was like after each change, the newest first. */
  async versions(id: string): Promise<ActionChange[]> {
    const rows = await this.knex<VersionRow>('action_versions')
      .where({ action_id: id })
      .orderBy('version', 'desc');
    return rows.map(row => ({
      version: row.version,
      by: row.changed_by,
      at: row.changed_at,
      fields: JSON.parse(row.fields),
    }));
  }

  async create(
    { scope, kpi, tree, node }: ActionSubject,
    fields: ActionFields,
    { by, at }: Writer,
  ): Promise<Action> {
    return this.knex.transaction(async tx => {
      const row: ActionRow = {
        // As a number would say how many there are that one may not read
        id: randomUUID(),
        scope,
        kpi: kpi ?? null,
        tree: tree ?? null,
        node: node ?? null,
        ...toColumns(fields),
        version: 1,
        created_by: by,
        created_at: at,
        changed_by: by,
        changed_at: at,
      };
      await tx<ActionRow>('actions').insert(row);
      await writeVersion(tx, row.id, 1, fields, { by, at });
      return toAction(row);
    });
  }

  /**
   * Changes an action if it still has the version that the writer has seen.
   *
   * @returns nothing if it has not
   */
  async update(
    id: string,
    version: number,
    fields: ActionFields,
    { by, at }: Writer,
  ): Promise<Action | undefined> {
    return this.knex.transaction(async tx => {
      const changed = await tx<ActionRow>('actions')
        .where({ id, version })
        .update({
          ...toColumns(fields),
          version: version + 1,
          changed_by: by,
          changed_at: at,
        });
      if (changed === 0) {
        return undefined;
      }
      await writeVersion(tx, id, version + 1, fields, { by, at });
      const row = await tx<ActionRow>('actions').where({ id }).first();
      return row && toAction(row);
    });
  }
}

async function writeVersion(
  tx: Knex.Transaction,
  id: string,
  version: number,
  fields: ActionFields,
  { by, at }: Writer,
): Promise<void> {
  await tx<VersionRow>('action_versions').insert({
    action_id: id,
    version,
    changed_by: by,
    changed_at: at,
    fields: JSON.stringify(fields),
  });
}

function toColumns({ owner, state, start, due, done, ...rest }: ActionFields) {
  return {
    owner,
    state,
    start_day: toDay(start),
    due_day: toDay(due),
    done_day: toDay(done),
    fields: JSON.stringify(rest),
  };
}

function toAction(row: ActionRow): Action {
  return {
    id: row.id,
    scope: row.scope,
    ...(row.kpi === null ? {} : { kpi: row.kpi }),
    ...(row.tree === null ? {} : { tree: row.tree }),
    ...(row.node === null ? {} : { node: row.node }),
    owner: row.owner,
    state: row.state,
    ...JSON.parse(row.fields),
    ...toDate('start', row.start_day),
    ...toDate('due', row.due_day),
    ...toDate('done', row.done_day),
    version: row.version,
    createdBy: row.created_by,
    createdAt: row.created_at,
    changedBy: row.changed_by,
    changedAt: row.changed_at,
  };
}

function toDay(date: string | undefined): number | null {
  return date === undefined ? null : toEpochDay(date);
}

function toDate(name: 'start' | 'due' | 'done', day: number | null) {
  return day === null ? {} : { [name]: fromEpochDay(day) };
}
