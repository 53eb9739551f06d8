import { Followed } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { Knex } from 'knex';
import { inChunks } from './chunks';

/** Who follows it. */
export type Follower = Followed & { userRef: string };

type FollowRow = {
  user_ref: string;
  scope: string;
  kpi: string;
  tree: string;
  since: string;
};

const KEY = ['user_ref', 'scope', 'kpi', 'tree'] as const;

const ROWS_PER_STATEMENT = 300;

/** What users follow. */
export class FollowStore {
  constructor(private readonly knex: Knex) {}

  /** What a user follows, in the order in which they began. */
  async ofUser(userRef: string): Promise<Followed[]> {
    const rows: FollowRow[] = await this.knex('follows')
      .where({ user_ref: userRef })
      .orderBy(['since', ...KEY]);
    return rows.map(row => toFollowed(row));
  }

  /** Who follows some entities or scopes, or anything of them. */
  async ofScopes(tx: Knex, scopes: string[]): Promise<Follower[]> {
    const found: Follower[] = [];
    for (const part of inChunks([...new Set(scopes)], ROWS_PER_STATEMENT)) {
      const rows: FollowRow[] = await tx('follows')
        .whereIn('scope', part)
        .orderBy([...KEY]);
      found.push(
        ...rows.map(row => ({ ...toFollowed(row), userRef: row.user_ref })),
      );
    }
    return found;
  }

  /** Whoever follows anything. */
  async users(): Promise<string[]> {
    return this.knex('follows').distinct('user_ref').pluck('user_ref');
  }

  /** @param since - now, ISO 8601; it stays as it is where they follow already */
  async add(userRef: string, followed: Followed, since: string): Promise<void> {
    await this.knex('follows')
      .insert({ ...toKey(userRef, followed), since })
      .onConflict([...KEY])
      .ignore();
  }

  async remove(userRef: string, followed: Followed): Promise<void> {
    await this.knex('follows').where(toKey(userRef, followed)).delete();
  }
}

function toKey(userRef: string, { scope, kpi, tree }: Followed) {
  return { user_ref: userRef, scope, kpi: kpi ?? '', tree: tree ?? '' };
}

function toFollowed({ scope, kpi, tree }: FollowRow): Followed {
  return { scope, ...(kpi ? { kpi } : {}), ...(tree ? { tree } : {}) };
}
