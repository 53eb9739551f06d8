import { join } from 'node:path';
import { Engine } from '../engine/Engine';
import { Gauge } from '../gauges/Gauge';
import { textColumn } from '../table/columns';
import { Coverage } from '../time/Coverage';
import { ClassFile, MeasuredClass } from './ClassFile';

/** So many classes of a KPI are measured each by itself: the most frequent. */
const MOST_CLASSES = 50;

/** SQL of the class of a record by a column. */
function classOf(column: string): string {
  return `coalesce(trim(${textColumn(column)}), '')`;
}

/**
 * Whether each class of the records of some KPIs is measured by itself, so that which are
 * does not depend on the records that are looked at.
 */
export async function areAllNamed(
  engine: Engine,
  gauges: Gauge[],
): Promise<boolean> {
  for (const { breakdowns, counted } of gauges) {
    for (const { column } of breakdowns) {
      const [[classes]] = await engine.all<[number]>(
        `select count(distinct ${classOf(column)})::double from ${counted}`,
      );
      if (classes > MOST_CLASSES) {
        return false;
      }
    }
  }
  return true;
}

/** By which column a KPI is measured, and SQL of the records that count. */
type ByClass = { column: string; counted: string };

/**
 * Measures a KPI by the classes of a column: as the KPI itself, of the records of each
 * class by themselves. Of more classes than are measured each by itself the rest is one.
 *
 * @returns those of one entity together, in the order of the entities
 */
export async function* measuredClasses(
  engine: Engine,
  gauge: Gauge,
  { column, counted }: ByClass,
  coverage: Coverage,
): AsyncGenerator<MeasuredClass> {
  const text = classOf(column);
  await engine.run(
    `create or replace temp table class_names as
     select class, (row_number() over (order by records desc, class) - 1)::integer as number
       from (select ${text} as class, count(*) as records from ${counted} group by class)
     qualify number < ${MOST_CLASSES}`,
  );
  const names = new Map(
    await engine.all<[number, string]>(
      'select number, class from class_names order by number',
    ),
  );
  const each = MOST_CLASSES + 1;
  const sql = `(select counted.* replace
      ((counted.entity * ${each} + coalesce(class_names.number, ${MOST_CLASSES}))::integer as entity)
    from ${counted} counted
    left join class_names on class_names.class = ${text})`;
  const first = new Map(
    gauge.measure.byClass === 'states'
      ? await engine.all<[number, number]>(
          `select entity, min(ms(t))::double from ${sql} group by entity order by entity`,
        )
      : [],
  );
  const ofClasses = coverage.ofParts(first, entity =>
    Math.floor(entity / each),
  );
  const { addsUp } = gauge;
  for await (const { entity, ...one } of gauge.measure.results(
    { engine, sql },
    ofClasses,
  )) {
    // Where values add up, what is left out is 0
    if (!(addsUp && one.value === 0)) {
      const name = names.get(entity % each);
      yield {
        entity: Math.floor(entity / each),
        ...one,
        ...(name === undefined ? { name: '', isRest: true } : { name }),
      };
    }
  }
}

/**
 * The same in a file.
 *
 * @param file - a name, under which the classes are kept until the engine is closed
 */
export async function measureClasses(
  engine: Engine,
  gauge: Gauge,
  of: ByClass,
  coverage: Coverage,
  file: string,
): Promise<ClassFile> {
  return ClassFile.write(
    join(engine.directory, file),
    engine.disk,
    measuredClasses(engine, gauge, of, coverage),
  );
}
