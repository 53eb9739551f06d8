import { SchedulerServiceTaskScheduleDefinition } from '@backstage/backend-plugin-api';
import {
  dateMistake,
  dateOf,
  isInstant,
  periodOf,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import {
  CollectBatch,
  CollectRequest,
  EntityQuestion,
  entityQuestions,
  HoldBack,
  KpiSource,
  Measurement,
  PluginAnswer,
  PluginApi,
  refusedNames,
  RowError,
  SharedEntities,
  SourceEntity,
  SourceKpi,
  toValue,
} from '@kpi-tree/backstage-plugin-kpi-tree-node';
import { MetricResult, MetricTypes, readMetrics, readResults } from './answers';
import { ScorecardSettings, settingsSchema } from './settings';

/**
 * KPIs that are metrics of the scorecard plugin of Red Hat Developer Hub: the latest
 * value of each. The plugin lets other plugins read one entity at a time, with all its
 * metrics; what it says of many at once it says to users only.
 */
export class ScorecardSource implements KpiSource<ScorecardSettings> {
  readonly id = 'scorecard';
  readonly description = 'Metrics of the scorecard plugin';
  /** It returns the latest value only: of other days nothing is known. */
  readonly silence = 'unknown' as const;
  readonly settings = settingsSchema;

  constructor(
    private readonly api: PluginApi,
    private readonly options: { concurrency: number; sharing: SharedEntities },
    readonly schedule: SchedulerServiceTaskScheduleDefinition,
    readonly holdBack?: HoldBack,
  ) {}

  settleNames(entities: readonly SourceEntity[]) {
    return { problems: refusedNames(entities, this.options.sharing) };
  }

  async *collect(
    request: CollectRequest<ScorecardSettings>,
  ): AsyncGenerator<CollectBatch> {
    const { signal } = request;
    const metrics = readMetrics(await this.api.get('/metrics', signal));
    const kpis = request.kpis.filter(({ settings }) =>
      metrics.has(settings.metric),
    );
    const { questions, errors } = entityQuestions(
      request.entities,
      kpis,
      this.options.sharing,
    );
    yield {
      errors: [
        ...request.kpis
          .filter(kpi => !kpis.includes(kpi))
          .map(kpi => unknownMetric(kpi, metrics)),
        ...errors,
      ],
    };
    for await (const answers of this.api.getEach(
      questions,
      ({ path }) => `/metrics/catalog/${path}`,
      { concurrency: this.options.concurrency, signal },
    )) {
      yield toBatch(answers, metrics, request);
    }
  }
}

function unknownMetric(
  { name, settings }: SourceKpi<ScorecardSettings>,
  metrics: MetricTypes,
): RowError {
  return {
    message: `The Kpi ${name} cannot be measured: spec.source.metric is "${
      settings.metric
    }", which the scorecard plugin does not have: use one of ${
      [...metrics.keys()].join(', ') || 'none'
    }`,
    where: name,
  };
}

function toBatch(
  answers: PluginAnswer<EntityQuestion<ScorecardSettings>>[],
  metrics: MetricTypes,
  request: CollectRequest<ScorecardSettings>,
): CollectBatch {
  const measurements: Measurement[] = [];
  const errors: RowError[] = [];
  let rowsRead = 0;
  for (const { item, answer, error } of answers) {
    const read = error
      ? { mistake: error.message }
      : readResults(answer, metrics);
    if (read.mistake !== undefined) {
      errors.push({ message: read.mistake, where: item.entityRef });
      continue;
    }
    const { results } = read;
    for (const { entityRef, kpi } of item.asked) {
      const result = results.get(kpi.settings.metric);
      // A metric that is not about such an entity has none
      if (!result) {
        continue;
      }
      rowsRead++;
      if (result.error) {
        errors.push({
          message: `${result.id} cannot be computed: ${result.error}`,
          where: item.entityRef,
        });
      }
      if (!isInstant(Date.parse(result.result.timestamp))) {
        errors.push({
          message: dateMistake(
            `The timestamp of ${result.id}`,
            result.result.timestamp,
          )!,
          where: item.entityRef,
        });
      }
      measurements.push(...measure(result, entityRef, kpi, request));
    }
  }
  return { measurements, rowsRead, rowsRejected: errors.length, errors };
}

function measure(
  { result }: MetricResult,
  entityRef: string,
  { name, spec }: SourceKpi<ScorecardSettings>,
  { from, to, timeZone }: CollectRequest<ScorecardSettings>,
): Measurement[] {
  const at = Date.parse(result.timestamp);
  const value = toValue(result.value, spec.unit);
  const isOutside =
    !isInstant(at) ||
    at >= to.getTime() ||
    (from !== undefined && at < from.getTime());
  return value === undefined || isOutside
    ? []
    : [
        {
          entityRef,
          kpi: name,
          period: periodOf(dateOf(at, timeZone), spec.grain),
          value,
          weight: 1,
        },
      ];
}
