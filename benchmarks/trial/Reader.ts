import { setTimeout as sleep } from 'node:timers/promises';
import { percentiles } from '../load';
import { COMPONENTS } from './definitions';
import { Portal } from './Portal';

/** Opens the page of one service after another, as engineers do. */
export class Reader {
  private taken: number[] = [];
  private failed = 0;
  private stopped = false;
  private readonly running: Promise<void>;

  constructor(private readonly portal: Portal) {
    this.running = this.read();
  }

  /** What was read since the last time this was asked. */
  report(): { read: number; failed: number; p50: number; p99: number } {
    const { p50, p99 } = percentiles(this.taken.length ? this.taken : [NaN]);
    const result = { read: this.taken.length, failed: this.failed, p50, p99 };
    this.taken = [];
    this.failed = 0;
    return result;
  }

  async stop() {
    this.stopped = true;
    await this.running;
  }

  private async read() {
    for (let i = 0; !this.stopped; i++) {
      const start = performance.now();
      try {
        const answer = await this.portal.ask(
          `/scorecards/component/default/${COMPONENTS[i % COMPONENTS.length]}`,
        );
        await answer.arrayBuffer();
        if (answer.ok) {
          this.taken.push(performance.now() - start);
        } else {
          this.failed++;
        }
      } catch {
        this.failed++;
      }
      await sleep(200);
    }
  }
}
