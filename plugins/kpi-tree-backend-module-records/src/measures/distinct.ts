import { InputError } from '@backstage/errors';
import { Aggregation } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { textColumn, valuesColumn } from '../table/columns';
import { Addition } from './AdditiveMeasure';
import { isIn, MeasureContext } from './Measure';
import { allUses, SettingsOf } from './values';

/** How numbers of distinct values may combine; a sum would count twice what is in two. */
const HONEST: Aggregation[] = ['none', 'mean', 'min', 'max'];

/**
 * How many values a column has, whatever their case; each value of a list is one. It is of
 * the records of a period, as a value may be in several periods and entities.
 *
 * @throws `InputError` if the KPI would add up such numbers
 */
export function distinct(
  { of }: SettingsOf<'distinct'>,
  { grain, periodType, aggregate }: MeasureContext,
): Addition {
  if (grain !== periodType) {
    throw new InputError(
      `spec.grain is ${grain}, but the distinct values of several make no number of the ${periodType}, as one may be in each: use the period, ${periodType}`,
    );
  }
  for (const field of ['overTime', 'overEntities'] as const) {
    const how = aggregate[field];
    if (!HONEST.includes(how)) {
      throw new InputError(
        `spec.aggregate.${field} is ${how}, but numbers of distinct values do not combine so, as one value may be in several: use none, or one of mean, min and max`,
      );
    }
  }
  return {
    values: [
      {
        sql: textColumn(of),
        scale: value => value,
        isWhole: true,
        mistakes: [],
        uses: allUses([{ texts: [of], values: [of] }]),
      },
    ],
    from: counted =>
      `(select entity, t, unnest(${valuesColumn(of)}) as v from ${counted})`,
    sums: async () => [() => 'count(distinct upper(v))::double', () => '0'],
    result: a => ({ value: a, weight: 1 }),
    empty: { value: 0, weight: 1 },
    each: {
      fold: 'sum',
      value: 'news',
      scale: value => value,
      condition: `${textColumn(of)} is not null`,
    },
    // Each adds the values that no earlier one of the period has
    eachFrom: (counted, period) => `(
      with those as (select * from ${counted} where ${isIn(period)}),
      firsts as (
        select entity, min(row) as row
        from (select entity, row, unnest(${valuesColumn(of)}) as v from those)
        where v is not null group by entity, upper(v)
      ),
      added as (select entity, row, count(*) as news from firsts group by all)
      select those.*, coalesce(added.news, 0) as news
      from those left join added using (entity, row)
    )`,
  };
}
