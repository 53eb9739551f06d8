import { SchedulerServiceTaskScheduleDefinition } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import {
  CollectBatch,
  CollectRequest,
  ConfiguredSource,
  EntityKeys,
  HoldBack,
  KpiSource,
  Measurement,
  RetryLaterError,
  RowError,
  SourceEntity,
  SourceHttp,
  SourceKpi,
  SourceWindow,
} from '@kpi-tree/backstage-plugin-kpi-tree-node';
import { PrometheusSourceConfig } from './config';
import { Evaluation, evaluationsOf } from './evaluations';
import { PrometheusClient, RangeSeries } from './PrometheusClient';
import { PrometheusSettings, settingsSchema } from './settings';

/** What one KPI is measured with. */
type Gauge = {
  kpi: SourceKpi<PrometheusSettings>;
  keys: EntityKeys;
  request: CollectRequest<PrometheusSettings>;
};

/**
 * KPIs that a Prometheus computes: each by one query for all entities, whose label
 * says which entity a series is of. No name of an entity is ever part of a query.
 *
 * What Prometheus no longer keeps stays here.
 */
export class PrometheusSource implements KpiSource<PrometheusSettings> {
  readonly id: string;
  readonly description?: string;
  readonly schedule?: SchedulerServiceTaskScheduleDefinition;
  readonly holdBack?: HoldBack;
  readonly settings = settingsSchema;
  readonly window: SourceWindow;
  readonly annotations: readonly string[];
  private readonly config: PrometheusSourceConfig;
  private readonly client: PrometheusClient;

  constructor(
    source: ConfiguredSource & { settings: PrometheusSourceConfig },
    http: SourceHttp,
  ) {
    const { id, description, schedule, settings } = source;
    const { history, overlap, chunk, entities, url, headers } = settings;
    this.id = id;
    this.description = description;
    this.schedule = schedule;
    this.holdBack = source.holdBack;
    this.config = settings;
    this.window = { history, overlap, chunk };
    this.annotations = entities.annotation ? [entities.annotation] : [];
    this.client = new PrometheusClient({ http, url, headers });
  }

  settleNames(entities: readonly SourceEntity[]): EntityKeys {
    return new EntityKeys(
      entities,
      this.config.entities,
      `kpiTree.prometheus.sources[${this.id}].entities`,
    );
  }

  async *collect(
    request: CollectRequest<PrometheusSettings>,
  ): AsyncGenerator<CollectBatch> {
    const keys = this.settleNames(request.entities);
    yield { errors: keys.errors };
    const problems: Error[] = [];
    for (const kpi of request.kpis) {
      try {
        yield* this.measure({ kpi, keys, request });
      } catch (error) {
        request.signal.throwIfAborted();
        if (error instanceof RetryLaterError) {
          throw error;
        }
        problems.push(error as Error);
        yield {
          unmeasured: [kpi.name],
          errors: [
            {
              message: `The Kpi ${kpi.name} cannot be measured: ${
                (error as Error).message
              }`,
              where: kpi.name,
            },
          ],
        };
      }
    }
    // One query that is wrong is no reason to leave out the others
    if (problems.length && problems.length === request.kpis.length) {
      throw problems[0];
    }
  }

  private async *measure(gauge: Gauge): AsyncGenerator<CollectBatch> {
    const { kpi, request } = gauge;
    const { query, weight, label } = kpi.settings;
    for (const evaluation of evaluationsOf(
      request.from ?? request.to,
      request.to,
      kpi.spec.grain,
      request.timeZone,
    )) {
      const values = await this.client.range(query, evaluation, request.signal);
      const weights = weight
        ? await this.client.range(weight, evaluation, request.signal)
        : undefined;
      assertOneEach(values.series, label);
      assertOneEach(weights?.series ?? [], label);
      const warnings = [...values.warnings, ...(weights?.warnings ?? [])];
      yield {
        errors: warnings.map(message => ({ message, where: kpi.name })),
      };
      yield toBatch(
        gauge,
        evaluation,
        values.series,
        weights && byLabel(weights.series, label),
      );
    }
  }
}

/** The values by label and second. */
function byLabel(
  series: RangeSeries[],
  label: string,
): Map<string, Map<number, number>> {
  return new Map(
    series.map(({ metric, values }) => [
      metric[label],
      new Map(values.map(([at, text]) => [at, toNumber(text)])),
    ]),
  );
}

function toBatch(
  { kpi, keys, request }: Gauge,
  { periods }: Evaluation,
  series: RangeSeries[],
  weights: Map<string, Map<number, number>> | undefined,
): CollectBatch {
  const { label } = kpi.settings;
  const measurements: Measurement[] = [];
  const errors: RowError[] = [];
  let rowsRead = 0;
  const measured = new Map<number, string>();
  for (const { metric, values } of series) {
    rowsRead += values.length;
    const name = metric[label];
    const where = `${kpi.name} ${JSON.stringify(metric)}`;
    const entities = name
      ? [...new Set([...keys.find(name, kpi.name), ...keys.always])]
      : [];
    const mistake = name
      ? keys.mistake(label, name)
      : `A series has no label ${label}: aggregate by (${label})`;
    if (mistake) {
      errors.push({ message: mistake, where });
      continue;
    }
    for (const entity of entities) {
      const other = measured.get(entity);
      if (other !== undefined) {
        errors.push({
          message: `Several values of the label ${label} are one entity: aggregate them in the query`,
          where: `${where} and ${label}="${other}"`,
          entityRef: request.entities[entity].entityRef,
        });
        continue;
      }
      measured.set(entity, name);
      for (const [at, text] of values) {
        const value = toNumber(text);
        const weight = weights ? weights.get(name)?.get(at) : 1;
        const period = periods.get(at);
        // 0 / 0 is what nothing happened in
        if (period && !Number.isNaN(value) && weight !== undefined) {
          const { entityRef } = request.entities[entity];
          measurements.push({
            entityRef,
            kpi: kpi.name,
            period,
            value,
            weight,
          });
        }
      }
    }
  }
  return {
    measurements,
    rowsRead,
    rowsRejected: errors.length,
    errors,
  };
}

/** Which of several values would be right, nobody knows: none is taken. */
function assertOneEach(series: RangeSeries[], label: string): void {
  const names = series.flatMap(({ metric }) => metric[label] ?? []);
  if (new Set(names).size < names.length) {
    throw new InputError(
      `There are several series with one value of the label ${label}: aggregate by (${label})`,
    );
  }
}

/** As Prometheus writes numbers: `NaN`, `+Inf` and `-Inf` among them. */
function toNumber(text: string): number {
  return Number(text.replace('Inf', 'Infinity'));
}
