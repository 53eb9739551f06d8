import { dateOf, instantOf } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { RecordsConfig } from '../configuration/config';
import { Coverage } from '../time/Coverage';
import { Gauge } from './Gauge';
import { SeenRecords } from './SeenRecords';

/**
 * From when to when records are complete for a gauge, as the configuration and the records
 * say.
 *
 * @param options - `to`: nothing after it counts, milliseconds since 1970; `changedFrom` as
 * that of a {@link Coverage}
 */
export async function coverageOf(
  seen: SeenRecords,
  gauge: Gauge,
  {
    covers: { from, until },
    timeZone,
    to,
    changedFrom,
  }: {
    covers: RecordsConfig['covers'];
    timeZone: string;
    to: number;
    changedFrom?: number;
  },
): Promise<Coverage> {
  return new Coverage({
    from: from === undefined ? undefined : instantOf(from, timeZone),
    until:
      until === 'now' || until === undefined
        ? until && to
        : instantOf(until, timeZone),
    to,
    startOfDay: instant => instantOf(dateOf(instant, timeZone), timeZone),
    first: await seen.first(gauge),
    last: await seen.last(gauge),
    changedFrom,
  });
}
