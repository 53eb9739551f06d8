import { LoggerService } from '@backstage/backend-plugin-api';
import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { InputError, ServiceUnavailableError } from '@backstage/errors';
import {
  ownerEntityRef,
  parseAnnotations,
  PeriodValue,
} from '@internal/kpi-tree';
import {
  DraftTrial,
  KpiEntity,
  periodsBetween,
  Series,
  toEpochDay,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import {
  RowError,
  CollectBatch,
  KpiSource,
} from '@kpi-tree/backstage-plugin-kpi-tree-node';
import { readableErrors } from '../access/readableErrors';
import { RequestContext, RequestContexts } from '../access/RequestContexts';
import { notReadable } from '../access/Visibility';
import { latestPeriods } from '../clock/latestPeriods';
import { coverageMistake } from '../collector/coverageMistake';
import { lookedAt } from '../collector/lookedAt';
import { measurementMistake } from '../collector/measurementMistake';
import { RowErrors } from '../collector/RowErrors';
import { before } from '../collector/windows';
import { KpiTreeConfig } from '../configuration/KpiTreeConfig';
import { sourceEntities } from '../definitions/sourceEntities';
import { combineOverTime, relativeError } from '../evaluation/combine';
import { Evaluator } from '../evaluation/Evaluator';
import { periodsOf } from '../scorecard/buildNode';
import { seriesPoints } from '../series/seriesPoints';
import { NOTHING_LOOKED_AT } from '../store/KnownStore';
import { DraftService } from './DraftService';
import { FormulaTrial } from './FormulaTrial';

/** A trial has a source read all it has: a backend does few of them at once. */
const TRIALS_AT_ONCE = 2;

/** What a trial has found so far. */
type Trial = {
  values: PeriodValue[];
  rowsRead: number;
  rowsRejected: number;
  errors: RowErrors;
  coveredFrom: Date | undefined;
  coveredUntil: Date | undefined;
};

/**
 * Tries definitions that are being written: measures one entity from the live
 * source, or computes a formula from what is stored, and stores nothing.
 */
export class TrialService {
  private running = 0;

  constructor(
    private readonly options: {
      drafts: DraftService;
      evaluator: Evaluator;
      formulas: FormulaTrial;
      contexts: RequestContexts;
      sources: ReadonlyMap<string, KpiSource>;
      config: KpiTreeConfig;
      logger: LoggerService;
    },
  ) {}

  /**
   * @throws `InputError` if the text is no valid Kpi with a source or a formula,
   * `NotFoundError` if the caller may not read the entity,
   * `ServiceUnavailableError` if others try at the same time
   */
  async try(
    context: RequestContext,
    yaml: string,
    entityRef: string,
  ): Promise<DraftTrial> {
    const { drafts, contexts, sources } = this.options;
    const entity = await contexts.find(entityRef, context);
    if (!entity) {
      throw notReadable(entityRef);
    }
    const { problems, kpi } = await drafts.read(context, yaml);
    if (!kpi) {
      const [{ line, message }] = problems;
      throw new InputError(`Line ${line}: ${message}`);
    }
    const source = sources.get(kpi.spec.source?.id ?? '');
    if (!source && kpi.spec.formula === undefined) {
      throw new InputError(
        `spec.source is missing: name a source of this portal, which has ${
          [...sources.keys()].join(', ') || 'none'
        }; or give spec.formula`,
      );
    }
    if (this.running >= TRIALS_AT_ONCE) {
      throw new ServiceUnavailableError(
        'Others are trying definitions at the moment: try again later',
      );
    }
    this.running++;
    try {
      return source
        ? await this.measure(context, kpi, source, entity)
        : await this.compute(context, kpi, stringifyEntityRef(entity));
    } finally {
      this.running--;
    }
  }

  private async compute(
    context: RequestContext,
    kpi: KpiEntity,
    entityRef: string,
  ): Promise<DraftTrial> {
    const startedAt = Date.now();
    const { values, coveredUntil } = await this.options.formulas.compute(
      kpi,
      entityRef,
      context,
    );
    return {
      series: this.toSeries(context, kpi, entityRef, values, coveredUntil),
      rowsRead: 0,
      rowsRejected: 0,
      measurements: values.length,
      errors: [],
      stoppedBy: null,
      durationMs: Date.now() - startedAt,
    };
  }

  private async measure(
    context: RequestContext,
    kpi: KpiEntity,
    source: KpiSource,
    entity: Entity,
  ): Promise<DraftTrial> {
    const { config, logger } = this.options;
    const { definitions } = context;
    const { id: _, ...given } = kpi.spec.source!;
    const entityRef = stringifyEntityRef(entity);
    // As written: for a KPI that is not in the catalog yet it does not count
    const keys = parseAnnotations(entity).annotations.source;
    const startedAt = Date.now();
    const abort = new AbortController();
    const entities = sourceEntities(definitions.whole, source, {
      kpi: kpi.metadata.name,
      entityRef,
      keys,
    });
    const to = config.now();
    const window = {
      ...(source.window ? { from: before(to, source.window.history) } : {}),
      to,
    };
    const batches = source.collect({
      kpis: [
        {
          name: kpi.metadata.name,
          spec: kpi.spec,
          settings: source.settings.parse(given),
        },
      ],
      entities,
      ...window,
      timeZone: config.timeZone,
      signal: abort.signal,
      logger,
    });
    const trial: Trial = {
      values: [],
      rowsRead: 0,
      rowsRejected: 0,
      errors: new RowErrors(),
      coveredFrom: undefined,
      coveredUntil: undefined,
    };
    const known = new Set(entities.map(each => each.entityRef));
    const latest = latestPeriods(config);
    const kpis = new Map([[kpi.metadata.name, kpi.spec]]);
    const stoppedBy = await readWithin(batches, config.trial, abort, batch => {
      trial.rowsRead += batch.rowsRead ?? 0;
      trial.rowsRejected += batch.rowsRejected ?? 0;
      const mistake =
        batch.coveredUntil && coverageMistake(batch.coveredUntil, to);
      if (mistake) {
        trial.errors.add(mistake, source.id);
      } else {
        trial.coveredUntil = batch.coveredUntil ?? trial.coveredUntil;
        trial.coveredFrom = batch.coveredFrom ?? trial.coveredFrom;
      }
      const errors: RowError[] = [...(batch.errors ?? [])];
      for (const measurement of batch.measurements ?? []) {
        const wrong = measurementMistake(measurement, kpis, known, latest);
        if (wrong) {
          errors.push({ message: wrong, where: measurement.entityRef });
        } else if (measurement.entityRef === entityRef) {
          trial.values.push(measurement);
        }
      }
      readableErrors(errors, context).forEach(({ message, where, rows }) =>
        trial.errors.add(message, where, undefined, rows),
      );
      return trial.rowsRead;
    });
    // For one that was stopped it is unknown what it would have had
    const looked =
      (!stoppedBy && lookedAt(source, window, trial, config.timeZone)) ||
      NOTHING_LOOKED_AT;
    const byPeriod = combineOverTime(
      [...trial.values].sort((a, b) => (a.period < b.period ? -1 : 1)),
      kpi.spec,
      kpi.spec.period,
      { folded: null, known: looked, deleted: [], runId: null },
      toEpochDay(context.day),
    );
    return {
      series: this.toSeries(
        context,
        kpi,
        entityRef,
        byPeriod,
        trial.coveredUntil?.toISOString() ?? null,
      ),
      rowsRead: trial.rowsRead,
      rowsRejected: trial.rowsRejected,
      measurements: trial.values.length,
      errors: trial.errors.list(),
      stoppedBy,
      durationMs: Date.now() - startedAt,
    };
  }

  private toSeries(
    { definitions, day }: RequestContext,
    kpi: KpiEntity,
    entityRef: string,
    byPeriod: PeriodValue[],
    coveredUntil: string | null,
  ): Series {
    const { evaluator } = this.options;
    const { name, title, description } = kpi.metadata;
    const { period: periodType, unit, direction } = kpi.spec;
    const judgement = evaluator.at(definitions).judgement(kpi, entityRef);
    return {
      scope: entityRef,
      kpi: name,
      title: title ?? name,
      description: description ?? '',
      owner: ownerEntityRef(definitions.effective(kpi, entityRef).owner),
      unit,
      direction,
      periodType,
      periods: periodsOf(kpi),
      origin: 'own',
      source: kpi.spec.source?.id ?? null,
      coveredUntil,
      relativeError: relativeError(kpi.spec),
      points: seriesPoints({
        kpi,
        periodType,
        periods: byPeriod.length
          ? periodsBetween(byPeriod[0].period, day, periodType)
          : [],
        values: byPeriod,
        judgementIn: () => judgement,
        day,
      }),
    };
  }
}

/**
 * Reads batches until there are no more, or a limit is reached; a source that
 * ignores its signal is left behind.
 *
 * @param take - takes a batch, and says how many rows were read up to now
 */
async function readWithin(
  batches: AsyncIterable<CollectBatch>,
  limits: KpiTreeConfig['trial'],
  abort: AbortController,
  take: (batch: CollectBatch) => number,
): Promise<DraftTrial['stoppedBy']> {
  const iterator = batches[Symbol.asyncIterator]();
  let timer: NodeJS.Timeout | undefined;
  const timeout = new Promise<'time'>(resolve => {
    timer = setTimeout(() => resolve('time'), limits.timeoutMs);
  });
  const stop = (by: 'rows' | 'time') => {
    abort.abort();
    iterator.return?.().catch(() => undefined);
    return by;
  };
  try {
    for (;;) {
      const next = iterator.next();
      const result = await Promise.race([next, timeout]);
      if (result === 'time') {
        next.catch(() => undefined);
        return stop('time');
      }
      if (result.done) {
        return null;
      }
      if (take(result.value) > limits.rows) {
        return stop('rows');
      }
    }
  } finally {
    clearTimeout(timer);
  }
}
