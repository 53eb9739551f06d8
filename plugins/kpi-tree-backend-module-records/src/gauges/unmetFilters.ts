import { RecordFilter } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { RowError } from '@kpi-tree/backstage-plugin-kpi-tree-node';
import { Engine } from '../engine/Engine';
import { AskedValue, askedValues, incomparable } from '../filters/askedValues';
import { filterColumns } from '../filters/filterColumns';
import { filterSql } from '../filters/filterSql';
import { fitsColumn } from '../filters/fits';
import { LOG } from '../log/createLoggedRecords';
import { logFilters } from '../log/LogValue';
import { listColumn, textColumn } from '../table/columns';
import { DeclaredColumns } from '../table/DeclaredColumns';
import { Gauge } from './Gauge';
import { amongOthers, saidOfList } from './lists';
import { likely } from './likely';

/** As many values of a column are looked through for the one that was meant. */
const LOOKED_THROUGH = 5_000;

/** A column with more values has none of them listed. */
const FEW = 8;

/** As many conditions are asked at once. */
const AT_ONCE = 200;

/** A KPI with its filters. */
type Filtered = {
  kpi: string;
  uses: { filters: RecordFilter[] };
  where: RecordFilter | undefined;
};

/** Of which conditions there is a record, if there are any. */
type Found = ReadonlyMap<string, boolean>;

/** What a KPI expects of some record, as a condition in SQL, and what is said without one. */
type Expected = {
  kpi: string;
  sql: string;
  /** Whether the mistake is that there is one. */
  isUnwanted?: boolean;
  message: (found: Found) => Promise<string | undefined> | string;
  /** Left out where the KPI has another mistake. */
  isLast?: boolean;
};

/**
 * What filters do not find though somebody expects it: a value that no record has in its
 * column, a number or a date where something else is, and any record at all. With a wrong
 * letter a filter counts nothing, or with `$not` everything, and that looks like a value.
 * Of several values one may have no record yet, unless it is like one that there is.
 *
 * @param declared - how columns are read
 * @param isKnown - whether records have a column; others are reported elsewhere
 */
export async function unmetFilters(
  engine: Engine,
  gauges: Filtered[],
  declared: DeclaredColumns,
  isKnown: (column: string) => boolean,
  view = 'records',
): Promise<RowError[]> {
  const expected = gauges.flatMap(gauge => [
    ...gauge.uses.filters
      .flatMap(askedValues)
      .filter(({ column }) => isKnown(column))
      .map(
        (asked): Expected => ({
          kpi: gauge.kpi,
          sql: someSql(asked, declared),
          message: async found => {
            if (
              amongOthers(asked.column, asked.value, declared).some(sql =>
                found.get(sql),
              )
            ) {
              // That is said
              return undefined;
            }
            const isBeside = asked.others.some(value =>
              found.get(someSql({ ...asked, value }, declared)),
            );
            const hint = await meant(engine, view, asked, declared, isBeside);
            return (
              hint &&
              `The Kpi ${gauge.kpi} asks for ${asked.column} ${JSON.stringify(
                asked.value,
              )}, which no row has${hint.text}`
            );
          },
        }),
      ),
    ...gauge.uses.filters
      .flatMap(askedValues)
      .filter(({ column }) => isKnown(column))
      .flatMap(({ column, value }) =>
        amongOthers(column, value, declared).map(
          (sql): Expected => ({
            kpi: gauge.kpi,
            sql,
            isUnwanted: true,
            message: () =>
              saidOfList(
                engine,
                view,
                { kpi: gauge.kpi, column, value, sql },
                declared,
              ),
          }),
        ),
      ),
    ...gauge.uses.filters.flatMap(incomparable).map(
      ({ column, type, filter }): Expected => ({
        kpi: gauge.kpi,
        sql: filterSql(filter, declared),
        isUnwanted: true,
        message: () =>
          `The Kpi ${gauge.kpi} compares ${column} with a ${type}, but some rows have something else there, which does not fit`,
      }),
    ),
    ...(gauge.where && filterColumns(gauge.where).every(isKnown)
      ? [
          {
            kpi: gauge.kpi,
            sql: fitsColumn(gauge.where),
            isLast: true,
            message: () => `No row meets the filter of the Kpi ${gauge.kpi}`,
          },
        ]
      : []),
  ]);
  const found = await conditions(
    engine,
    view,
    new Set(expected.map(one => one.sql)),
  );
  const messages = new Set<string>();
  const mistaken = new Set<string>();
  for (const { kpi, sql, message, isUnwanted = false, isLast } of expected) {
    if (found.get(sql) === isUnwanted && !(isLast && mistaken.has(kpi))) {
      const said = await message(found);
      if (said) {
        mistaken.add(kpi);
        messages.add(said);
      }
    }
  }
  return [...messages].map(message => ({ message, where: '' }));
}

/** What filters of rows do not find in all rows of records. */
export async function unmetRows(
  engine: Engine,
  gauges: Gauge[],
  declared: DeclaredColumns,
  isKnown: (column: string) => boolean,
): Promise<RowError[]> {
  const filtered = gauges.flatMap(({ kpi, uses }) =>
    logFilters(uses.logs).map(where => ({
      kpi,
      uses: { filters: [where] },
      where,
    })),
  );
  return unmetFilters(engine, filtered, declared, isKnown, LOG);
}

/** That some record has a value; of `true` and `false` also the other one. */
function someSql(
  { column, value }: AskedValue,
  declared: DeclaredColumns,
): string {
  return filterSql(
    { [column]: typeof value === 'boolean' ? { $in: [true, false] } : value },
    declared,
  );
}

async function conditions(
  engine: Engine,
  view: string,
  sqls: Set<string>,
): Promise<Found> {
  const found = new Map<string, boolean>();
  const all = [...sqls];
  for (let i = 0; i < all.length; i += AT_ONCE) {
    const some = all.slice(i, i + AT_ONCE);
    const [answers] = await engine.all<(boolean | null)[]>(
      `select ${some.map(sql => `bool_or(${sql})`).join(', ')} from ${view}`,
    );
    some.forEach((sql, at) => {
      const answer = answers[at];
      if (answer !== null) {
        found.set(sql, answer);
      }
    });
  }
  return found;
}

/**
 * The value of a column that is most like one, or all if they are few and readers may see
 * them.
 *
 * @param isBeside - whether it is no mistake if there is none like it
 */
async function meant(
  engine: Engine,
  view: string,
  { column, value, others }: AskedValue,
  declared: DeclaredColumns,
  isBeside: boolean,
): Promise<{ text: string } | undefined> {
  const isShown = declared.isShown(column);
  if (isShown === false) {
    return isBeside ? undefined : { text: '' };
  }
  const values = declared.isList(column)
    ? `unnest(${listColumn(column)})`
    : textColumn(column);
  const found = await engine.all<[string | null]>(
    `select value from (select ${values} as value from ${view})
    where value is not null group by value order by count(*) desc, value limit ${LOOKED_THROUGH}`,
  );
  const texts = found.flatMap(([text]) => text ?? []);
  const asked = new Set(others.map(other => String(other).toUpperCase()));
  const like = likely(
    String(value),
    texts.filter(text => !asked.has(text.toUpperCase())),
  );
  if (like !== undefined) {
    return { text: `: did you mean ${JSON.stringify(like)}?` };
  }
  const isFew = isShown && texts.length > 0 && texts.length <= FEW;
  return isBeside
    ? undefined
    : {
        text: isFew
          ? `; there are ${texts.map(text => JSON.stringify(text)).join(', ')}`
          : '',
      };
}
