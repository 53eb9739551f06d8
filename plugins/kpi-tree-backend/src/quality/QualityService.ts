import { describeQualityIssue, worstGrade } from '@internal/kpi-tree';
import {
  QualityFinding,
  QualityFindingKind,
  qualityFindingKinds,
  QualityIssue,
  QualityPage,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { KpiSource } from '@kpi-tree/backstage-plugin-kpi-tree-node';
import { Knex } from 'knex';
import { RequestContext } from '../access/RequestContexts';
import { KpiTreeConfig } from '../configuration/KpiTreeConfig';
import { ALL } from '../definitions/Scope';
import { Evaluator } from '../evaluation/Evaluator';
import { pageOf } from '../paging/page';
import { RejectedRows } from '../scopes/RejectedRows';
import { isStored, ScopeService } from '../scopes/ScopeService';
import { ScopeView } from '../scopes/ScopeView';
import { ScorecardService } from '../scorecard/ScorecardService';
import {
  SetAsideMessage,
  setAsideMessages,
} from '../setAside/setAsideProblems';
import { SetAsides } from '../setAside/SetAsides';
import { ActionStore } from '../store/ActionStore';
import { CurrentStore, DoubtfulSeries } from '../store/CurrentStore';
import { MeasurementStore } from '../store/MeasurementStore';
import { GoneEntities } from '../takeover/GoneEntities';
import { countKinds, ownersOf } from './countFindings';
import { kpiFindings } from './kpiFindings';
import { loosenedFindings } from './loosenedFindings';
import { nodeFindings } from './nodeFindings';
import { ownerInCatalog } from './owners';
import { problemFindings } from './problemFindings';
import { renameFindings } from './renameFindings';
import {
  isShown,
  kpisOf,
  problemsOf,
  treeWith,
  usedTrees,
} from './scopeDefinitions';
import { setAsideFindings } from './setAsideFindings';
import { unattendedFindings } from './unattendedFindings';

/** What is requested of the quality report. */
export type QualityRequest = {
  scope: string;
  /** An entity reference, or `none`: what nobody owns. */
  owner?: string;
  kind?: QualityFindingKind;
  limit?: number;
  cursor?: string;
};

/** A finding about a series; what is wrong with it is read for those on the page. */
type Found = QualityFinding & {
  seriesId?: number;
  /** What is wrong with it in addition to what is stored. */
  issue?: QualityIssue;
};

/** The largest number of entities that are requested by name. */
const MEMBERS_BY_NAME = 2_000;

/**
 * Reports what is wrong with the KPIs, trees and data of a scope, and who is to fix it.
 */
export class QualityService {
  constructor(
    private readonly options: {
      knex: Knex;
      current: CurrentStore;
      actions: Pick<ActionStore, 'list'>;
      scopes: ScopeService;
      scorecards: ScorecardService;
      setAsides: SetAsides;
      goneEntities: Pick<GoneEntities, 'proposals'>;
      rejected: Pick<RejectedRows, 'issues'>;
      measurements: Pick<MeasurementStore, 'findSeries'>;
      evaluator: Pick<Evaluator, 'currentPeriod'>;
      sources: ReadonlyMap<string, KpiSource>;
      config: KpiTreeConfig;
    },
  ) {}

  /**
   * A page of what is wrong, with how much there is of everything.
   *
   * @throws `NotFoundError` if there is no scope that the caller may read;
   * `InputError` if the cursor is not one of ours
   */
  async report(
    context: RequestContext,
    request: QualityRequest,
  ): Promise<QualityPage> {
    const { definitions } = context;
    const { scope, owner, kind } = request;
    const view = await this.options.scopes.view(context, scope);
    const found: Found[] = [
      ...(await this.ofDefinitions(view)),
      ...(await this.ofNodes(view)),
      ...(await this.ofData(view)),
      ...(await this.ofSetAside(view)),
      ...(await this.ofUnattended(view)),
      ...(await this.ofRenames(view)),
    ];
    const asked = found.filter(
      finding =>
        (kind === undefined || finding.kind === kind) &&
        (owner === undefined || (finding.owner ?? 'none') === owner),
    );
    const { items, nextCursor } = pageOf(asked, request, orderOf);
    return {
      scope,
      counts: countKinds(found),
      owners: ownersOf(definitions, found),
      totalItems: asked.length,
      items: await this.reported(context, items),
      ...(nextCursor ? { nextCursor } : {}),
    };
  }

  /** What definitions and annotations lack, of those the caller may read. */
  private async ofDefinitions(view: ScopeView): Promise<Found[]> {
    const { sources } = this.options;
    const { definitions, scope } = view;
    const used = kpisOf(view);
    const problems = problemsOf(view, used);
    const found: Found[] = problemFindings(definitions, problems);
    for (const { kpi, attachedTo } of used) {
      const { source, formula } = kpi.spec;
      const hasSource = source !== undefined && sources.has(source.id);
      const isMeasured =
        !hasSource &&
        formula === undefined &&
        (await this.isMeasured(view, kpi.metadata.name));
      found.push(
        ...kpiFindings(
          definitions,
          { kpi, attachedTo, isMeasured, hasSource },
          view.day,
        ),
        ...loosenedFindings(
          definitions,
          kpi,
          new Set([
            ...attachedTo,
            // Systems, Domains and Groups need no tree to have a target
            ...(scope === ALL
              ? definitions.overriding(kpi.metadata.name)
              : [scope]),
          ]),
        ),
      );
    }
    return found;
  }

  /** Whether anything is measured of a KPI, of what the caller may see. */
  private async isMeasured(
    { definitions }: ScopeView,
    kpi: string,
  ): Promise<boolean> {
    const { current } = this.options;
    if (definitions === definitions.whole) {
      return current.isMeasured(kpi);
    }
    const measured = await current.measuredEntities(kpi);
    return measured.some(ref => definitions.entities.has(ref));
  }

  /** The nodes of the scope's trees that have no score. */
  private async ofNodes(view: ScopeView): Promise<Found[]> {
    const { scorecards, config } = this.options;
    const { definitions, scope } = view;
    const isUsed = usedTrees(view);
    const { trees } = await scorecards.scorecard(view, scope);
    return trees
      .filter(({ name }) => isUsed(name))
      .flatMap(tree => nodeFindings(definitions, tree, config.coverageFloor));
  }

  /** The series with the grade C or D, of entities that the caller may read. */
  private async ofData(view: ScopeView): Promise<Found[]> {
    const { definitions, scope, members } = view;
    const { current } = this.options;
    const inScope = new Set([...members, scope]);
    const all = await current.doubtful(
      scope !== ALL && inScope.size <= MEMBERS_BY_NAME
        ? [...inScope]
        : undefined,
    );
    const isAsked = (entityRef: string) =>
      scope === ALL
        ? definitions.entities.has(entityRef)
        : inScope.has(entityRef);
    const series = (await this.withIncomplete(view, isAsked, all)).filter(
      ({ entityRef, kpi }) =>
        (scope === ALL || inScope.has(entityRef)) &&
        isShown(definitions, entityRef, kpi),
    );
    return series.map(({ entityRef, kpi: name, seriesId, grade, issue }) => {
      const kpi = definitions.kpi(name);
      const entity = definitions.entities.get(entityRef);
      return {
        kind: 'data' as const,
        owner:
          ownerInCatalog(
            definitions,
            definitions.effective(kpi, entityRef).owner,
          ) ?? ownerInCatalog(definitions, entity?.owner),
        entityRef,
        title: entity?.title ?? entityRef,
        messages: [],
        kpi: name,
        kpiTitle: kpi.metadata.title ?? name,
        grade,
        seriesId,
        ...(issue ? { issue } : {}),
      };
    });
  }

  /** What is off target for long, and nobody does anything about it. */
  private async ofUnattended({
    definitions,
    scope,
    members,
  }: ScopeView): Promise<Found[]> {
    const { current, actions, config } = this.options;
    const inScope = new Set([...members, scope]);
    const offTarget = await current.offTarget(
      scope !== ALL && inScope.size <= MEMBERS_BY_NAME
        ? [...inScope]
        : undefined,
    );
    const attended = new Set(
      (await actions.list({ states: ['proposed', 'open'] })).map(action =>
        keyOf(action.scope, action.kpi),
      ),
    );
    return unattendedFindings(
      definitions,
      offTarget.filter(
        ({ entityRef, kpi }) =>
          (scope === ALL || inScope.has(entityRef)) &&
          definitions.entities.has(entityRef) &&
          isShown(definitions, entityRef, kpi),
      ),
      (entityRef, kpi) => attended.has(keyOf(entityRef, kpi)),
      config,
    );
  }

  /** Series with the grade C or D also for what their sources could not use. */
  private async withIncomplete(
    view: ScopeView,
    isAsked: (entityRef: string) => boolean,
    doubtful: DoubtfulSeries[],
  ): Promise<(DoubtfulSeries & Pick<Found, 'issue'>)[]> {
    const { rejected, measurements, evaluator } = this.options;
    const issues = await rejected.issues(view, isAsked, kpi =>
      evaluator.currentPeriod(kpi),
    );
    if (!issues.length) {
      return doubtful;
    }
    const issueOf = new Map(
      issues.map(({ entityRef, kpi, issue }) => [`${entityRef} ${kpi}`, issue]),
    );
    const known = new Set(doubtful.map(({ seriesId }) => seriesId));
    const found = await measurements.findSeries({
      entityRefs: [...new Set(issues.map(({ entityRef }) => entityRef))],
      kpis: [...new Set(issues.map(({ kpi }) => kpi))],
    });
    const others = found.flatMap(
      ({ id, entityRef, kpi, grain }): DoubtfulSeries[] => {
        const grade = issueOf.get(`${entityRef} ${kpi}`)?.grade ?? 'A';
        return grade >= 'C' &&
          !known.has(id) &&
          grain === view.definitions.kpis.get(kpi)?.spec.grain
          ? [{ seriesId: id, entityRef, kpi, grade }]
          : [];
      },
    );
    return [...doubtful, ...others].map(one => {
      const issue = issueOf.get(`${one.entityRef} ${one.kpi}`);
      return issue ? { ...one, grade: worstGrade([one, issue]), issue } : one;
    });
  }

  /**
   * What is set aside of entities and scopes that the caller may read; of what members
   * come to only for whoever may read them all.
   */
  private async ofSetAside(view: ScopeView): Promise<Found[]> {
    const { definitions, scope, members } = view;
    const { setAsides, scopes } = this.options;
    const list = await setAsides.list();
    const inScope = new Set([...members, scope]);
    const messages = setAsideMessages(
      definitions,
      list,
      ({ subject }) =>
        (scope === ALL || inScope.has(subject)) &&
        (subject === ALL || definitions.entities.has(subject)),
    ).filter(
      ({ subject, kpi }) =>
        subject === ALL || isShown(definitions, subject, kpi),
    );
    const reported: SetAsideMessage[] = [];
    for (const message of messages) {
      const { subject, kpi, hides } = message;
      // The combined value of all members reveals those that the caller may not see
      if (
        hides !== 'members' ||
        isStored(await scopes.view(view, subject), kpi)
      ) {
        reported.push(message);
      }
    }
    return setAsideFindings(definitions, reported);
  }

  /**
   * Which entities may be those that went. Nobody knows who might read these: they are
   * named to whoever may read everything.
   */
  private async ofRenames({
    definitions,
    visibility,
    scope,
    members,
  }: ScopeView): Promise<Found[]> {
    if (visibility.isLimited) {
      return [];
    }
    const inScope = new Set([...members, scope]);
    const proposals = await this.options.goneEntities.proposals(definitions);
    return renameFindings(
      definitions,
      proposals.filter(
        ({ entityRef }) => scope === ALL || inScope.has(entityRef),
      ),
    );
  }

  /** With what is wrong with the data, which is stored with each series. */
  private async reported(
    { definitions }: RequestContext,
    items: Found[],
  ): Promise<QualityFinding[]> {
    const { knex, current } = this.options;
    const states = await current.read(
      knex,
      items.flatMap(({ seriesId }) => seriesId ?? []),
    );
    return items.map(({ seriesId, issue: added, ...finding }) => {
      const stored =
        seriesId === undefined
          ? undefined
          : states.get(seriesId)?.state.signals?.quality.issues;
      if (!(stored || added) || finding.kpi === undefined) {
        return finding;
      }
      const { unit, period: periodType } = definitions.kpi(finding.kpi).spec;
      const tree = treeWith(definitions, finding.entityRef, finding.kpi);
      return {
        ...finding,
        ...(tree ? { tree } : {}),
        messages: [...(added ? [added] : []), ...(stored ?? [])].map(issue =>
          describeQualityIssue(issue, { unit, periodType }),
        ),
      };
    });
  }
}

function keyOf(scope: string, kpi: string | undefined): string {
  return `${scope} ${kpi ?? ''}`;
}

/** By owner, what nobody owns first, then by kind. */
function orderOf(finding: Found): string {
  return [
    finding.owner ?? '',
    // Compared as text, and there are more than ten
    String(qualityFindingKinds.indexOf(finding.kind)).padStart(2, '0'),
    finding.entityRef,
    finding.kpi ?? finding.node ?? '',
    finding.field ?? '',
    finding.messages.join(' '),
    finding.seriesId ?? '',
  ].join('\n');
}
