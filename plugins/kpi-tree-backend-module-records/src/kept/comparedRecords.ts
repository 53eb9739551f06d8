import {
  RecordsCompared,
  RecordsComparison,
  RecordTotals,
} from '@kpi-tree/backstage-plugin-kpi-tree-node';
import { RecordsSettings } from '../configuration/kpiSettings';
import { Engine, Value } from '../engine/Engine';
import { Gauge } from '../gauges/Gauge';
import { textColumn } from '../table/columns';
import { Calendar } from '../time/calendar';
import {
  BehindOptions,
  isKept,
  madeOf,
  monthsOf,
  readKept,
} from './countedRecords';
import { KeptFiles, ReadingEngine } from './ReadingEngine';
import {
  HIDDEN,
  linkSql,
  Shown,
  shownColumns,
  toColumns,
  toPlace,
} from './shownColumns';

/** A table of the records of both periods: a row for each and each entity it counts for. */
const COMPARED = 'compared_records';

/** Columns with more values are no classes that somebody could look at. */
const MOST_CLASSES = 8;

/** SQL of how many records there are before and after, and what they come to. */
const TOTALS = [0, 1]
  .flatMap(side => [
    `sum(n${side})::double`,
    `sum(a${side} order by row)`,
    `sum(w${side} order by row)`,
  ])
  .join(', ');

type SidesOf = [
  number,
  number | null,
  number | null,
  number,
  number | null,
  number | null,
];

/**
 * How the records behind two values of a KPI differ.
 *
 * @param isNamed - whether each row that the source reads is a record of its own
 * @returns nothing if records of the source are not kept, or not of both periods
 */
export async function comparedRecords(
  reading: ReadingEngine,
  request: RecordsComparison<RecordsSettings>,
  options: BehindOptions & { isNamed: boolean },
): Promise<RecordsCompared | undefined> {
  const { kpi, timeZone, before, after } = request;
  const asked = [before, after].map(({ period }) => ({
    kpi,
    period,
    timeZone,
  }));
  const { key = [] } = options.identity;
  return reading.ask(
    { source: options.source, timeZone },
    ({ time }) => {
      const [some, others] = asked.map(each => monthsOf(each, time));
      return some && others && [...some, ...others];
    },
    async (engine, kept) => {
      const calendar = new Calendar(kpi.spec.grain, timeZone);
      const gauge = new Gauge(0, kpi, kept.readAt, calendar, options.identity);
      if (
        !asked.every(each => isKept(kept, gauge, each)) ||
        !key.every(column => kept.columns.uses.texts.includes(column))
      ) {
        return undefined;
      }
      const [behind, now] = asked.map(({ period }) =>
        gauge.measure.behind({
          from: period.from.getTime(),
          to: Math.min(period.to.getTime(), kept.readAt.getTime()),
        }),
      );
      const columns = shownColumns(
        options.shown,
        gauge,
        kept,
        request.withPersonal,
      );
      const about = {
        readAt: kept.readAt,
        fold: behind.fold,
        ...(key.length || options.isNamed ? {} : { unkeyed: true }),
        columns: toColumns(columns),
      };
      const scaled = (value: Value) =>
        value === null ? null : behind.scale(value as number);
      const sides = ([n0, a0, w0, n1, a1, w1]: SidesOf) => ({
        before: { records: n0, value: scaled(a0), weight: w0 },
        after: { records: n1, value: scaled(a1), weight: w1 },
      });
      if (!kept.paths.length) {
        const none = sides([0, null, null, 0, null, null]);
        return { ...about, ...none, groups: [], classes: [] };
      }
      await readKept(engine, kept, gauge, options, [
        ...before.entityRefs,
        ...after.entityRefs,
      ]);
      await createCompared(engine, kept, columns, {
        made: [
          madeOf(gauge, behind, before.entityRefs, options.mapping),
          madeOf(gauge, now, after.entityRefs, options.mapping),
        ],
        identity: identitySql(key, options.isNamed),
        link: options.link,
      });
      const [whole] = await engine.all<SidesOf>(
        `select coalesce(sum(n0), 0)::double, sum(a0 order by row), sum(w0 order by row),
        coalesce(sum(n1), 0)::double, sum(a1 order by row), sum(w1 order by row) from ${COMPARED}`,
      );
      return {
        ...about,
        ...sides(whole),
        groups: await groupsOf(engine, columns, request, {
          sides,
          refs: options.mapping.refs,
        }),
        classes: await classesOf(engine, columns, key, sides),
      };
    },
  );
}

/** SQL of what two rows have in common that are of one record. */
function identitySql(key: string[], isNamed: boolean): string {
  if (key.length) {
    const texts = key.map(textColumn);
    const isBlank = texts.map(text => `${text} is null`).join(' and ');
    return `[case when ${isBlank} then row::varchar end, ${texts.join(', ')}]`;
  }
  return isNamed ? '[row::varchar]' : '[row::varchar, side::varchar]';
}

