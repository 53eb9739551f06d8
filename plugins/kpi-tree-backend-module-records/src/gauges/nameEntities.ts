import { RowError } from '@kpi-tree/backstage-plugin-kpi-tree-node';
import { appendFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { EntityMapping } from '../entities';
import { CSV_LIMITS } from '../engine/csv';
import { Engine } from '../engine/Engine';
import { textOf } from '../engine/text';
import { NAME_SEPARATOR, RECORD_SEPARATOR } from '../table/columns';
import { Gauge } from './Gauge';

/**
 * Makes the table `named`: the entities that each name of the records stands for, for the
 * KPI of a gauge, or -1 where it does so for all of them.
 *
 * @returns names that stand for none, each with its first record and how many have it, and how
 * many records name nothing
 */
export async function nameEntities(
  engine: Engine,
  mapping: EntityMapping,
  gauges: Gauge[],
): Promise<RowError[]> {
  const path = join(engine.directory, 'named.csv');
  const errors: RowError[] = [];
  const nameless = { rows: 0, where: '' };
  let all = 0;
  await writeFile(path, '');
  // What names are written like, by the number of the row in which they are first
  const names = engine.stream<[number, string, string, number]>(
    `select min(row)::double, name, arg_min(place, row), count(*)::double
    from records group by name order by min(row)`,
  );
  for await (const some of names) {
    const lines: string[] = [];
    for (const [, name, where, rows] of some) {
      const found = name
        .split(RECORD_SEPARATOR)
        .flatMap(one =>
          mapping.names(one.split(NAME_SEPARATOR), message =>
            errors.push({ message, where, rows }),
          ),
        );
      all += rows;
      if (!found.length) {
        nameless.where ||= where;
        nameless.rows += rows;
      }
      const byGauge = gauges.map(({ kpi }) => mapping.entities(found, kpi));
      const isForAll = byGauge.every(
        entities => String(entities) === String(byGauge[0]),
      );
      const add = (entities: readonly number[], gauge: number) =>
        entities.forEach(entity => {
          lines.push(`"${name.replaceAll('"', '""')}",${gauge},${entity}\n`);
        });
      if (isForAll) {
        add(byGauge[0] ?? [], -1);
      } else {
        byGauge.forEach((entities, at) => add(entities, gauges[at].index));
      }
    }
    await appendFile(path, lines.join(''));
  }
  await engine.run(
    `create or replace table named as select * from read_csv(${textOf(
      path,
    )}, columns = {name: 'VARCHAR', gauge: 'INTEGER', entity: 'INTEGER'}, auto_detect = false, header = false, delim = ',', quote = '"', escape = '"', comment = '', nullstr = 'no null', allow_quoted_nulls = false, new_line = '\\n', ${CSV_LIMITS})`,
  );
  const mistake = nameless.rows && mapping.nameless(nameless.rows, all);
  return mistake ? [...errors, { message: mistake, ...nameless }] : errors;
}
