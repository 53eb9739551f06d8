import pLimit from 'p-limit';

/**
 * Lets a few work at once, and the others wait for their turn. Whoever shows no sign
 * of work for a while waits for somebody else, and gives up its turn.
 */
export class Turns {
  private readonly limit: pLimit.Limit;

  constructor(atOnce: number, private readonly patienceMs: number) {
    this.limit = pLimit(atOnce);
  }

  /**
   * @param work - is given what it calls as a sign of work
   * @param signal - to leave the queue
   */
  take<T>(
    work: (working: () => void) => Promise<T>,
    signal: AbortSignal,
  ): Promise<T> {
    return new Promise((resolve, reject) => {
      const leave = () => reject(signal.reason);
      signal.addEventListener('abort', leave, { once: true });
      this.limit(async () => {
        signal.removeEventListener('abort', leave);
        if (!signal.aborted) {
          await this.untilIdle(working => {
            const done = work(working);
            done.then(resolve, reject);
            return done;
          });
        }
      });
    });
  }

  /** Until it is done, or shows no sign of work. */
  private untilIdle(
    work: (working: () => void) => Promise<unknown>,
  ): Promise<void> {
    return new Promise(release => {
      let idle = setTimeout(release, this.patienceMs);
      const working = () => {
        clearTimeout(idle);
        idle = setTimeout(release, this.patienceMs);
      };
      const end = () => {
        clearTimeout(idle);
        release();
      };
      work(working).then(end, end);
    });
  }
}
