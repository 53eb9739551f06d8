import { stringifyEntityRef } from '@backstage/catalog-model';
import { ownerEntityRef, Attachment } from '@internal/kpi-tree';
import {
  Problem,
  Scorecard,
  ScorecardTree,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { RequestContext } from '../access/RequestContexts';
import { instantAt, pastDay } from '../clock/asOf';
import { KpiTreeConfig } from '../configuration/KpiTreeConfig';
import { Definitions } from '../definitions/Definitions';
import { ALL } from '../definitions/Scope';
import { TreeIndex } from '../definitions/TreeIndex';
import { EvaluatedAt, evaluatedAt } from '../evaluation/EvaluatedAt';
import { Evaluator } from '../evaluation/Evaluator';
import { CurrentSeries } from '../evaluation/SeriesEvaluation';
import { RejectedRows } from '../scopes/RejectedRows';
import { isStored, ScopeService } from '../scopes/ScopeService';
import { ScopeView } from '../scopes/ScopeView';
import {
  membersMessage,
  SetAsideMessage,
  setAsideMessages,
  toProblem,
} from '../setAside/setAsideProblems';
import { SetAsideList, SetAsides } from '../setAside/SetAsides';
import { NodeCounts } from '../store/NodeStore';
import { TakeoverStore } from '../store/TakeoverStore';
import { buildNode, ScopeStates } from './buildNode';
import { ScopeStatesOnDay } from './ScopeStatesOnDay';
import { withBefore } from './withBefore';

/** A scorecard, and what it was made with. */
type MadeScorecard = {
  definitions: Definitions;
  treeName: string | undefined;
  asOf: string;
  setAside: SetAsideList;
  scorecard: Scorecard;
};

/**
 * Evaluates the trees of an entity or scope, with what the caller may read.
 */
export class ScorecardService {
  /**
   * The scorecards of scopes, by the states of which they were made: as long as these are
   * held, the page of a large scope is neither made nor written again.
   */
  private readonly made = new WeakMap<object, MadeScorecard>();

  constructor(
    private readonly options: {
      evaluator: Evaluator;
      scopes: ScopeService;
      statesOnDay: ScopeStatesOnDay;
      setAsides: SetAsides;
      takeovers: Pick<TakeoverStore, 'read'>;
      rejected: Pick<RejectedRows, 'mark'>;
      config: KpiTreeConfig;
    },
  ) {}

  /**
   * The scorecard of an entity or scope.
   *
   * @param scope - an entity reference, or `all`
   * @param treeName - the only tree to answer with
   * @param days - as it was at the end of a day, and beside it of another; now where
   * none is given
   * @throws `NotFoundError` if the caller may not read the entity, or if there
   * is no such tree; `InputError` if a day is not a date
   */
  async scorecard(
    context: RequestContext,
    scope: string,
    treeName?: string,
    days: { asOf?: string; compare?: string } = {},
  ): Promise<Scorecard> {
    const { scopes } = this.options;
    const asOf = pastDay('asOf', days.asOf, context);
    const compare = pastDay('compare', days.compare, context);
    const view = await scopes.view(context, scope);
    const attachments = this.trees(view, treeName);
    const setAside = await this.options.setAsides.list();
    const on = async (day: string | undefined) =>
      this.options.rejected.mark(
        view,
        day === undefined
          ? await this.now(view, attachments, setAside, treeName)
          : await this.past(view, attachments, setAside, day),
      );
    const scorecard = { ...(await on(asOf)), ...(await this.formerly(scope)) };
    return days.compare === undefined
      ? scorecard
      : withBefore(scorecard, await on(compare), days.compare);
  }

  private async formerly(scope: string): Promise<Pick<Scorecard, 'formerly'>> {
    const taken =
      scope === ALL ? [] : await this.options.takeovers.read([scope]);
    return taken.length
      ? {
          formerly: taken
            .reverse()
            .map(({ from, at }) => ({ entityRef: from, at })),
        }
      : {};
  }

  private async now(
    view: ScopeView,
    attachments: Attachment[],
    setAside: SetAsideList,
    treeName?: string,
  ): Promise<Scorecard> {
    const { scopes, evaluator, config } = this.options;
    const { definitions, scope } = view;
    const kpis = kpiNames(attachments);
    const asOf = instantAt(undefined, config);
    const [own, members] = await Promise.all([
      scope === ALL || !kpis.length
        ? new Map<string, CurrentSeries>()
        : evaluator.current(definitions, scope),
      scopes.states(view, kpis),
    ]);
    const known = !own.size && this.made.get(members);
    if (known && isSame(known, { definitions, treeName, asOf, setAside })) {
      return known.scorecard;
    }
    const scorecard = this.build(view, attachments, {
      asOf,
      members: view.members,
      at: evaluator.at(definitions),
      states: {
        scope,
        isScope: view.isScope,
        own,
        members: members.states,
        attached: definitions.scope(scope).attachedCounts,
      },
      nodes: members.nodes,
      setAside: messagesOf(view, kpis, setAside, members.failures),
    });
    if (!own.size && view.isScope) {
      this.made.set(members, {
        definitions,
        treeName,
        asOf,
        setAside,
        scorecard,
      });
    }
    return scorecard;
  }

  /** As it was at the end of a past day, by the definitions of today. */
  private async past(
    view: ScopeView,
    attachments: Attachment[],
    setAside: SetAsideList,
    day: string,
  ): Promise<Scorecard> {
    const { statesOnDay, scopes, config } = this.options;
    const { definitions } = view;
    const at = evaluatedAt(day, definitions, config);
    const kpis = kpiNames(attachments).flatMap(
      name => definitions.kpis.get(name) ?? [],
    );
    return this.build(view, attachments, {
      asOf: instantAt(day, config),
      members: scopes.membersOn(view, day),
      at,
      states: await statesOnDay.states(view, kpis, at),
      setAside: messagesOf(view, kpiNames(attachments), setAside),
    });
  }

  private build(
    view: ScopeView,
    attachments: Attachment[],
    made: {
      asOf: string;
      members: string[];
      at: EvaluatedAt;
      states: ScopeStates;
      nodes?: NodeCounts;
      setAside: SetAsideMessage[];
    },
  ): Scorecard {
    const { config } = this.options;
    const { definitions, scope, isScope, partial } = view;
    const { asOf, members, at, nodes, setAside } = made;
    const states: ScopeStates = {
      ...made.states,
      setAside: new Map(
        setAside.filter(({ hides }) => hides).map(each => [each.kpi, each]),
      ),
    };
    return {
      scope,
      memberCount: isScope
        ? members.length
        : Number(definitions.entities.has(scope)),
      ...(partial ? { partial } : {}),
      asOf,
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
            at,
            coverageFloor: config.coverageFloor,
            nodeCounts: nodes?.[tree],
          }),
        };
      }),
      problems: [
        ...problemsOf(view, attachments),
        ...setAside.map(each => toProblem(definitions, each)),
      ],
    };
  }

  /**
   * The trees that a scope shows.
   *
   * @throws `NotFoundError` if there is no such tree
   */
  trees({ definitions, scope }: ScopeView, only?: string): Attachment[] {
    if (only !== undefined) {
      definitions.tree(only);
    }
    return definitions
      .scope(scope)
      .attachments.filter(a => only === undefined || a.tree === only);
  }
}

