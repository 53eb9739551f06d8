import {
  CatalogIndexPage,
  CatalogTable,
  CatalogTableColumnsFunc,
} from '@backstage/plugin-catalog';
import type { EntityListPagination } from '@backstage/plugin-catalog-react';
import { createKpiTreeColumn } from '@kpi-tree/backstage-plugin-kpi-tree';
import { ReactNode } from 'react';

/** The kinds whose table has the column. */
const kindsWithKpis = [
  'component',
  'api',
  'resource',
  'system',
  'domain',
  'group',
];

/** What the filters beside the table show already; names need the room. */
const filteredFields = ['entity.spec.type', 'entity.spec.lifecycle'];

// Behind the hidden title and the name
const columns: CatalogTableColumnsFunc = context => {
  const standard = CatalogTable.defaultColumnsFunc(context).filter(
    ({ field }) => !filteredFields.includes(field ?? ''),
  );
  const kind = context.filters.kind?.value.toLocaleLowerCase('en-US');
  return kind && kindsWithKpis.includes(kind)
    ? [...standard.slice(0, 2), createKpiTreeColumn(), ...standard.slice(2)]
    : standard;
};

type CatalogPageProps = {
  filters: ReactNode;
  pagination: EntityListPagination;
};

/** The catalog with a column that shows the state of each entity. */
export const CatalogPage = ({ filters, pagination }: CatalogPageProps) => (
  <CatalogIndexPage
    columns={columns}
    // A head that can be dragged is a button in a button, which cannot be distinguished
    tableOptions={{ draggable: false }}
    filters={filters}
    pagination={pagination}
  />
);
