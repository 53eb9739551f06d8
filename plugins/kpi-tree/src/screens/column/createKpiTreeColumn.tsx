import type { Entity } from '@backstage/catalog-model';
import type { TableColumn } from '@backstage/core-components';
import { lazy, Suspense } from 'react';

const ScoreCell = lazy(() =>
  import('./ScoreCell').then(m => ({ default: m.ScoreCell })),
);
const ColumnTitle = lazy(() =>
  import('./ColumnTitle').then(m => ({ default: m.ColumnTitle })),
);

/**
 * A column for the table of the catalog: score, status and trend of each entity, with
 * one request for all rows of a page.
 *
 * It cannot be sorted by: the table knows the numbers of the rows that it shows only.
 * The heatmap of the portal page has all services in order of their score.
 *
 * @public
 */
export function createKpiTreeColumn<
  Row extends { entity: Entity },
>(): TableColumn<Row> {
  return {
    id: 'kpi-tree',
    title: (
      <Suspense fallback="KPIs">
        <ColumnTitle />
      </Suspense>
    ),
    width: 'auto',
    sorting: false,
    searchable: false,
    export: false,
    render: ({ entity }) => (
      <Suspense fallback={null}>
        <ScoreCell entity={entity} />
      </Suspense>
    ),
  };
}
