import { CollectRequest } from '@kpi-tree/backstage-plugin-kpi-tree-node';
import { BatchBuilder } from '../BatchBuilder';
import { InputError } from '@backstage/errors';
import { ColumnsConfig } from '../configuration/columns';
import { RecordsSettings } from '../configuration/kpiSettings';
import { Identity } from '../table/RecordTable';
import { Calendar } from '../time/calendar';
import { Gauge } from './Gauge';

/**
 * The KPIs of a request; those that cannot be measured are reported.
 *
 * @param source - which rows of the source are of one record, and how its columns are written
 */
export function createGauges(
  request: CollectRequest<RecordsSettings>,
  batch: BatchBuilder,
  { columns, ...identity }: Identity & { columns: ColumnsConfig },
): Gauge[] {
  const calendars = new Map<string, Calendar>();
  return request.kpis.flatMap((kpi, index) => {
    const { grain } = kpi.spec;
    const calendar =
      calendars.get(grain) ?? new Calendar(grain, request.timeZone);
    calendars.set(grain, calendar);
    try {
      assertSeconds(kpi.settings, columns);
      return [new Gauge(index, kpi, request.to, calendar, identity)];
    } catch (error) {
      batch.error(
        `The Kpi ${kpi.name} cannot be measured: ${(error as Error).message}`,
      );
      return [];
    }
  });
}

/** A column that is a duration is a number of seconds, and has to be read as one. */
function assertSeconds(
  settings: RecordsSettings,
  columns: ColumnsConfig,
): void {
  const of = 'of' in settings ? settings.of : undefined;
  const column = typeof of === 'object' && 'column' in of ? of.column : of;
  if (
    typeof column !== 'string' ||
    settings.measure === 'distinct' ||
    !Object.hasOwn(columns, column) ||
    columns[column].type !== 'duration' ||
    (typeof of === 'object' && 'column' in of && of.unit === 's')
  ) {
    return;
  }
  throw new InputError(
    `columns of the source says that ${column} is a duration, which is a number of seconds: use of: { column: ${column}, unit: s }`,
  );
}
