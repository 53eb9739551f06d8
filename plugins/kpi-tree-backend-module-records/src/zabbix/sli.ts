import { DateTime } from 'luxon';
import { Row } from '../rows/RowReader';
import { ZabbixApi } from './ZabbixApi';

/** An SLA of Zabbix. */
export type Sla = {
  slaid: string;
  name: string;
  /** Percent. */
  slo: string;
  /** From when it holds, in seconds since 1970. */
  effective_date: string;
  timezone: string;
};

type Answer = {
  periods: { period_from: number; period_to: number }[];
  serviceids: (number | string)[];
  sli: { uptime: number; downtime: number }[][];
};

/** More periods it does not answer at once: of a longer time, the last. */
const PERIODS = 100;

/**
 * What Zabbix computes of an SLA, for each period since it holds, the newest first. Of a
 * period in which nothing was measured there is nothing.
 */
export async function* readSli(
  api: ZabbixApi,
  sla: Sla,
  until: Date,
): AsyncGenerator<{ serviceid: string; row: Row }> {
  const effective = Number(sla.effective_date);
  const zone = await zoneOf(api, sla);
  let to = Math.floor(until.getTime() / 1_000);
  while (to >= effective) {
    const answer = (await api.call('sla.getsli', {
      slaid: sla.slaid,
      period_from: effective,
      // The period in which it is, is among them
      period_to: to,
    })) as Answer;
    for (const [n, { period_from: from }] of answer.periods.entries()) {
      for (const [s, serviceid] of answer.serviceids.entries()) {
        const { uptime, downtime } = answer.sli[n][s];
        if (uptime + downtime > 0) {
          yield {
            serviceid: String(serviceid),
            row: {
              sla_id: sla.slaid,
              sla: sla.name,
              slo: sla.slo,
              period: dayOf(from, zone),
              uptime: String(uptime),
              downtime: String(downtime),
              measured: String(uptime + downtime),
            },
          };
        }
      }
    }
    if (answer.periods.length < PERIODS) {
      return;
    }
    to = answer.periods[0].period_from - 1;
  }
}

/** The time zone of an SLA; nothing if it is that of the server, which it does not tell. */
async function zoneOf(api: ZabbixApi, sla: Sla): Promise<string | undefined> {
  if (sla.timezone !== 'system') {
    return sla.timezone;
  }
  const { default_timezone: zone } = (await api.call('settings.get', {
    output: ['default_timezone'],
  })) as { default_timezone: string };
  return zone === 'system' ? undefined : zone;
}

/** The day that begins at an instant; of an unknown zone that is at most 12 hours away. */
function dayOf(from: number, zone: string | undefined): string {
  const at = DateTime.fromSeconds(from, { zone: zone ?? 'UTC' });
  return (zone ? at : at.plus({ hours: 12 })).toISODate()!;
}
