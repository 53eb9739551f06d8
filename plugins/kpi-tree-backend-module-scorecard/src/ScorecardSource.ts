import { SchedulerServiceTaskScheduleDefinition } from '@backstage/backend-plugin-api';
import { HumanDuration } from '@backstage/types';
import {
  CollectBatch,
  CollectRequest,
  EntityQuestion,
  entityQuestions,
  HoldBack,
  KpiSource,
  PluginAnswer,
  PluginApi,
  refusedNames,
  RowError,
  SharedEntities,
  SourceEntity,
  SourceKpi,
  SourceWindow,
} from '@kpi-tree/backstage-plugin-kpi-tree-node';
import { MetricTypes, readMetrics, readResults } from './answers';
import { gapsBefore, Span } from './gaps';
import { Heard, toBatch } from './measure';
import { resolveMetrics } from './metricNames';
import { Series, SeriesQuestion } from './Series';
import { ScorecardSettings, settingsSchema } from './settings';

type Question = EntityQuestion<ScorecardSettings>;

/** The latest sample of a metric of an entity. */
type Latest = Heard & Pick<Question, 'path'>;

/**
 * KPIs that are metrics of the scorecard plugin of Red Hat Developer Hub, of each period
 * the last value. The plugin lets other plugins read one entity at a time: the latest
 * value of all its metrics and, since version 4.3, the past of one metric. What it says
 * of many entities at once it says to users only.
 */
export class ScorecardSource implements KpiSource<ScorecardSettings> {
  readonly id = 'scorecard';
  readonly description = 'Metrics of the scorecard plugin';
  /** Of a day without a value no provider has looked. */
  readonly silence = 'unknown' as const;
  readonly settings = settingsSchema;
  readonly window: SourceWindow;

  constructor(
    private readonly api: PluginApi,
    private readonly options: {
      concurrency: number;
      history: HumanDuration;
      sharing: SharedEntities;
    },
    readonly schedule: SchedulerServiceTaskScheduleDefinition,
    readonly holdBack?: HoldBack,
  ) {
    this.window = {
      history: options.history,
      overlap: { hours: 1 },
      // Far less than the 365 days that the plugin answers about at once
      chunk: { days: 10 },
    };
  }

  settleNames(entities: readonly SourceEntity[]) {
    return { problems: refusedNames(entities, this.options.sharing) };
  }

  async *collect(
    request: CollectRequest<ScorecardSettings>,
  ): AsyncGenerator<CollectBatch> {
    const { signal, from = request.to, to, timeZone } = request;
    const { concurrency, sharing } = this.options;
    const span = { from: from.getTime(), to: to.getTime() };
    const metrics = readMetrics(await this.api.get('/metrics', signal));
    const { measurable, errors: named } = resolveMetrics(request.kpis, metrics);
    const { questions, errors } = entityQuestions(
      request.entities,
      measurable,
      sharing,
    );
    yield { errors: [...named, ...errors] };
    const series = new Series(this.api, { metrics, concurrency, signal });
    const answered = new Set<string>();
    let readable = 0;
    for await (const answers of this.api.getEach(
      questions,
      ({ path }) => `/metrics/catalog/${path}`,
      { concurrency, signal },
    )) {
      const { heard, mistakes } = readLatest(answers, metrics, span);
      heard.forEach(({ metric }) => answered.add(metric));
      readable += answers.length - mistakes.length;
      yield toBatch({ heard, mistakes }, request);
      const before = heard.flatMap(each => questionsBefore(each, timeZone));
      for await (const past of series.read(before)) {
        yield toBatch(past, request);
      }
    }
    if (readable) {
      yield {
        errors: measurable
          .filter(({ settings }) => !answered.has(settings.metric))
          .map(kpi => withoutAnswer(kpi, readable)),
      };
    }
  }
}

/** A metric that is not about an entity has no sample of it. */
function readLatest(
  answers: PluginAnswer<Question>[],
  metrics: MetricTypes,
  span: Span,
): { heard: Latest[]; mistakes: RowError[] } {
  const heard: Latest[] = [];
  const mistakes: RowError[] = [];
  for (const { item, answer, error } of answers) {
    const { found, mistake } = error
      ? { found: undefined, mistake: error.message }
      : readResults(answer, metrics);
    if (!found) {
      mistakes.push({ message: mistake, where: item.entityRef });
      continue;
    }
    const { entityRef, path } = item;
    const ids = new Set(item.asked.map(({ kpi }) => kpi.settings.metric));
    for (const metric of ids) {
      const sample = found.get(metric);
      const asked = item.asked.filter(
        ({ kpi }) => kpi.settings.metric === metric,
      );
      if (sample) {
        heard.push({ entityRef, path, metric, asked, span, samples: [sample] });
      }
    }
  }
  return { heard, mistakes };
}

/** What there may be before the latest sample, for the KPIs of each grain. */
function questionsBefore(
  { samples: [{ timestamp }], span, ...latest }: Latest,
  timeZone: string,
): SeriesQuestion[] {
  const grains = new Set(latest.asked.map(({ kpi }) => kpi.spec.grain));
  return [...grains].flatMap(grain => {
    const asked = latest.asked.filter(({ kpi }) => kpi.spec.grain === grain);
    return gapsBefore(Date.parse(timestamp), span, grain, timeZone).map(
      gap => ({ ...latest, asked, span: gap }),
    );
  });
}

/** Such a KPI would have no value, and nobody would know why. */
function withoutAnswer(
  { name, settings: { metric } }: SourceKpi<ScorecardSettings>,
  entities: number,
): RowError {
  return {
    message: `The Kpi ${name} has no values: of none of ${entities} entities the scorecard plugin returns "${metric}": its provider has not run yet or is about other entities, or a permission policy refuses scorecard.metric.read of it to plugins`,
    where: name,
  };
}
