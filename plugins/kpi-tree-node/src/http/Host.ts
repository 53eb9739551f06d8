import pLimit from 'p-limit';
import { lookup } from 'node:dns';
import { LookupFunction } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { Dispatcher, EnvHttpProxyAgent } from 'undici';
import { RetryLaterError } from '../source/errors';
import { HostRules } from './HostRules';

/** Whoever is to wait for longer comes back in another run. */
const MAX_WAIT_MS = 5 * 60_000;

/**
 * A host that is asked: a few requests at once, not while it asks not to be called,
 * and only at addresses that may be asked.
 */
export class Host {
  readonly dispatcher: Dispatcher;
  private readonly limit: pLimit.Limit;
  private aloneUntil = 0;

  /** @param concurrency - how many requests at once */
  constructor(
    private readonly url: URL,
    private readonly rules: HostRules,
    concurrency: number,
  ) {
    this.limit = pLimit(concurrency);
    this.dispatcher = new EnvHttpProxyAgent({
      connect: { lookup: this.lookup() },
    });
  }

  /** Does something when it is its turn. */
  async turn<T>(send: () => Promise<T>, signal: AbortSignal): Promise<T> {
    return this.limit(async () => {
      signal.throwIfAborted();
      const wait = this.aloneUntil - Date.now();
      if (wait > MAX_WAIT_MS) {
        throw new RetryLaterError(
          `${this.url.host} asked not to be called before ${new Date(
            this.aloneUntil,
          ).toISOString()}`,
          wait,
        );
      }
      if (wait > 0) {
        await sleep(wait, undefined, { signal });
      }
      return send();
    });
  }

  /** It asks not to be called, whoever asks. */
  leaveAlone(forMs: number): void {
    this.aloneUntil = Math.max(this.aloneUntil, Date.now() + forMs);
  }

  /** Ends its connections. */
  async close(): Promise<void> {
    await this.dispatcher.destroy();
  }

  /** Resolves its name, and refuses addresses that may not be asked. */
  private lookup(): LookupFunction {
    const { protocol, port } = this.url;
    const usual = protocol === 'https:' ? '443' : '80';
    return (host, options, callback) =>
      lookup(host, { ...options, all: true }, (error, addresses) => {
        try {
          if (error) {
            throw error;
          }
          addresses.forEach(({ address }) =>
            this.rules.checkAddress(host, port || usual, address),
          );
        } catch (problem) {
          callback(problem as NodeJS.ErrnoException, []);
          return;
        }
        if (options.all) {
          callback(null, addresses);
        } else {
          callback(null, addresses[0].address, addresses[0].family);
        }
      });
  }
}
