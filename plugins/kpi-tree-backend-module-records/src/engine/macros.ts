import {
  FIRST_DATE,
  LAST_DATE,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { DURATIONS } from './durations';

const DATE = '\\d{4}-\\d{2}-\\d{2}';
const TIME = '[T ]\\d{2}:\\d{2}(:\\d{2}(\\.\\d+)?)?';
/** Years in which every date is one of the product. */
const FIRST_YEAR = Number(FIRST_DATE.slice(0, 4)) + 1;
const LAST_YEAR = Number(LAST_DATE.slice(0, 4)) - 1;

const ZONE = 'Z|[+-]\\d{2}(:?\\d{2})?';

/**
 * How the texts of rows are read, as functions of SQL. Each is null for what is blank, and
 * for what is not right: a cast alone takes `12.7` for the whole number 13, and the day of
 * `2026-03-28 junk` for one.
 *
 * - `instant(text)`, of which the usual form is looked for first: ISO 8601 with date and time, or a date alone, which is its beginning;
 *   without a zone it is of the zone of the engine, and of two such instants the first.
 *   `infinity` is what is after the last date of the product, such as 9999-12-31, by which
 *   systems say that something has not ended or has not happened yet.
 * - `instant_in(text, zone)`: the same, but in another zone; `local_in(timestamp, zone)` of what
 *   a clock shows there.
 * - `of_product(instant)`: null before the first date of the product, `infinity` after the last.
 * - `since_1970(text, micros)`: of a number of so many microseconds since 1970.
 * - `number(text)`: a finite decimal number; `duration(text)`: see {@link DURATIONS}.
 * - `period_day(instant, grain)`: the first day of a period, in days since 1970-01-01.
 * - `ms(instant)`: milliseconds since 1970-01-01T00:00Z; null for `infinity`.
 */
export const MACROS = [
  ...DURATIONS,
  `create macro ms(i) as case when isfinite(i) then epoch_ms(i) end`,
  `create macro local_instant(t) as (
    case when strftime(try_cast(t as timestamptz) - interval 1 hour, '%Y-%m-%d %H:%M:%S') = t[1:19]
      then try_cast(t as timestamptz) - interval 1 hour
      else try_cast(t as timestamptz) end)`,
  `create macro with_seconds(t) as regexp_replace(replace(t, 'T', ' '), '^(.{16})(Z|[+-]|$)', '\\1:00\\2')`,
  `create macro instant(t) as (case
    when t is null then null
    when t[1:4] between '${FIRST_YEAR}' and '${LAST_YEAR}'
      and regexp_full_match(t, '${DATE}[T ]\\d{2}:\\d{2}:\\d{2}(\\.\\d+)?(Z|[+-]\\d{2}:\\d{2})')
      then try_cast(t as timestamptz)
    when regexp_full_match(t, 'Infinity|\\+\\d{6}-.*') then 'infinity'::timestamptz
    when regexp_full_match(t, '${DATE}(${TIME}(${ZONE})?)?') then case
      when t[1:10] > '${LAST_DATE}' then 'infinity'::timestamptz
      when t[1:10] < '${FIRST_DATE}' then null
      when try_cast(t[1:10] as date) is null then null
      when length(t) = 10 then try_cast(t || ' 00:00:00' as timestamptz)
      when regexp_matches(t[11:], '${ZONE}') then try_cast(with_seconds(t) as timestamptz)
      else local_instant(with_seconds(t)) end
    end)`,
  `create macro local_in(t, zone) as (
    case when timezone(zone, timezone(zone, t) - interval 1 hour) = t
      then timezone(zone, t) - interval 1 hour
      else timezone(zone, t) end)`,
  `create macro instant_in(t, zone) as (
    case when regexp_full_match(t, '${DATE}(${TIME})?') and isfinite(instant(t))
      then local_in(try_cast(case when length(t) = 10 then t || ' 00:00:00' else with_seconds(t) end as timestamp), zone)
      else instant(t) end)`,
  `create macro of_product(i) as (case
    when i < timestamptz '${FIRST_DATE}' then null
    when i >= timestamptz '${LAST_YEAR + 2}-01-01' then 'infinity'::timestamptz
    else i end)`,
  `create macro since_1970(t, micros) as case when regexp_full_match(t, '-?\\d{1,14}(\\.\\d+)?')
    then make_timestamptz(try_cast(round(try_cast(t as decimal(38, 9)) * micros) as bigint)) end`,
  `create macro finite(x) as case when isfinite(x) then x end`,
  `create macro number(t) as case when regexp_full_match(t, '[+-]?(\\d+\\.?\\d*|\\.\\d+)([eE][+-]?\\d+)?')
    then finite(try_cast(t as double)) end`,
  `create macro period_day(i, grain) as (date_trunc(grain, i)::date - date '1970-01-01')::integer`,
];
