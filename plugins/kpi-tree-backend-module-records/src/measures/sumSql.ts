import { Counted } from './Measure';

/**
 * SQL of a sum, or of something like it.
 *
 * @param only - SQL of a value that is null where a record does not count
 */
export type Sum = (only: (value: string) => string) => string;

/** Decimals that are added up exactly. */
const DECIMAL = 'decimal(38, 12)';

/** Beyond it the sum of many might not fit. */
const LARGEST = '1e18';

/**
 * SQL of a sum that is the same in each run: the engine adds floating-point numbers in an
 * order that differs from run to run. Whole numbers and decimals of at most 12 places are
 * added exactly, in any order; what has more, in the order of the records.
 */
export async function sumSql(
  { engine, sql }: Counted,
  value: { sql: string; isWhole: boolean },
): Promise<Sum> {
  if (value.isWhole) {
    return only => `coalesce(sum(${only(value.sql)}), 0)::double`;
  }
  const [[isExact]] = await engine.all<[boolean]>(
    `select coalesce(bool_and(v is null or (abs(v) < ${LARGEST} and coalesce(v = try_cast(v as ${DECIMAL})::double, false))), true)
    from (select ${value.sql} as v from ${sql})`,
  );
  return isExact
    ? only => `coalesce(sum(${only(`(${value.sql})::${DECIMAL}`)}), 0)::double`
    : only => `coalesce(sum(${only(value.sql)} order by row), 0)::double`;
}
