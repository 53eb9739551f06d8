import { RowError } from '@kpi-tree/backstage-plugin-kpi-tree-node';
import { appendFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { EntityMapping } from '../entities';
import { CSV_LIMITS } from '../engine/csv';
import { Engine } from '../engine/Engine';
import { textOf } from '../engine/text';
import { NAME_SEPARATOR, RECORD_SEPARATOR } from '../table/columns';
import { Gauge } from './Gauge';

/** As many rows are looked up at once. */
const AT_ONCE = 5_000;

/**
 * Makes the table `named`: the entities that each name of the records stands for, for the
 * KPI of a gauge, or -1 where it does so for all of them.
 *
 * @param only - the entities that are asked about; all if not given
 * @returns names that stand for none, each with its first record and how many have it, and how
 * many records name nothing
 */
export async function nameEntities(
  engine: Engine,
  mapping: EntityMapping,
  gauges: Gauge[],
  only?: ReadonlySet<number>,
): Promise<RowError[]> {
  const path = join(engine.directory, 'named.csv');
  const found: { message: string; row: number; rows: number }[] = [];
  const nameless = { row: 0, rows: 0 };
  let all = 0;
  await writeFile(path, '');
  // What names are written like, by the number of the row in which they are first
  const names = engine.stream<[number, string, number]>(
    `select min(row)::double as first, name, count(*)::double
    from records group by name order by first`,
  );
  for await (const some of names) {
    const lines: string[] = [];
    for (const [row, name, rows] of some) {
      const named = name
        .split(RECORD_SEPARATOR)
        .flatMap(one =>
          mapping.names(one.split(NAME_SEPARATOR), message =>
            found.push({ message, row, rows }),
          ),
        );
      all += rows;
      if (!named.length) {
        nameless.row ||= row;
        nameless.rows += rows;
      }
      const byGauge = gauges.map(({ kpi }) => mapping.entities(named, kpi));
      const isForAll = byGauge.every(
        entities => String(entities) === String(byGauge[0]),
      );
      const add = (entities: readonly number[], gauge: number) =>
        entities.forEach(entity => {
          if (!only || only.has(entity)) {
            lines.push(`"${name.replaceAll('"', '""')}",${gauge},${entity}\n`);
          }
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
  const message = nameless.rows && mapping.nameless(nameless.rows, all);
  if (message) {
    found.push({ message, ...nameless });
  }
  const places = await placesOf(
    engine,
    found.map(({ row }) => row),
  );
  return found.map(({ row, ...mistake }) => ({
    ...mistake,
    where: places.get(row)!,
  }));
}

/** Where some rows are. */
async function placesOf(
  engine: Engine,
  rows: number[],
): Promise<ReadonlyMap<number, string>> {
  const places = new Map<number, string>();
  for (let at = 0; at < rows.length; at += AT_ONCE) {
    const some = rows.slice(at, at + AT_ONCE).join(', ');
    for (const [row, place] of await engine.all<[number, string]>(
      `select row::double, place from records where row in (${some})`,
    )) {
      places.set(row, place);
    }
  }
  return places;
}
