import type { HeatmapRow } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import type { CsvCell } from '../../parts/export';
import type { ShownColumn } from './heatmapColumns';

/** What the columns of the CSV are called that are not about a KPI. */
export type CsvTitles = Record<
  'service' | 'system' | 'owner' | 'score' | 'status' | 'rejectedRows',
  string
>;

/**
 * The services as rows of a CSV, with the value and the status of each KPI, and how many
 * rows of its source could not be used.
 */
export function heatmapCsv(
  rows: HeatmapRow[],
  columns: ShownColumn[],
  titles: CsvTitles,
): CsvCell[][] {
  return [
    [
      titles.service,
      titles.system,
      titles.owner,
      titles.score,
      titles.status,
      ...columns.flatMap(({ kpi, unit }) => [
        unit === '1' ? kpi : `${kpi} (${unit})`,
        `${kpi} ${titles.status}`,
        `${kpi} ${titles.rejectedRows}`,
      ]),
    ],
    ...rows.map(row => [
      row.entityRef,
      row.system ?? null,
      row.owner ?? null,
      row.score,
      row.status,
      ...columns.flatMap(({ cell }): CsvCell[] => {
        const known = row.cells[cell];
        return known
          ? [known.value, known.status, known.rejectedRows ?? 0]
          : [null, null, null];
      }),
    ]),
  ];
}
