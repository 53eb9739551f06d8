/** Types of PostgreSQL by their numbers; see pg_type. */
const PG = { bytea: 17, date: 1082, timestamp: 1114, timestamptz: 1184 };

/**
 * How a text of PostgreSQL is read, by the number of its type: as it stands, except for
 * bytes, and for infinite dates, which are none.
 */
export function parsePostgres(type: number): (text: string) => string | null {
  switch (type) {
    case PG.bytea:
      return text => toText(Buffer.from(text.slice('\\x'.length), 'hex'));
    case PG.date:
    case PG.timestamp:
    case PG.timestamptz:
      return text => (/^-?infinity$/.test(text) ? null : text);
    default:
      return text => text;
  }
}

/** A field as mysql2 gives it to `typeCast`. */
type MySqlField = { type: string; buffer(): Buffer | null };

/** Dates that MySQL has and no calendar: 0000-00-00, 2026-01-00. */
const NO_DATE = /^\d{4}-(?:00|\d{2}-00)/;

/** How a value of MySQL and MariaDB is read: bits are numbers, invalid dates null. */
export function castMySql(field: MySqlField, next: () => unknown): unknown {
  if (field.type === 'BIT') {
    const bytes = field.buffer();
    return bytes?.length ? BigInt(`0x${bytes.toString('hex')}`) : null;
  }
  const value = next();
  return ['DATE', 'DATETIME', 'TIMESTAMP', 'NEWDATE'].includes(field.type) &&
    typeof value === 'string' &&
    NO_DATE.test(value)
    ? null
    : value;
}

/**
 * A row without what only Node knows: a whole number is a number as long as that can hold
 * it, and else a text; bytes are the text that they are, or hexadecimal digits. Texts are
 * without the blanks around them, such as those that fill up a `char(n)`.
 */
export function plainRow(
  row: Record<string, unknown>,
): Record<string, unknown> {
  for (const [column, value] of Object.entries(row)) {
    if (typeof value === 'bigint') {
      const number = Number(value);
      row[column] = Number.isSafeInteger(number) ? number : String(value);
    } else if (value instanceof Uint8Array) {
      row[column] = toText(value).trim();
    } else if (typeof value === 'string') {
      row[column] = value.trim();
    }
  }
  return row;
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

function toText(bytes: Uint8Array): string {
  try {
    // MySQL fills up a binary(n) with zeros
    const text = utf8.decode(bytes).replace(/\0+$/, '');
    // eslint-disable-next-line no-control-regex
    if (!/[\0-\x08\x0e-\x1f]/.test(text)) {
      return text;
    }
  } catch {
    // They are no text
  }
  return Buffer.from(bytes).toString('hex');
}
