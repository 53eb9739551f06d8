import { LoggerService } from '@backstage/backend-plugin-api';
import { Knex } from 'knex';
import { KpiTreeConfig } from '../configuration/KpiTreeConfig';
import { Definitions } from '../definitions/Definitions';
import { Memberships } from '../memberships/Memberships';
import { SetAsideTelemetry } from '../setAside/SetAsideTelemetry';
import { CurrentStore } from '../store/CurrentStore';
import { InsightStore } from '../store/InsightStore';
import { MeasurementStore, SeriesRecord } from '../store/MeasurementStore';
import { NodeStore } from '../store/NodeStore';
import { PeriodStore } from '../store/PeriodStore';
import { RollupStore } from '../store/RollupStore';
import { SetAsideStore } from '../store/SetAsideStore';
import { EvaluationKey, keyText, parseKey } from './EvaluationKey';
import { FormulaSeries } from './FormulaSeries';
import { rollupMarks } from './rollupMarks';
import { StoredArithmetic } from './StoredArithmetic';
import { NOTHING_CHANGED, rangeToUpdate } from './updatePeriods';

/**
 * Sets series aside that cannot be evaluated. Nothing is shown of them as it was before;
 * the periods of their past that are known to be right stay in their scopes.
 */
export class SeriesSetAside {
  constructor(
    private readonly options: {
      arithmetic: StoredArithmetic;
      store: SetAsideStore;
      measurements: MeasurementStore;
      periods: PeriodStore;
      current: CurrentStore;
      rollups: RollupStore;
      nodes: NodeStore;
      insights: InsightStore;
      formulaSeries: FormulaSeries;
      memberships: Memberships;
      telemetry: SetAsideTelemetry;
      config: KpiTreeConfig;
      logger: LoggerService;
    },
  ) {}

  /**
   * @param keyOf - with what a series is evaluated; nothing if it is to be no more
   * @param error - why it cannot be
   */
  async setAside(
    definitions: Definitions,
    seriesId: number,
    keyOf: (
      series: SeriesRecord,
      tx: Knex.Transaction,
    ) => Promise<EvaluationKey | undefined>,
    error: Error,
  ): Promise<void> {
    const { arithmetic, store, measurements, telemetry } = this.options;
    const { config, logger } = this.options;
    await arithmetic.transaction(async tx => {
      const [series] = await measurements.lockSeries(tx, [seriesId]);
      const key = series && (await keyOf(series, tx));
      if (!key) {
        return;
      }
      const { entityRef: subject, kpi } = series;
      await this.takeAway(tx, definitions, series, key);
      await measurements.noteEvaluated(tx, [seriesId]);
      const isNew = await store.add(tx, {
        seriesId,
        subject,
        kpi,
        reason: error.message,
        since: config.now().toISOString(),
        triedWith: keyText(key),
      });
      if (isNew) {
        telemetry.setAside('series');
        logger.warn(
          `${kpi} of ${subject} cannot be evaluated and is set aside: ${error.message}`,
        );
      }
    });
  }

  /** What was made of it, as far as its measurements may say something else now. */
  private async takeAway(
    tx: Knex.Transaction,
    definitions: Definitions,
    series: SeriesRecord,
    key: EvaluationKey,
  ): Promise<void> {
    const { current, periods, insights, rollups, nodes } = this.options;
    const { formulaSeries, memberships, config } = this.options;
    const kpi = definitions.kpi(series.kpi);
    const evaluatedWith = (await current.readKeys(tx, [series.id])).get(
      series.id,
    );
    const range = rangeToUpdate({
      series,
      kpi,
      key,
      ...(evaluatedWith === undefined
        ? {}
        : { before: { key: parseKey(evaluatedWith) } }),
    });
    const deleted = range ? await periods.deleteRange(tx, range) : 0;
    await current.delete([series.id], tx);
    await insights.deleteSeries(tx, [series.id]);
    if (evaluatedWith === undefined && !deleted) {
      // It was not known to anybody
      return;
    }
    const gone = { series, kpi, key, changed: NOTHING_CHANGED };
    await rollups.mark(
      tx,
      rollupMarks(definitions, gone, {
        membersByDay: memberships.membersByDay,
        today: memberships.today(),
        config,
      }),
    );
    await formulaSeries.note(tx, definitions, [gone]);
    await nodes.mark(tx, [series.entityRef]);
  }
}
