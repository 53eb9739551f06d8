/**
 * The first date of the product: nothing is measured, asked for or declared before it.
 *
 * @public
 */
export const FIRST_DATE = '1900-01-01';

/**
 * The last date of the product. Later ones are how other systems write that something
 * has no end, and are no dates here.
 *
 * @public
 */
export const LAST_DATE = '2199-12-31';

/**
 * What a date has to be, to close the message about one that is not.
 *
 * @public
 */
export const DATE_HINT = `use a date such as 2026-01-31, from ${FIRST_DATE} to ${LAST_DATE}`;

/** Enough of a wrong value to recognise it. */
const QUOTED_CHARACTERS = 80;

/**
 * Whether a text is a date of the product: a day of the calendar, `YYYY-MM-DD`, from
 * {@link FIRST_DATE} to {@link LAST_DATE}. Such dates sort as texts as they sort in time.
 *
 * @public
 */
export function isIsoDate(text: string): boolean {
  return isCalendarDate(text) && FIRST_DATE <= text && text <= LAST_DATE;
}

/**
 * What is wrong with a date that somebody gave, if anything: the field, the value and
 * what would be right.
 *
 * @param field - what the giver calls it, such as `from` or `signals.baseline.to`
 * @param value - what stands there
 * @public
 */
export function dateMistake(field: string, value: unknown): string | undefined {
  return typeof value === 'string' && isIsoDate(value)
    ? undefined
    : `${field} is ${quote(value)}: ${DATE_HINT}`;
}

/**
 * Whether an instant is one of the product: from the beginning of {@link FIRST_DATE} to
 * the end of {@link LAST_DATE} in UTC.
 *
 * @param instant - milliseconds since 1970-01-01T00:00Z; `NaN` is none
 * @public
 */
export function isInstant(instant: number): boolean {
  return (
    Date.parse(`${FIRST_DATE}T00:00:00Z`) <= instant &&
    instant <= Date.parse(`${LAST_DATE}T23:59:59.999Z`)
  );
}

/** Whether a text is a day of the calendar, of whatever year. */
export function isCalendarDate(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) {
    return false;
  }
  const time = Date.parse(`${text}T00:00:00Z`);
  return (
    !Number.isNaN(time) && new Date(time).toISOString().slice(0, 10) === text
  );
}

function quote(value: unknown): string {
  const text = JSON.stringify(value) ?? 'missing';
  return text.length > QUOTED_CHARACTERS
    ? `${text.slice(0, QUOTED_CHARACTERS - 3)}...`
    : text;
}
