import { Engine } from '../engine/Engine';
import { AdditiveMeasure, DaySums } from '../measures/AdditiveMeasure';
import { byEntity, dayOf, Measured } from '../measures/Measure';
import { Coverage } from '../time/Coverage';
import { Gauge } from './Gauge';

/**
 * As many gauges are measured in one pass: the engine holds the sums of all of them for each
 * entity and period.
 */
const MOST = 4;

/** A gauge, and what is known of its time. */
export type CoveredGauge = { gauge: Gauge; coverage: Coverage };

/** SQL of the records of a gauge that can have changed what it measures. */
export function changedRecords(
  records: string,
  { gauge: { isOfPeriod }, coverage: { changedFrom } }: CoveredGauge,
): string {
  return changedFrom !== undefined && isOfPeriod
    ? `(select * from ${records} where ms(t) >= ${changedFrom})`
    : records;
}

/** A gauge that adds up records. */
type AddingGauge = Gauge & { measure: AdditiveMeasure };

/** Whether a gauge adds up records and no more, so that it can be measured with others. */
export function isAdding(gauge: Gauge): gauge is AddingGauge {
  const { measure, breakdowns } = gauge;
  return (
    measure instanceof AdditiveMeasure &&
    measure.addsRecords &&
    !breakdowns.length
  );
}

/** The gauges that can be measured in one pass, as they have the same time and periods. */
export function passesOf(gauges: Gauge[]): Gauge[][] {
  const passes: Gauge[][] = [];
  const open = new Map<string, Gauge[]>();
  for (const gauge of gauges) {
    const key = JSON.stringify([gauge.time, gauge.grain, gauge.isOfPeriod]);
    const pass = isAdding(gauge) ? open.get(key) : undefined;
    if (pass && pass.length < MOST) {
      pass.push(gauge);
    } else {
      const begun = [gauge];
      passes.push(begun);
      if (isAdding(gauge)) {
        open.set(key, begun);
      }
    }
  }
  return passes;
}

/**
 * Measures gauges of one pass, with one query for all.
 *
 * @returns what was measured of each, one entity after the other
 */
export async function* measureTogether(
  engine: Engine,
  pass: { gauge: AddingGauge; coverage: Coverage }[],
): AsyncGenerator<{ of: CoveredGauge; measured: Measured[] }> {
  const [any] = pass;
  const columns: string[] = [];
  const conditions: string[] = [];
  for (const [index, of] of pass.entries()) {
    const { counted, measure, isCounted } = of.gauge;
    const counts = `counts_${index}`;
    const only = (value: string) => `case when ${counts} then ${value} end`;
    const sums = await measure.sums({
      engine,
      sql: changedRecords(counted, of),
    });
    conditions.push(`${isCounted} as ${counts}`);
    columns.push(`count(${only('1')})::double`, ...sums.map(sum => sum(only)));
  }
  const days = byEntity<number[]>(
    engine,
    `select entity, ${dayOf('t', any.gauge.grain)} as day, ${columns.join(', ')}
    from (select *, ${conditions.join(', ')} from ${changedRecords(
      any.gauge.seenByAny,
      any,
    )})
    group by entity, day order by entity, day`,
  );
  const readers = pass.map(of => of.gauge.measure.sumReader(of.coverage));
  for await (const { entity, rows } of days) {
    for (const [index, of] of pass.entries()) {
      const at = 1 + 3 * index;
      const own: DaySums[] = [];
      for (const row of rows) {
        if (row[at] > 0) {
          own.push([row[0], row[at + 1], row[at + 2]]);
        }
      }
      if (own.length) {
        yield { of, measured: readers[index].measured(entity, own) };
      }
    }
  }
  for (const [index, of] of pass.entries()) {
    for (const measured of readers[index].rest()) {
      yield { of, measured };
    }
  }
}
