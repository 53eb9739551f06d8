import type {
  HeatmapRow,
  Status,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import type { ShownColumn } from './heatmapColumns';

/** What the services are grouped by. */
export type GroupBy = 'system' | 'owner';

/** A group of services, with a row of its own above them. */
export type GroupRow = {
  kind: 'group';
  /** The entity reference, or `none`. */
  id: string;
  /** How many of its services are known. */
  count: number;
  /** Whether all of its services are known. */
  complete: boolean;
  folded: boolean;
};

/** A row of the grid below its head. */
export type GridRow = GroupRow | { kind: 'service'; service: HeatmapRow };

/** What has no System or owner. */
export const NO_GROUP = 'none';

/** Which services are shown. */
export type RowFilter = {
  /** Occurs in the name of the service, or of its System or owner. */
  query: string;
  /** The service stands like that with at least one KPI that is shown. */
  statuses: Status[];
};

/** Whether a filter leaves out anything. */
export function isRowFiltered({ query, statuses }: RowFilter): boolean {
  return query.trim() !== '' || statuses.length > 0;
}

/** The services that pass a filter. */
export function filterRows(
  rows: HeatmapRow[],
  columns: ShownColumn[],
  { query, statuses }: RowFilter,
): HeatmapRow[] {
  const text = query.trim().toLocaleLowerCase();
  return rows.filter(
    ({ title, entityRef, system = '', owner = '', cells }) =>
      [title, entityRef, system, owner].some(name =>
        name.toLocaleLowerCase().includes(text),
      ) &&
      (!statuses.length ||
        columns.some(({ cell }) => {
          const status = cells[cell]?.status;
          return status !== undefined && statuses.includes(status);
        })),
  );
}

type GroupOptions = {
  group?: GroupBy;
  /** The ids of the groups whose services are not shown. */
  folded: ReadonlySet<string>;
  /** Whether there are no more services to load. */
  complete: boolean;
};

/** The rows from top to bottom, each group below a row of its own. */
export function gridRows(
  services: HeatmapRow[],
  { group, folded, complete }: GroupOptions,
): GridRow[] {
  const toRow = (service: HeatmapRow): GridRow => ({
    kind: 'service',
    service,
  });
  if (!group) {
    return services.map(toRow);
  }
  const groups = new Map<string, HeatmapRow[]>();
  for (const service of services) {
    const id = service[group] ?? NO_GROUP;
    const members = groups.get(id);
    if (members) {
      members.push(service);
    } else {
      groups.set(id, [service]);
    }
  }
  return [...groups].flatMap(([id, members], index) => [
    {
      kind: 'group',
      id,
      count: members.length,
      complete: complete || index < groups.size - 1,
      folded: folded.has(id),
    },
    ...(folded.has(id) ? [] : members.map(toRow)),
  ]);
}
