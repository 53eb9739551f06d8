import { Attachment } from '@internal/kpi-tree';
import { Scorecard } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { RequestContext } from '../access/RequestContexts';
import { instantAt, pastDay } from '../clock/asOf';
import { KpiTreeConfig } from '../configuration/KpiTreeConfig';
import { Definitions } from '../definitions/Definitions';
import { ALL } from '../definitions/Scope';
import { evaluatedAt } from '../evaluation/EvaluatedAt';
import { Evaluator } from '../evaluation/Evaluator';
import { CurrentSeries } from '../evaluation/SeriesEvaluation';
import { RejectedRows } from '../scopes/RejectedRows';
import { ScopeService } from '../scopes/ScopeService';
import { ScopeView } from '../scopes/ScopeView';
import { SetAsideList, SetAsides } from '../setAside/SetAsides';
import { TakeoverStore } from '../store/TakeoverStore';
import { buildScorecard, kpiNames, messagesOf } from './buildScorecard';
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
    const scorecard = buildScorecard(config, view, attachments, {
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
    return buildScorecard(config, view, attachments, {
      asOf: instantAt(day, config),
      members: scopes.membersOn(view, day),
      at,
      states: await statesOnDay.states(view, kpis, at),
      setAside: messagesOf(view, kpiNames(attachments), setAside),
    });
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