/** What needs fixing in the entity, its trees and their KPIs. */
function problemsOf(view: ScopeView, attachments: Attachment[]): Problem[] {
  const { definitions, scope } = view;
  const own = definitions.problemsOf(scope);
  if (!definitions.definitionProblems.length) {
    return own;
  }
  const refs = new Set([
    ...attachments.map(a => stringifyEntityRef(definitions.tree(a.tree))),
    ...kpiNames(attachments).flatMap(name => {
      const kpi = definitions.kpis.get(name);
      // One that is invalid stands nowhere but in the organisation's namespace.
      return [`kpi:default/${name}`, ...(kpi ? [stringifyEntityRef(kpi)] : [])];
    }),
  ]);
  return [
    ...own,
    ...definitions.definitionProblems.filter(
      problem => refs.has(problem.entityRef) && !isLeftOut(view, problem),
    ),
  ];
}

/**
 * What is set aside of some KPIs of an entity or scope.
 *
 * @param failures - why KPIs cannot be determined for the members that the caller may see
 */
function messagesOf(
  view: ScopeView,
  kpis: string[],
  list: SetAsideList,
  failures: ReadonlyMap<string, string> = new Map(),
): SetAsideMessage[] {
  const { definitions, scope } = view;
  const shown = new Set(kpis);
  return [
    ...setAsideMessages(
      definitions,
      list,
      ({ subject, kpi, ofMembers }) =>
        subject === scope && (!ofMembers || isStored(view, kpi)),
    ),
    ...[...failures].map(([kpi, reason]) =>
      membersMessage({ subject: scope, kpi, reason }),
    ),
  ].filter(({ kpi }) => shown.has(kpi));
}

/**
 * That a tree names a KPI which is not there is no news to somebody who may not read all
 * KPIs: the tree is shown without it.
 */
function isLeftOut({ definitions }: ScopeView, { field, value }: Problem) {
  return (
    definitions !== definitions.whole &&
    field.startsWith('spec.root (node') &&
    typeof value === 'string' &&
    !definitions.kpis.has(value)
  );
}

/** Whether it would be made again of the same. */
function isSame(
  made: MadeScorecard,
  now: Omit<MadeScorecard, 'scorecard'>,
): boolean {
  return (
    made.definitions === now.definitions &&
    made.treeName === now.treeName &&
    made.setAside === now.setAside &&
    made.asOf === now.asOf
  );
}

/** The names of the KPIs in some trees, each once. */
export function kpiNames(attachments: Attachment[]): string[] {
  return [
    ...new Set(attachments.flatMap(({ root }) => [...TreeIndex.of(root).kpis])),
  ];
}
