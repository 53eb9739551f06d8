import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';

const file = join(__dirname, '../examples/github-status/incidents.csv');

/**
 * The durations in hours of the incidents of a service that began in a month,
 * read from the sample data without the project's own code.
 *
 * @param service - as the data names it
 * @param month - such as `2026-04`
 */
export function incidentHours(service: string, month: string): number[] {
  const rows: Record<string, string>[] = parse(readFileSync(file), {
    columns: true,
  });
  return rows
    .filter(
      row =>
        row.downtime_start.startsWith(month) &&
        row.components.split('|').includes(service),
    )
    .map(row => Number(row.duration_minutes) / 60);
}

/** The mean of some numbers. */
export function mean(values: number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
