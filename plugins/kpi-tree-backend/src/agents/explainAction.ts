import { InputError } from '@backstage/errors';
import { ActionsRegistryService } from '@backstage/backend-plugin-api/alpha';
import {
  periodOf,
  Series,
  SeriesPoint,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { currentPeriodOn } from '@internal/kpi-tree';
import { assertDates } from '../clock/assertDates';
import { toScope } from '../router/toEntityRef';
import { AgentServices } from './AgentServices';
import { AgentCall, answering } from './answering';
import { contributionOf } from './explainContribution';
import { explainInputOf, explainOutputOf, ExplainInput } from './explainFields';
import { recordsBehind } from './explainRecords';
import { signalOf } from './explainSignal';
import { PARTIAL, sentences, whyNoValue } from './unknowns';

/** `explain-kpi`: all that is known of one KPI of an entity or scope. */
export function addExplainAction(
  registry: ActionsRegistryService,
  services: AgentServices,
): void {
  const { series: seriesService, links } = services;
  registry.register({
    name: 'explain-kpi',
    title: 'Explain a KPI',
    description: `Answers why one KPI of one entity or scope stands as it does: value and target of a period, what its history says (a signal, or none, with the limits in which it varies by chance), how far the data can be trusted, which members made it change, and the records behind it (incidents, changes, releases).

- signal.trend is improving or worsening only where the points show more than chance; do not call a difference between two periods a change where it is stable or unknown. signal.sentences say it in words.
- data.grade is A (nothing is wrong) to D (do not rely on it); say the issues with the value.
- contribution is about scopes: which members explain the change to the period before.
- records need the permission kpi-tree.record.read; without it they are null with the reason.
- definition says what is counted, what is left out, and who owns it.

What is not known is null with a reason, and repeated in notKnown. Call get-scorecard for names; list-actions with the same scope and kpi for what is being done about it.`,
    attributes: { readOnly: true, idempotent: true, destructive: false },
    examples: [
      {
        title: 'Why restoring takes longer in a system',
        input: {
          scope: 'system:default/shop',
          kpi: 'incident-mttr',
          history: 12,
          records: 5,
          parts: 5,
        },
      },
    ],
    schema: { input: explainInputOf, output: explainOutputOf },
    action: answering(
      services,
      () => 'many',
      async ({ input, context, caller }: AgentCall<ExplainInput>) => {
        const { kpi } = input;
        const scope = toScope(input.scope);
        assertDates({ period: input.period });
        const series = await seriesService.series(context, { scope, kpi });
        const point = pointOf(series, input.period, context.day);
        const isCurrent = point === currentOf(series);
        const contribution = await contributionOf(
          context,
          { scope, kpi, point, limit: input.parts },
          services,
        );
        const records = await recordsBehind(
          { context, caller },
          { scope, kpi, period: point.period, limit: input.records },
          services,
        );
        const definition = context.definitions.kpi(kpi);
        const quality = isCurrent ? series.assessment?.quality : undefined;
        const signal = signalOf(series, isCurrent);
        return {
          scope,
          kpi,
          title: series.title,
          asOf: context.day,
          period: { type: series.periodType, start: point.period },
          value: point.value,
          whyNoValue: whyNoValue(point),
          unit: series.unit,
          direction: series.direction,
          target: point.target,
          threshold: point.threshold,
          score: point.score,
          status: point.status,
          provisional: point.provisional ?? false,
          numerator: point.numerator ?? null,
          denominator: point.denominator ?? null,
          origin: series.origin,
          signal,
          data: {
            grade: quality?.grade ?? null,
            completeness: quality?.completeness ?? null,
            issues: quality?.issues ?? [],
            known: point.known ?? null,
            rejectedRows: point.rejectedRows ?? null,
            relativeError: series.relativeError ?? null,
            source: series.source,
            coveredUntil: series.coveredUntil,
          },
          contribution,
          records,
          history: series.points
            .filter(({ period }) => period <= point.period)
            .slice(-input.history)
            .map(each => ({
              period: each.period,
              value: each.value,
              target: each.target,
              status: each.status,
              provisional: each.provisional ?? false,
            })),
          definition: {
            entityRef: `kpi:${
              definition.metadata.namespace ?? 'default'
            }/${kpi}`,
            description: series.description,
            owner: series.owner,
            lifecycle: definition.spec.lifecycle,
            texts: { ...definition.spec.definition },
            formula: definition.spec.formula ?? null,
            extends: definition.spec.extends ?? null,
          },
          notKnown: sentences(
            series.points.length
              ? whyNoValue(point)
              : `${kpi} of ${scope} was never measured: its value is unknown, not zero, and its target is not shown here. Either the KPI is not attached to it, or its source has nothing for it; get-scorecard says which KPIs it has`,
            point.status === 'incomplete' &&
              point.known &&
              `The source has looked at ${point.known.days} of ${point.known.of} days of the period only: its value is not judged`,
            point.provisional &&
              'The period still runs: its value is of its days up to now',
            point.rejectedRows !== undefined &&
              `${point.rejectedRows} rows of its source would have counted and could not be used`,
            series.partial && PARTIAL,
            signal.whyUnknown,
            !quality &&
              'How far the data can be trusted is known of the last complete period only',
            contribution.whyNone,
            records.whyNone,
          ),
          link: links.kpi(scope, kpi, {
            records: input.records ? point.period : undefined,
          }),
        };
      },
    ),
  });
}

/** The last complete period of a history. */
function currentOf({ points }: Series): SeriesPoint | undefined {
  return points.filter(({ provisional }) => !provisional).at(-1);
}

/** Of a KPI that was never measured. */
const NEVER_MEASURED = {
  value: null,
  weight: null,
  target: null,
  threshold: null,
  score: null,
  status: 'no-data',
} as const;

/**
 * The period that a date lies in; the last complete one if none is given.
 *
 * @throws `InputError` where the history has no such period
 */
function pointOf(
  { points, kpi, scope, periodType }: Series,
  date: string | undefined,
  today: string,
): SeriesPoint {
  if (!points.length) {
    const period =
      date === undefined
        ? currentPeriodOn(today, periodType)
        : periodOf(date, periodType);
    return { ...NEVER_MEASURED, period };
  }
  const found =
    date === undefined
      ? points.filter(({ provisional }) => !provisional).at(-1) ?? points.at(-1)
      : points.find(({ period }) => period === periodOf(date, periodType));
  if (!found) {
    throw new InputError(
      `period is ${date}, of which ${kpi} of ${scope} has no history: use a date from ${points[0].period} to ${today}`,
    );
  }
  return found;
}
