import {
  COMPONENTS,
  COLLECTED,
  PUSHED,
  SYSTEMS,
  systemOf,
} from './definitions';
import { Portal } from './Portal';

/** The days that are sent and collected: two whole months and the running one. */
export function trialDays(now = new Date()): string[] {
  const days: string[] = [];
  for (
    let at = Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - 2, 1);
    at < now.getTime() - 86_400_000;
    at += 86_400_000
  ) {
    days.push(new Date(at).toISOString().slice(0, 10));
  }
  return days;
}

/** What the portal should show: kept by the trial itself, of what was acknowledged. */
export class Ledger {
  /** By KPI, component and day. */
  private readonly values = new Map<string, number>();

  set(kpi: string, component: string, day: string, value: number) {
    this.values.set(`${kpi} ${component} ${day}`, value);
  }

  /** The sum of a month, of a component or of those of a System. */
  month(kpi: string, scope: string, month: string): number | null {
    let sum: number | null = null;
    for (const [key, value] of this.values) {
      const [ofKpi, component, day] = key.split(' ');
      if (
        ofKpi === kpi &&
        (component === scope || systemOf(component) === scope) &&
        day.startsWith(month)
      ) {
        sum = (sum ?? 0) + value;
      }
    }
    return sum;
  }

  /**
   * Compares every month of both KPIs of every component, every System and the whole
   * portfolio with what the portal answers.
   *
   * @returns what differs, in words; empty if all is right
   */
  async differences(portal: Portal): Promise<string[]> {
    const months = [...new Set(trialDays().map(day => day.slice(0, 7)))];
    const wrong: string[] = [];
    for (const kpi of [PUSHED, COLLECTED]) {
      for (const [kind, names] of [
        ['component', COMPONENTS],
        ['system', SYSTEMS],
      ] as const) {
        for (const name of names) {
          const path = `/series/${kind}/default/${name}/${kpi}?period=month&from=${months[0]}-01`;
          const answer = await portal.ask(path).catch(error => error as Error);
          if (answer instanceof Error || !answer.ok) {
            wrong.push(
              `${path}: ${
                answer instanceof Error ? answer.message : answer.status
              }`,
            );
            continue;
          }
          const { points } = (await answer.json()) as {
            points: { period: string; value: number | null }[];
          };
          for (const month of months) {
            const shown =
              points.find(point => point.period === `${month}-01`)?.value ??
              null;
            const right = this.month(kpi, name, month);
            if (shown !== right) {
              wrong.push(`${kpi} of ${name}, ${month}: ${shown}, not ${right}`);
            }
          }
        }
      }
    }
    return wrong;
  }
}
