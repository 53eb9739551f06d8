/** A change of the status of a service: -1 is OK, all else the severity of a problem. */
export type Alarm = { clock: string; value: string };

/** A time in which a service was not OK, in seconds since 1970. */
export type Outage = {
  start: number;
  /** Nothing while it lasts. */
  end?: number;
  /** The highest severity that it had. */
  severity: number;
};

const OK = -1;

/**
 * The outages of a service by its changes in the order of their time. When a severity
 * falls, Zabbix notes the change at the time of the problem that is left: how it changed
 * meanwhile is not known.
 */
export function outagesOf(alarms: Alarm[]): Outage[] {
  const outages: Outage[] = [];
  let open: Outage | undefined;
  for (const { clock, value } of alarms) {
    const severity = Number(value);
    if (severity === OK) {
      if (open) {
        open.end = Number(clock);
      }
      open = undefined;
    } else if (open) {
      open.severity = Math.max(open.severity, severity);
    } else {
      open = { start: Number(clock), severity };
      outages.push(open);
    }
  }
  return outages;
}
