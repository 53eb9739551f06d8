import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { stringifyEntityRef } from '@backstage/catalog-model';
import {
  isLeaf,
  KpiTreeBranch,
  narrowTree,
  Problem,
  Scorecard,
  ScorecardTree,
  walkTree,
  ownerEntityRef,
  Attachment,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { KpiTreeConfig } from '../config';
import { ALL, Definitions, SCOPE_KINDS } from '../definitions/Definitions';
import { CurrentSeries, Evaluator } from '../evaluation/Evaluator';
import { EntityAccess } from './EntityAccess';
import { buildNode, ScopeStates } from './buildNode';

/**
 * Evaluates the trees of an entity or scope, with what the caller may read.
 */
export class ScorecardService {
  constructor(
    private readonly options: {
      evaluator: Evaluator;
      access: EntityAccess;
      config: KpiTreeConfig;
    },
  ) {}

  /**
   * The scorecard of an entity or scope.
   *
   * @param scope - an entity reference, or `all`
   * @param treeName - the only tree to answer with
   * @throws `NotFoundError` if the caller may not read the entity, or if there
   * is no such tree
   */
  async scorecard(
    definitions: Definitions,
    scope: string,
    credentials: BackstageCredentials,
    treeName?: string,
  ): Promise<Scorecard> {
    const { access, evaluator, config } = this.options;
    if (scope !== ALL) {
      await access.assertReadable(scope, credentials);
    }
    if (treeName !== undefined) {
      definitions.tree(treeName);
    }
    const members = await access.readable(
      definitions.members(scope),
      credentials,
    );
    const attachments = await this.readableTrees(
      definitions,
      treesOf(definitions, scope, members).filter(
        a => treeName === undefined || a.tree === treeName,
      ),
      credentials,
    );
    const kpis = kpiNames(attachments);
    const own = scope === ALL ? [] : [scope];
    const series = kpis.length
      ? await evaluator.current(definitions, {
          // Past a few hundred members it is cheaper to read them all.
          entityRefs: members.length > 500 ? undefined : [...own, ...members],
          kpis,
        })
      : [];
    const states = groupStates(definitions, scope, members, series);
    return {
      scope,
      memberCount: members.length || own.length,
      asOf: config.now().toISOString(),
      timeZone: config.timeZone,
      trees: attachments.map(({ tree, root }): ScorecardTree => {
        const entity = definitions.tree(tree);
        return {
          name: tree,
          title: entity.metadata.title ?? tree,
          ...(entity.metadata.description
            ? { description: entity.metadata.description }
            : {}),
          owner: ownerEntityRef(entity.spec.owner),
          root: buildNode(root, states, {
            definitions,
            evaluator,
            coverageFloor: config.coverageFloor,
          }),
        };
      }),
      problems: this.problems(definitions, scope, attachments),
    };
  }

  private async readableTrees(
    definitions: Definitions,
    attachments: Attachment[],
    credentials: BackstageCredentials,
  ): Promise<Attachment[]> {
    const refOf = (a: Attachment) =>
      stringifyEntityRef(definitions.tree(a.tree));
    const readable = await this.options.access.readable(
      attachments.map(refOf),
      credentials,
    );
    return attachments.filter(a => readable.includes(refOf(a)));
  }

  /** What is to be mended in the entity, its trees and their KPIs. */
  private problems(
    definitions: Definitions,
    scope: string,
    attachments: Attachment[],
  ): Problem[] {
    const refs = new Set([
      ...attachments.map(a => stringifyEntityRef(definitions.tree(a.tree))),
      ...kpiNames(attachments).flatMap(name => {
        const kpi = definitions.kpis.get(name);
        // One that is invalid stands nowhere but in the house's namespace.
        return [
          `kpi:default/${name}`,
          ...(kpi ? [stringifyEntityRef(kpi)] : []),
        ];
      }),
    ]);
    return [
      ...(definitions.entities.get(scope)?.problems ?? []),
      ...definitions.definitionProblems.filter(p => refs.has(p.entityRef)),
    ];
  }
}

/**
 * The trees that a scope shows: its own, and for a scope with members theirs,
 * with the branches that any of them counts. The portfolio shows all there are,
 * those that members have first.
 */
export function treesOf(
  definitions: Definitions,
  scope: string,
  members: string[],
): Attachment[] {
  const own = definitions.entities.get(scope)?.attachments ?? [];
  const found = new Map<string, Set<string> | 'whole'>();
  for (const member of members) {
    const entity = definitions.entities.get(member);
    for (const { tree } of entity?.attachments ?? []) {
      const nodes = entity?.annotations.nodes;
      const known = found.get(tree);
      if (!nodes || known === 'whole') {
        found.set(tree, 'whole');
      } else {
        found.set(tree, new Set([...(known ?? []), ...nodes]));
      }
    }
  }
  if (scope === ALL) {
    for (const name of definitions.trees.keys()) {
      found.set(name, 'whole');
    }
  }
  return [
    ...own,
    ...[...found]
      .filter(([tree]) => !own.some(a => a.tree === tree))
      .map(([tree, nodes]): Attachment => {
        const { root } = definitions.tree(tree).spec;
        return {
          tree,
          // The whole portfolio shows the whole tree, its empty places too.
          root:
            scope === ALL || nodes === 'whole'
              ? root
              : narrowTree(root, [...nodes]) ?? root,
        };
      }),
  ];
}

function kpiNames(attachments: Attachment[]): string[] {
  const leaves = (root: KpiTreeBranch) =>
    [...walkTree(root)].flatMap(({ node }) => (isLeaf(node) ? [node.kpi] : []));
  return [...new Set(attachments.flatMap(a => leaves(a.root)))];
}

function groupStates(
  definitions: Definitions,
  scope: string,
  members: string[],
  series: CurrentSeries[],
): ScopeStates {
  const isMember = new Set(members);
  const isScope =
    scope === ALL ||
    SCOPE_KINDS.includes(definitions.entities.get(scope)?.kind ?? '');
  const states: ScopeStates = {
    scope,
    isScope,
    own: new Map(),
    members: new Map(),
    attached: new Map(),
  };
  for (const one of series) {
    if (one.entityRef === scope) {
      states.own.set(one.kpi, one);
    } else if (isMember.has(one.entityRef)) {
      const list = states.members.get(one.kpi);
      if (list) {
        list.push(one);
      } else {
        states.members.set(one.kpi, [one]);
      }
    }
  }
  for (const member of members) {
    for (const kpi of definitions.attachedKpis(member)) {
      const list = states.attached.get(kpi);
      if (list) {
        list.add(member);
      } else {
        states.attached.set(kpi, new Set([member]));
      }
    }
  }
  return states;
}
