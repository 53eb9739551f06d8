/**
 * As many digits as each number of a relative date is written with. Request Tracker reads
 * dates with Perl's Time::ParseDate, for which four digits may be a year and four or six
 * the time of a day: of "3630 seconds ago" it reads "3630". Ten are a number to it.
 */
const DIGITS = 10;

/** A time so many seconds ago, as TicketSQL reads it. */
export function secondsAgo(seconds: number): string {
  return `${String(seconds).padStart(DIGITS, '0')} seconds ago`;
}

/** The fields of tickets that are compared with dates. */
const DATE_FIELDS =
  /\b(?<field>Created|Started|Starts|Due|Resolved|LastUpdated|Told)\s*(?<operator><=|>=|!=|<|>|=)\s*(?<value>'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|\d[^\s()]*)/gi;

const LITERAL = /'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"/g;

const ABSOLUTE =
  /^(?<day>\d{4}-\d{2}-\d{2})(?:[ T]([01]\d|2[0-3]):[0-5]\d(?::[0-5]\d)?Z?)?$/;

const NAMED = /^(?:now|today|yesterday|tomorrow)$/i;

const RELATIVE =
  /^(?:-(?<minus>\d+) (?:second|minute|hour|day|week|month|year)s?|(?<ago>\d+) (?:second|minute|hour|day|week|month|year)s? ago)$/i;

/**
 * What is wrong with the dates of a query in TicketSQL, if anything. Request Tracker takes
 * a date that it cannot read for the first of January 1970, or reads another one, and
 * answers all tickets or none without a word; what is accepted here was seen to be read.
 */
export function ticketSqlMistake(query: string): string | undefined {
  const literals = [...query.matchAll(LITERAL)].map(({ index, 0: text }) => ({
    from: index,
    to: index + text.length,
  }));
  for (const { index, groups } of query.matchAll(DATE_FIELDS)) {
    if (literals.some(({ from, to }) => index > from && index < to)) {
      continue;
    }
    const { field, value } = groups!;
    const text = value.replace(/^(['"])(.*)\1$/s, '$2').trim();
    if (!isReadable(text)) {
      return `compares ${field} with ${JSON.stringify(
        text,
      )}, which Request Tracker does not read as a date: use one such as '2026-01-31', '2026-01-31 08:00:00', 'today' or '30 days ago'; write a number of four or six digits with zeros before it, such as '${'2000'.padStart(
        DIGITS,
        '0',
      )} days ago'`;
    }
  }
  return undefined;
}

function isReadable(text: string): boolean {
  if (NAMED.test(text)) {
    return true;
  }
  const day = ABSOLUTE.exec(text)?.groups?.day;
  if (day) {
    const at = new Date(`${day}T00:00:00Z`);
    return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(day);
  }
  const groups = RELATIVE.exec(text)?.groups;
  const digits = (groups?.minus ?? groups?.ago ?? '').length;
  return digits > 0 && digits !== 4 && digits !== 6;
}
