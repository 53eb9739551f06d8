const N = '(\\d+(?:\\.\\d+)?)';
const AND = '[ ,]*(?:and )?';

/** `26:30:00`, or with days `1 02:30:00`, `1.02:30:00`, `1 day, 2:30:00`. */
const CLOCK =
  '(?:(\\d+)(?:[. ]| days?,? ))?(\\d+):([0-5]\\d):([0-5]\\d(?:\\.\\d+)?)';

/** `PT5H30M`, without years and months, which have no length. */
const ISO = `P(?:${N}W)?(?:${N}D)?(?:T(?:${N}H)?(?:${N}M)?(?:${N}S)?)?`;

/** `3 days 4 hours`, `1d 4h 30m`. */
const WORDS = [
  `(?:${N} *w(?:eeks?)?${AND})?`,
  `(?:${N} *d(?:ays?)?${AND})?`,
  `(?:${N} *h(?:rs?|ours?)?${AND})?`,
  `(?:${N} *m(?:ins?|inutes?)?${AND})?`,
  `(?:${N} *s(?:ecs?|econds?)?)?`,
].join('');

/** What ServiceNow stores: an instant that is as long after the beginning of 1970. */
const SINCE_1970 =
  '19[789]\\d-\\d{2}-\\d{2}[T ]\\d{2}:\\d{2}:\\d{2}(?:\\.\\d+)?Z?';

const UNITS = [604_800, 86_400, 3_600, 60, 1];

const sum = (text: string, pattern: string, units: number[]) =>
  units
    .map(
      (unit, index) =>
        `${unit} * coalesce(try_cast(nullif(regexp_extract(${text}, '${pattern}', ${
          index + 1
        }), '') as double), 0)`,
    )
    .join(' + ');

/**
 * How lengths of time are written, as a pattern: other texts may be numbers or dates.
 */
export const WRITTEN_DURATION = `(?i)${CLOCK}|${ISO}|${WORDS}|${SINCE_1970}`;

/**
 * A function of SQL, `duration(text)`: the seconds of a length of time, however it is written,
 * of which a number alone is one; null for what is blank or none. A day has 24 hours.
 */
export const DURATIONS = [
  `create macro duration(t) as (case
    when t is null or not regexp_matches(t, '\\d') then null
    when regexp_full_match(t, '\\d+(\\.\\d+)?') then try_cast(t as double)
    when regexp_full_match(t, '${SINCE_1970}')
      then epoch(try_cast(rtrim(replace(t, 'T', ' '), 'Z') as timestamp))
    when regexp_full_match(t, '${CLOCK}') then ${sum(
    't',
    CLOCK,
    UNITS.slice(1),
  )}
    when regexp_full_match(upper(t), '${ISO}') then ${sum(
    'upper(t)',
    ISO,
    UNITS,
  )}
    when regexp_full_match(lower(t), '${WORDS}') then ${sum(
    'lower(t)',
    `^${WORDS}$`,
    UNITS,
  )} end)`,
];
