import { LoggerService } from '@backstage/backend-plugin-api';
import { KpiTreeConfig } from '../configuration/KpiTreeConfig';
import { Definitions } from '../definitions/Definitions';
import { Evaluator } from '../evaluation/Evaluator';
import { StoredArithmetic } from '../evaluation/StoredArithmetic';
import { SetAsides } from '../setAside/SetAsides';
import { NodeDistribution } from './NodeDistribution';
import { Rollups } from './Rollups';

const SOON_MS = 5_000;

/**
 * Brings everything that is derived in line with the measurements and definitions:
 * the states of series, then the scopes above. One at a time in a backend; who asks
 * meanwhile waits for the next.
 */
export class Refresher {
  private soon?: NodeJS.Timeout;
  private running?: Promise<void>;
  /** Why the last time failed, as it was logged. */
  private failure?: string;
  private next?: { definitions: Definitions; done: Promise<void> };

  constructor(
    private readonly options: {
      evaluator: Evaluator;
      rollups: Rollups;
      distribution: NodeDistribution;
      arithmetic: StoredArithmetic;
      setAsides: SetAsides;
      config: Pick<KpiTreeConfig, 'faults'>;
      logger: LoggerService;
    },
  ) {}

  /**
   * Refreshes without anybody waiting for it, some seconds later: who sends
   * measurements sends more.
   */
  refreshSoon(definitions: Definitions): void {
    this.soon ??= setTimeout(() => {
      this.soon = undefined;
      this.refresh(definitions).catch(() => undefined);
    }, SOON_MS).unref();
  }

  /** What was written before the call is in everything derived after it. */
  async refresh(definitions: Definitions, signal?: AbortSignal): Promise<void> {
    if (!this.running) {
      this.running = this.run(definitions, signal).finally(() => {
        this.running = undefined;
      });
      return this.running;
    }
    if (this.next) {
      this.next.definitions = definitions;
      return this.next.done;
    }
    const done = this.running.catch(() => undefined).then(() => this.runNext());
    this.next = { definitions, done };
    return done;
  }

  private async runNext(): Promise<void> {
    const { next } = this;
    this.next = undefined;
    if (next) {
      await this.refresh(next.definitions);
    }
  }

  private async run(
    definitions: Definitions,
    signal?: AbortSignal,
  ): Promise<void> {
    const { evaluator, rollups, distribution } = this.options;
    const { arithmetic, setAsides } = this.options;
    const { calendar, judgement } = this.options.config.faults;
    if (calendar ?? judgement) {
      // What is stored waits: whatever were made of it now would be wrong
      return;
    }
    try {
      if (!(await arithmetic.claim())) {
        // Its backends refresh
        return;
      }
      await evaluator.refresh(definitions, signal);
      await rollups.refresh(definitions, signal);
      await distribution.refresh(definitions, signal);
      await arithmetic.noteComplete();
      await setAsides.read();
      this.failure = undefined;
    } catch (error) {
      this.report(error);
      throw error;
    }
  }

  /** Logs why nothing could be refreshed, once as long as it is for the same reason. */
  private report(error: unknown): void {
    const { name, message } = error as Error;
    const failure = `${name}: ${message}`;
    if (name !== 'AbortError' && failure !== this.failure) {
      this.failure = failure;
      this.options.logger.warn(
        'Could not refresh roll-ups; it is tried again every 15 seconds, and logged when the reason is another',
        error as Error,
      );
    }
  }
}
