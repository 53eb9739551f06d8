/** As many bytes a line of CSV may have. */
export const MOST_LINE_BYTES = 16_777_216;

/**
 * SQL: how long a line of CSV may be, and how much of a file is read at once. By default that
 * is 16 times as much, and the two or three that are read at a time would be all that the
 * engine may take.
 */
export const CSV_LIMITS = `max_line_size = ${MOST_LINE_BYTES}, buffer_size = ${
  2 * MOST_LINE_BYTES
}`;
