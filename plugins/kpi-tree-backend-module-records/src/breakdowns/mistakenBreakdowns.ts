import { KpiBreakdown } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { RowError } from '@kpi-tree/backstage-plugin-kpi-tree-node';
import { Gauge } from '../gauges/Gauge';
import { DeclaredColumns } from '../table/DeclaredColumns';

/**
 * Takes breakdowns out of gauges that cannot be: the KPIs are measured all the same.
 *
 * @param has - whether rows have a column
 * @returns why they cannot be
 */
export function withoutMistakenBreakdowns(
  gauges: Gauge[],
  declared: DeclaredColumns,
  has: (column: string) => boolean,
): RowError[] {
  return gauges.flatMap(gauge => {
    const errors: RowError[] = [];
    gauge.breakdowns = gauge.breakdowns.filter(breakdown => {
      const message = breakdownMistake(gauge, breakdown, has, declared);
      if (message) {
        errors.push({ message, where: gauge.kpi });
      }
      return message === undefined;
    });
    return errors;
  });
}

/**
 * Why a KPI cannot be broken down by a column; nothing if it can.
 *
 * @param has - whether rows have a column
 */
function breakdownMistake(
  gauge: Gauge,
  { id, column }: KpiBreakdown,
  has: (column: string) => boolean,
  declared: DeclaredColumns,
): string | undefined {
  const message = (why: string) =>
    `The Kpi ${gauge.kpi} cannot be broken down by ${id}: ${why}`;
  if (!gauge.measure.byClass) {
    return message(
      `what ${gauge.measureName} measures of all records is not made of what it measures of some; leave spec.breakdowns out`,
    );
  }
  if (!has(column)) {
    return message(`no row has the column ${column}`);
  }
  if (declared.isList(column)) {
    return message(
      `${column} is a list, and a record that has several of its values would count several times; use a column with one value`,
    );
  }
  // Its texts leave the portal
  const isShown = declared.isShown(column);
  if (isShown === undefined) {
    return message(
      `nobody may see what is in ${column}; an admin of the portal allows it by naming it under columns of the source`,
    );
  }
  return isShown
    ? undefined
    : message(
        `${column} is personal in the configuration of the source; use another column`,
      );
}
