import { SchedulerServiceTaskScheduleDefinition } from '@backstage/backend-plugin-api';
import { HumanDuration } from '@backstage/types';
import {
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
  SourceWindow,
  toValue,
} from '@kpi-tree/backstage-plugin-kpi-tree-node';
import { FactTypes, FoundFacts, readFacts, readFactTypes } from './answers';
import { settingsSchema, TechInsightsSettings } from './settings';

const DAY_MS = 86_400_000;

/** Types of facts that are numbers, or as good as numbers. */
const MEASURABLE = ['boolean', 'integer', 'float'];

/**
 * KPIs that are facts of tech-insights, of each period the last that was found. The
 * plugin returns the facts of one entity at a time, those of all retrievers at once.
 */
export class TechInsightsSource implements KpiSource<TechInsightsSettings> {
  readonly id = 'tech-insights';
  readonly description = 'Facts of tech-insights';
  /** Of a day without a fact no retriever has looked. */
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
      chunk: { days: 30 },
    };
  }

  settleNames(entities: readonly SourceEntity[]) {
    return { problems: refusedNames(entities, this.options.sharing) };
  }

  async *collect(
    request: CollectRequest<TechInsightsSettings>,
  ): AsyncGenerator<CollectBatch> {
    const { signal, from = new Date(0), to } = request;
    const types = readFactTypes(await this.api.get('/fact-schemas', signal));
    const kpis: SourceKpi<TechInsightsSettings>[] = [];
    const unknown: RowError[] = [];
    for (const kpi of request.kpis) {
      const mistake = factMistake(kpi.settings, types);
      if (mistake) {
        const message = `The Kpi ${kpi.name} cannot be measured: ${mistake}`;
        unknown.push({ message, where: kpi.name });
      } else {
        kpis.push(kpi);
      }
    }
    const { questions, errors } = entityQuestions(
      request.entities,
      kpis,
      this.options.sharing,
    );
    yield { errors: [...unknown, ...errors] };
    const retrievers = new Set(kpis.map(({ settings }) => settings.retriever));
    for await (const answers of this.api.getEach(
      questions,
      ({ entityRef }) =>
        `/facts/range?${new URLSearchParams([
          ['entity', entityRef],
          ['startDatetime', shifted(from, -DAY_MS)],
          ['endDatetime', shifted(to, DAY_MS)],
          ...[...retrievers].map(id => ['ids', id]),
        ])}`,
      { concurrency: this.options.concurrency, signal },
    )) {
      yield toBatch(answers, request);
    }
  }
}

/**
 * A day more is asked for, on both sides, than is taken: on SQLite the plugin compares
 * times as texts, some of which are in the zone of its process, and takes a fact that has
 * its time of the database for one of the day before.
 */
function shifted(instant: Date, ms: number): string {
  return new Date(Math.max(0, instant.getTime() + ms)).toISOString();
}

function factMistake(
  { retriever, fact }: TechInsightsSettings,
  types: FactTypes,
): string | undefined {
  const facts = types.get(retriever);
  if (!facts) {
    return `spec.source.retriever is "${retriever}", which tech-insights does not have: use one of ${
      [...types.keys()].join(', ') || 'none'
    }`;
  }
  const measurable = [...facts]
    .filter(([, type]) => MEASURABLE.includes(type))
    .map(([name]) => name);
  return measurable.includes(fact)
    ? undefined
    : `spec.source.fact is "${fact}", which is not a number and not true or false in ${retriever}: use one of ${
        measurable.join(', ') || 'none'
      }`;
}

function toBatch(
  answers: PluginAnswer<EntityQuestion<TechInsightsSettings>>[],
  request: CollectRequest<TechInsightsSettings>,
): CollectBatch {
  const measurements: Measurement[] = [];
  const errors: RowError[] = [];
  let rowsRead = 0;
  for (const { item, answer, error } of answers) {
    const read = error ? { mistake: error.message } : readFacts(answer);
    if (read.mistake !== undefined) {
      errors.push({ message: read.mistake, where: item.entityRef });
      continue;
    }
    const { facts } = read;
    for (const [retriever, found] of Object.entries(facts)) {
      rowsRead += found.length;
      const timeless = found.filter(({ timestamp }) => timestamp === null);
      errors.push(
        ...timeless.map(() => ({
          message: `A fact of ${retriever} has no readable time: have the retriever give facts a timestamp, or use PostgreSQL`,
          where: item.entityRef,
        })),
      );
    }
    for (const { entityRef, kpi } of item.asked) {
      const found = facts[kpi.settings.retriever] ?? [];
      measurements.push(...measure(found, entityRef, kpi, request));
    }
  }
  return { measurements, rowsRead, rowsRejected: errors.length, errors };
}

/** Of each period the last. */
function measure(
  found: FoundFacts[],
  entityRef: string,
  { name, settings, spec }: SourceKpi<TechInsightsSettings>,
  { from, to, timeZone }: CollectRequest<TechInsightsSettings>,
): Measurement[] {
  const last = new Map<string, { at: number; value: number }>();
  for (const { timestamp, facts } of found) {
    const at = Date.parse(timestamp ?? '');
    const value = toValue(facts[settings.fact], spec.unit);
    const isInside =
      isInstant(at) &&
      at < to.getTime() &&
      at >= (from?.getTime() ?? -Infinity);
    if (value === undefined || !isInside) {
      continue;
    }
    const start = periodOf(dateOf(at, timeZone), spec.grain);
    if (at >= (last.get(start)?.at ?? -Infinity)) {
      last.set(start, { at, value });
    }
  }
  return [...last].map(([period, { value }]) => ({
    entityRef,
    kpi: name,
    period,
    value,
    weight: 1,
  }));
}
