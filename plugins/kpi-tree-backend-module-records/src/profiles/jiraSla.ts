import { valueAt } from '../rows/flatten';

/**
 * The columns of an SLA of Jira Service Management, as its field gives it in the answer
 * of a search. A cycle begins again when the SLA does, such as for a reopened request.
 */
export function slaColumns(
  name: string,
  field: unknown,
): Record<string, string> {
  const done = listAt(field, 'completedCycles');
  const running = valueAt(field, 'ongoingCycle');
  const all = running ? [...done, running] : done;
  if (!all.length) {
    return {};
  }
  const elapsed = done.reduce<number>(
    (sum, cycle) => sum + (numberAt(cycle, 'elapsedTime.millis') ?? 0),
    0,
  );
  const isBreached = all.some(cycle => valueAt(cycle, 'breached') === true);
  const columns = {
    started: instantAt(all[0], 'startTime'),
    stopped: running ? '' : instantAt(done[done.length - 1], 'stopTime'),
    breached: String(isBreached),
    elapsed_ms: done.length ? String(elapsed) : '',
    goal_ms: String(numberAt(all[all.length - 1], 'goalDuration.millis') ?? ''),
    cycles: String(all.length),
  };
  return Object.fromEntries(
    Object.entries(columns).map(([key, value]) => [
      `sla.${name}.${key}`,
      value,
    ]),
  );
}

function listAt(value: unknown, path: string): unknown[] {
  const list = valueAt(value, path);
  return Array.isArray(list) ? list : [];
}

function numberAt(value: unknown, path: string): number | undefined {
  const number = valueAt(value, path);
  return typeof number === 'number' ? number : undefined;
}

function instantAt(cycle: unknown, path: string): string {
  const millis = numberAt(cycle, `${path}.epochMillis`);
  const instant = new Date(millis ?? NaN);
  return Number.isNaN(instant.getTime()) ? '' : instant.toISOString();
}
