import { InputError } from '@backstage/errors';
import { Followed, Follows } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { RequestContext } from '../access/RequestContexts';
import { Definitions } from '../definitions/Definitions';
import { ALL } from '../definitions/Scope';
import { FollowStore } from '../store/FollowStore';
import { MessageService } from './MessageService';

/** Nobody can follow more and know what of. */
const MOST_FOLLOWED = 500;

/** What users follow: of that they are told as its owners are. */
export class FollowService {
  constructor(
    private readonly options: { store: FollowStore; messages: MessageService },
  ) {}

  /** What somebody follows that they may read. */
  async list(
    { definitions }: RequestContext,
    userRef: string | undefined,
  ): Promise<Follows> {
    const { store, messages } = this.options;
    const items = userRef ? await store.ofUser(userRef) : [];
    return {
      items: items.filter(followed => isThere(definitions, followed)),
      sendsMessages: messages.isOn,
    };
  }

  /**
   * @throws `NotFoundError` if it is not there, or the user may not read it; `InputError`
   * if both a KPI and a tree are named, or they follow too much
   */
  async follow(
    { definitions, visibility }: RequestContext,
    userRef: string,
    followed: Followed,
  ): Promise<void> {
    const { scope, kpi, tree } = followed;
    const { store } = this.options;
    if (kpi !== undefined && tree !== undefined) {
      throw new InputError(
        `kpi is ${kpi} and tree is ${tree}: follow one of the two`,
      );
    }
    if (scope !== ALL) {
      await visibility.assertReadable(scope);
    }
    if (kpi !== undefined) {
      definitions.kpi(kpi);
    }
    if (tree !== undefined) {
      definitions.tree(tree);
    }
    if ((await store.ofUser(userRef)).length >= MOST_FOLLOWED) {
      throw new InputError(
        `you follow ${MOST_FOLLOWED} KPIs and scopes already: unfollow some first`,
      );
    }
    await store.add(userRef, followed, new Date().toISOString());
  }

  /** Whether or not they did, or may still read it. */
  async unfollow(userRef: string, followed: Followed): Promise<void> {
    await this.options.store.remove(userRef, followed);
  }
}

function isThere(
  { entities, kpis, trees }: Definitions,
  { scope, kpi, tree }: Followed,
): boolean {
  return (
    (scope === ALL || entities.has(scope)) &&
    (kpi === undefined || kpis.has(kpi)) &&
    (tree === undefined || trees.has(tree))
  );
}
