import { dateOf } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import {
  CollectBatch,
  Measurement,
  SourceEntity,
} from '@kpi-tree/backstage-plugin-kpi-tree-node';
import { ClassesOfGauge } from './breakdowns/ClassesOfGauge';
import { Engine } from './engine/Engine';
import { Measured } from './measures/Measure';
import {
  changedRecords,
  CoveredGauge,
  isAdding,
  measureTogether,
} from './gauges/measureTogether';

const MEASUREMENTS_IN_BATCH = 1_000;

type WithClasses = Measured & Pick<Measurement, 'classes'>;

/**
 * The measurements of the gauges of a pass.
 *
 * @param refs - the entities, by their numbers
 */
export async function* measurements(
  engine: Engine,
  pass: CoveredGauge[],
  refs: readonly SourceEntity[],
  timeZone: string,
): AsyncGenerator<CollectBatch> {
  let batch: Measurement[] = [];
  for await (const { of, measured } of measuredOf(engine, pass)) {
    const { gauge, coverage } = of;
    const { kpi } = gauge;
    const { asked, changedFrom } = coverage;
    const partial = asked === undefined ? '' : dateOf(asked, timeZone);
    const first =
      changedFrom === undefined ? '' : dateOf(changedFrom, timeZone);
    for (const { entity, start, ...value } of measured) {
      if (start > partial && start >= first) {
        const { entityRef } = refs[entity];
        batch.push({ ...value, entityRef, kpi, period: start });
      }
    }
    if (batch.length >= MEASUREMENTS_IN_BATCH) {
      yield { measurements: batch };
      batch = [];
    }
  }
  yield { measurements: batch };
}

async function* measuredOf(
  engine: Engine,
  pass: CoveredGauge[],
): AsyncGenerator<{ of: CoveredGauge; measured: WithClasses[] }> {
  const adding = pass.flatMap(({ gauge, coverage }) =>
    isAdding(gauge) ? [{ gauge, coverage }] : [],
  );
  if (adding.length === pass.length) {
    yield* measureTogether(engine, adding);
    return;
  }
  for (const of of pass) {
    const { gauge, coverage } = of;
    const sql = changedRecords(gauge.counted, of);
    const classes = await ClassesOfGauge.measure(engine, gauge, sql, coverage);
    for await (const one of gauge.measure.results({ engine, sql }, coverage)) {
      const ofOne = await classes.of(one.entity, one.start);
      yield { of, measured: [{ ...one, ...ofOne }] };
    }
    await classes.close();
  }
}
