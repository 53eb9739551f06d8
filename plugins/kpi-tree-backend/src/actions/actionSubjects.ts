import { NotFoundError } from '@backstage/errors';
import { ownerEntityRef } from '@internal/kpi-tree';
import {
  ActionSubject,
  isLeaf,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { KpiOfEntity } from '@kpi-tree/backstage-plugin-kpi-tree-node';
import { RequestContext } from '../access/RequestContexts';
import { ALL } from '../definitions/Scope';
import { ownersOf } from '../definitions/ownersOf';
import { TreeIndex } from '../definitions/TreeIndex';
import { Definitions } from '../definitions/Definitions';

/** What an action is for, as the caller sees it. */
export type SeenSubject = {
  title: string;
  /** As policies are asked for it. */
  resource: KpiOfEntity;
};

/**
 * What an action is for, as a caller sees it; nothing if they may not read the scope, the
 * Kpi or the tree, or if it does not exist any more.
 */
export function seenSubject(
  definitions: Definitions,
  subject: ActionSubject,
): SeenSubject | undefined {
  const { scope, kpi, tree, node: id } = subject;
  if (scope !== ALL && !definitions.entities.has(scope)) {
    return undefined;
  }
  if (kpi !== undefined) {
    const found = definitions.kpis.get(kpi);
    return (
      found && {
        title: found.metadata.title ?? kpi,
        resource: {
          entityRef: scope,
          kpi,
          owners: ownersOf(definitions, scope, kpi),
        },
      }
    );
  }
  const root = definitions.trees.get(tree ?? '')?.spec.root;
  const node = root && TreeIndex.of(root).node(id ?? '');
  if (!node || isLeaf(node)) {
    return undefined;
  }
  const entity = definitions.entities.get(scope);
  return {
    title: node.title,
    resource: {
      entityRef: scope,
      kpi: '',
      owners: [
        ...(node.owner ? [ownerEntityRef(node.owner)] : []),
        ...(entity?.owner ? [entity.owner] : []),
        ...(entity?.kind === 'group' ? [scope] : []),
      ],
    },
  };
}

/**
 * As {@link seenSubject}, of what somebody asks for by name.
 *
 * @throws `NotFoundError` if it is not there, or the caller may not read it
 */
export async function findSubject(
  { definitions, visibility }: RequestContext,
  subject: ActionSubject,
): Promise<SeenSubject> {
  if (subject.scope !== ALL) {
    await visibility.assertReadable(subject.scope);
  }
  if (subject.kpi !== undefined) {
    definitions.kpi(subject.kpi);
  } else {
    definitions.tree(subject.tree ?? '');
  }
  const seen = seenSubject(definitions, subject);
  if (!seen) {
    throw new NotFoundError(
      subject.kpi === undefined
        ? `The tree ${subject.tree} has no node ${subject.node} above its KPIs`
        : `There are no definitions of ${subject.scope} yet: ask again in a minute`,
    );
  }
  return seen;
}
