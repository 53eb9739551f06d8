import { Counted } from './Measure';

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
): Promise<string> {
  if (value.isWhole) {
    return `coalesce(sum(${value.sql}), 0)::double`;
  }
  const [[isExact]] = await engine.all<[boolean]>(
    `select coalesce(bool_and(v is null or (abs(v) < ${LARGEST} and v = v::${DECIMAL}::double)), true)
    from (select ${value.sql} as v from ${sql})`,
  );
  return isExact
    ? `coalesce(sum((${value.sql})::${DECIMAL}), 0)::double`
    : `coalesce(sum(${value.sql} order by row), 0)::double`;
}
