import { CollectRequest } from '@kpi-tree/backstage-plugin-kpi-tree-node';
import { BatchBuilder } from '../BatchBuilder';
import { RecordsSettings } from '../configuration/kpiSettings';
import { Identity } from '../table/RecordTable';
import { Calendar } from '../time/calendar';
import { Gauge } from './Gauge';

/**
 * The KPIs of a request; those that cannot be measured are reported.
 *
 * @param identity - which rows of the source are of one record
 */
export function createGauges(
  request: CollectRequest<RecordsSettings>,
  batch: BatchBuilder,
  identity: Identity,
): Gauge[] {
  const calendars = new Map<string, Calendar>();
  return request.kpis.flatMap((kpi, index) => {
    const { grain } = kpi.spec;
    const calendar =
      calendars.get(grain) ?? new Calendar(grain, request.timeZone);
    calendars.set(grain, calendar);
    try {
      return [new Gauge(index, kpi, request.to, calendar, identity)];
    } catch (error) {
      batch.error(
        `The Kpi ${kpi.name} cannot be measured: ${(error as Error).message}`,
      );
      return [];
    }
  });
}
