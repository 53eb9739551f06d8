/**
 * SQL: how long a line of CSV may be, and how much of a file is read at once. By default that
 * is 16 times as much, and the two or three that are read at a time would be all that the
 * engine may take.
 */
export const CSV_LIMITS = 'max_line_size = 16777216, buffer_size = 33554432';
