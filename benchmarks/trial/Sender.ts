import { setTimeout as sleep } from 'node:timers/promises';
import { COMPONENTS, PUSHED } from './definitions';
import { Ledger, trialDays } from './Ledger';
import { Portal } from './Portal';

const ROWS = 25;

/** Between an acknowledgement and the next rows. */
const PAUSE_MS = 100;

/**
 * Sends measurements one batch after another, as a pipeline does: what is not acknowledged is
 * sent again until it is.
 */
export class Sender {
  acknowledged = 0;
  failures = 0;
  /** The longest time from the first attempt to the acknowledgement, in ms. */
  longest = 0;
  private running: Promise<void> | undefined;
  private stopped = false;

  constructor(
    private readonly portal: Portal,
    private readonly ledger: Ledger,
    private readonly random: () => number,
  ) {}

  start() {
    this.stopped = false;
    this.running = this.send();
  }

  /** Ends when the last rows are acknowledged. */
  async stop() {
    this.stopped = true;
    await this.running;
  }

  private async send() {
    const days = trialDays();
    const pick = <T>(from: T[]) =>
      from[Math.floor(this.random() * from.length)];
    while (!this.stopped) {
      const rows = new Map(
        Array.from({ length: ROWS }, () => {
          const row = {
            entityRef: `component:default/${pick(COMPONENTS)}`,
            kpi: PUSHED,
            period: pick(days),
            value: Math.floor(this.random() * 1_000),
          };
          return [`${row.entityRef} ${row.period}`, row] as const;
        }),
      );
      const measurements = [...rows.values()];
      const started = Date.now();
      while (!(await this.acknowledge(measurements))) {
        this.failures++;
        await sleep(250);
      }
      this.longest = Math.max(this.longest, Date.now() - started);
      this.acknowledged += measurements.length;
      for (const { entityRef, kpi, period, value } of measurements) {
        this.ledger.set(kpi, entityRef.split('/')[1], period, value);
      }
      await sleep(PAUSE_MS);
    }
  }

  private async acknowledge(measurements: object[]): Promise<boolean> {
    try {
      const answer = await this.portal.ask('/measurements', {
        method: 'POST',
        body: JSON.stringify({ measurements }),
      });
      const body = await answer.json();
      return answer.ok && body.rowsRejected === 0;
    } catch {
      return false;
    }
  }
}