/** Makes the table of both: numbers, sums and weights `n`, `a` and `w` of each side. */
async function createCompared(
  engine: Engine,
  kept: KeptFiles,
  columns: Shown[],
  {
    made,
    identity,
    link,
  }: { made: string[]; identity: string; link: string | undefined },
): Promise<void> {
  const cells = [
    `${linkSql(link, columns, kept)} as link`,
    ...columns.map(({ sql }, index) => `${sql} as c${index}`),
  ].join(', ');
  const sides = made.map(
    (sql, side) =>
      `select side, entity, row, place, adds, weighs, ${identity} as id, ${cells} from (select *, ${side} as side from ${sql})`,
  );
  // What a record says now, in the order of its side
  const last = (column: string) =>
    `last(${column} order by side, row) as ${column}`;
  await engine.run(
    `create or replace temp table ${COMPARED} as select *,
      case when n1 = 0 then 'onlyBefore' when n0 = 0 then 'onlyAfter'
        when a0 is not distinct from a1 and w0 is not distinct from w1 then 'same'
        else 'changed' end as kind
    from (select entity, id, min(row) as row, ${[
      last('place'),
      ...columns.map((_, index) => last(`c${index}`)),
      last('link'),
      ...[0, 1].flatMap(side => [
        `count(*) filter (side = ${side}) as n${side}`,
        `sum(adds order by row) filter (side = ${side}) as a${side}`,
        `sum(weighs order by row) filter (side = ${side}) as w${side}`,
      ]),
    ].join(', ')} from (${sides.join(' union all ')}) group by entity, id)`,
  );
}

const kinds = ['onlyBefore', 'onlyAfter', 'changed', 'same'] as const;

type Sides = (of: SidesOf) => { before: RecordTotals; after: RecordTotals };

async function groupsOf(
  engine: Engine,
  columns: Shown[],
  { limit, kpi }: RecordsComparison<RecordsSettings>,
  { sides, refs }: { sides: Sides; refs: readonly { entityRef: string }[] },
): Promise<RecordsCompared['groups']> {
  const totals = await engine.all<[(typeof kinds)[number], ...SidesOf]>(
    `select kind, ${TOTALS} from ${COMPARED} group by kind`,
  );
  const isBest =
    kpi.settings.measure === 'ratio' && kpi.spec.direction === 'higher';
  const size = `case when kind = 'changed' then abs(coalesce(a1, 0) - coalesce(a0, 0))
    else ${isBest ? '-' : ''}coalesce(a1, a0) end`;
  const cells = columns.map((_, index) => `, c${index}`).join('');
  const rows = await engine.all<Value[]>(
    `select kind, entity, place, n0::double, a0, w0, n1::double, a1, w1, link${cells} from ${COMPARED}
    qualify row_number() over (partition by kind order by ${size} desc nulls last, row) <= ${limit}
    order by ${size} desc nulls last, row`,
  );
  return kinds.flatMap(kind =>
    totals
      .filter(([of]) => of === kind)
      .map(([, ...of]) => ({
        kind,
        ...sides(of),
        rows: rows
          .filter(([ofRow]) => ofRow === kind)
          .map(([, entity, place, ...row]) => {
            const each = sides(row.slice(0, 6) as SidesOf);
            const [link, ...texts] = row.slice(6) as (string | null)[];
            return {
              entityRef: refs[entity as number].entityRef,
              place: toPlace(place as string),
              before: each.before.records ? each.before : null,
              after: each.after.records ? each.after : null,
              cells: texts,
              ...(link === null ? {} : { link }),
            };
          }),
      })),
  );
}

/** By the columns of text that have only some values. */
async function classesOf(
  engine: Engine,
  columns: Shown[],
  key: string[],
  sides: Sides,
): Promise<RecordsCompared['classes']> {
  const classes: RecordsCompared['classes'] = [];
  for (const [index, { name, type, isPersonal, sql }] of columns.entries()) {
    if (type !== 'text' || isPersonal || sql === HIDDEN || key.includes(name)) {
      continue;
    }
    const values = await engine.all<[string | null, ...SidesOf]>(
      `select c${index}, ${TOTALS} from ${COMPARED} group by c${index}
      order by greatest(sum(n0), sum(n1)) desc, c${index} limit ${
        MOST_CLASSES + 1
      }`,
    );
    if (values.length > 1 && values.length <= MOST_CLASSES) {
      classes.push({
        column: name,
        values: values.map(([value, ...of]) => ({ value, ...sides(of) })),
      });
    }
  }
  return classes;
}
