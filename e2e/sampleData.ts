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
  return incidents(service, month).map(
    row => Number(row.duration_minutes) / 60,
  );
}

/** The days, such as `2026-04-23`, of the critical incidents of a service in a month. */
export function criticalDays(service: string, month: string): string[] {
  return incidents(service, month)
    .filter(row => row.impact === 'critical')
    .map(row => row.downtime_start.slice(0, 10));
}

/** The addresses of the pages of the critical incidents of a service in a month. */
export function criticalPages(service: string, month: string): string[] {
  return incidents(service, month)
    .filter(row => row.impact === 'critical')
    .map(row => `https://www.githubstatus.com/incidents/${row.page}`);
}

/** How many incidents of a service began in a month. */
export function incidentCount(service: string, month: string): number {
  return incidents(service, month).length;
}

function incidents(service: string, month: string) {
  const rows: Record<string, string>[] = parse(readFileSync(file), {
    columns: true,
  });
  return rows.filter(
    row =>
      row.downtime_start.startsWith(month) &&
      row.components.split('|').includes(service),
  );
}

/** The mean of some numbers. */
export function mean(values: number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
