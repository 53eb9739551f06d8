import { SchedulerServiceTaskScheduleDefinition } from '@backstage/backend-plugin-api';
import { InputError } from '@backstage/errors';
import {
  ratioOf,
  shareFactor,
  WeightedValue,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import {
  CollectBatch,
  CollectRequest,
  ConfiguredSource,
  EntityKeys,
  HoldBack,
  KpiSource,
  Measurement,
  QueriesBehind,
  QueriesRequest,
  RetryLaterError,
  RowError,
  SourceEntity,
  SourceHttp,
  SourceKpi,
  SourceWindow,
} from '@kpi-tree/backstage-plugin-kpi-tree-node';
import { PrometheusSourceConfig } from './config';
import { Evaluation, evaluationsOf } from './evaluations';
import { PrometheusClient, Sample } from './PrometheusClient';
import { queriesBehind } from './queriesBehind';
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
  /** Without samples, nothing was measured. */
  readonly silence = 'unknown' as const;
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

  async queries(
    request: QueriesRequest<PrometheusSettings>,
  ): Promise<QueriesBehind> {
    const { kpi, entities, entityRefs } = request;
    const keys = this.settleNames(entities);
    return queriesBehind(
      request,
      keys.namesOf(entityRefs, kpi.name),
      this.config.graphUrl,
    );
  }

  private async *measure(gauge: Gauge): AsyncGenerator<CollectBatch> {
    const { kpi, request } = gauge;
    const { label, numerator, denominator } = kpi.settings;
    const isRatio = numerator !== undefined;
    const query = numerator ?? kpi.settings.query!;
    const behind = isRatio ? denominator : kpi.settings.weight;
    const evaluations = evaluationsOf(
      request.from ?? request.to,
      request.to,
      kpi.spec.grain,
      request.timeZone,
    );
    let isEmpty = true;
    let nothingBehind = isRatio;
    for (const evaluation of evaluations) {
      const values = await this.client.query(query, evaluation, request.signal);
      const weights = behind
        ? await this.client.query(behind, evaluation, request.signal)
        : undefined;
      assertOneEach(values.samples, label);
      assertOneEach(weights?.samples ?? [], label);
      isEmpty &&= !values.samples.length;
      nothingBehind &&= !weights?.samples.length;
      const warnings = [...values.warnings, ...(weights?.warnings ?? [])];
      yield {
        errors: warnings.map(message => ({ message, where: kpi.name })),
      };
      yield toBatch(
        gauge,
        evaluation,
        isRatio
          ? ratiosOf(values.samples, weights!.samples, kpi)
          : valuesOf(values.samples, weights?.samples, label),
      );
    }
    const { name } = kpi;
    const nothing: [string, string][] = [];
    if (isEmpty) {
      const what = isRatio
        ? `numerator of the Kpi ${name}, which counts as 0,`
        : `query of the Kpi ${name}`;
      nothing.push([what, query]);
    }
    if (nothingBehind) {
      nothing.push([
        `denominator of the Kpi ${name}, without which it has no value,`,
        behind!,
      ]);
    }
    if (evaluations.length) {
      yield {
        errors: nothing.map(([what, asked]) => ({
          message: `The ${what} found nothing in any period that was asked for: ${asked.trim()}`,
          where: name,
        })),
      };
    }
  }
}

/** The result of one set of labels in a period. */
type Found = {
  metric: Sample['metric'];
  /** Missing where nothing was measured. */
  measured?: WeightedValue;
  /** Why it cannot be determined. */
  mistake?: string;
};

function byLabel(samples: Sample[], label: string): Map<string, number> {
  return new Map(
    samples.map(({ metric, value }) => [metric[label], toNumber(value)]),
  );
}

function valuesOf(
  values: Sample[],
  weights: Sample[] | undefined,
  label: string,
): Found[] {
  const behind = weights && byLabel(weights, label);
  return values.map(({ metric, value: text }): Found => {
    const value = toNumber(text);
    // 0 / 0 is what nothing happened in
    if (Number.isNaN(value)) {
      return { metric };
    }
    const weight = behind ? behind.get(metric[label]) : 1;
    return weight === undefined
      ? {
          metric,
          mistake: `The query has a value where weight has none, which is left out: give weight the same ${label}`,
        }
      : { metric, measured: { value, weight } };
  });
}

/** Where there is a series of one of the two only, the other is 0. */
function ratiosOf(
  numerators: Sample[],
  denominators: Sample[],
  { spec, settings: { label } }: SourceKpi<PrometheusSettings>,
): Found[] {
  const above = byLabel(numerators, label);
  const below = byLabel(denominators, label);
  const others = denominators.filter(({ metric }) => !above.has(metric[label]));
  return [...numerators, ...others].map(({ metric }): Found => {
    const name = metric[label];
    const numerator = above.get(name) ?? 0;
    const denominator = below.get(name) ?? 0;
    if (Number.isNaN(numerator) || Number.isNaN(denominator)) {
      const what = Number.isNaN(numerator) ? 'numerator' : 'denominator';
      return {
        metric,
        mistake: `${what} is NaN: do not divide in the query, as the portal divides`,
      };
    }
    return numerator === 0 && denominator === 0
      ? { metric }
      : {
          metric,
          measured: ratioOf(shareFactor(spec.unit) * numerator, denominator),
        };
  });
}

function toBatch(
  { kpi, keys, request }: Gauge,
  { start }: Evaluation,
  found: Found[],
): CollectBatch {
  const { label } = kpi.settings;
  const measurements: Measurement[] = [];
  const errors: RowError[] = [];
  const seen = new Map<number, string>();
  for (const { metric, measured, mistake } of found) {
    const name = metric[label];
    const where = `${kpi.name} ${JSON.stringify(metric)}`;
    const entities = name
      ? [...new Set([...keys.find(name, kpi.name), ...keys.always])]
      : [];
    const unnamed = name
      ? keys.mistake(label, name)
      : `A series has no label ${label}: aggregate by (${label})`;
    if (unnamed) {
      errors.push({ message: unnamed, where });
      continue;
    }
    for (const entity of entities) {
      const { entityRef } = request.entities[entity];
      const other = seen.get(entity);
      if (other !== undefined) {
        errors.push({
          message: `Several values of the label ${label} are one entity: aggregate them in the query`,
          where: `${where} and ${label}="${other}"`,
          entityRef,
        });
        continue;
      }
      seen.set(entity, name);
      if (mistake) {
        errors.push({ message: mistake, where, entityRef });
      } else if (measured) {
        measurements.push({
          entityRef,
          kpi: kpi.name,
          period: start,
          ...measured,
        });
      }
    }
  }
  return {
    measurements,
    rowsRead: found.length,
    rowsRejected: errors.length,
    errors,
  };
}

/** Which of several values would be right, is unknown: none is taken. */
function assertOneEach(samples: Sample[], label: string): void {
  const names = samples.flatMap(({ metric }) => metric[label] ?? []);
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
