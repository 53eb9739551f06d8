import {
  InputError,
  NotAllowedError,
  ServiceUnavailableError,
} from '@backstage/errors';
import { Dispatcher, request as send } from 'undici';
import { setTimeout as sleep } from 'node:timers/promises';
import { RetryLaterError } from '../source/errors';
import { assertPlain, decode, readAll, readSome } from './body';
import { Host } from './Host';
import { HostRules } from './HostRules';
import { parseJson, Retry, statusError, transportError } from './outcomes';
import { SourceHttp, SourceRequest, SourceResponse } from './SourceHttp';

/** How a {@link SourceHttp} behaves. */
export type SourceHttpOptions = {
  allow: string[];
  /** Requests to one host at once. */
  concurrency: number;
  timeoutMs: number;
  maxBytes: number;
  /** How often a request is tried. */
  attempts: number;
  /** The pause before the second attempt; each further one is twice as long. */
  pauseMs: number;
};

const MAX_REDIRECTS = 5;

/** A system that asks not to be called for longer fails the run. */
const MAX_PAUSE_MS = 5 * 60_000;

/** Where an answer leads to. */
type Redirect = { location: string; status: number };

/** See {@link SourceHttp}; on undici, which respects `HTTPS_PROXY` and `NO_PROXY`. */
export class UndiciSourceHttp implements SourceHttp {
  private readonly rules: HostRules;
  private readonly hosts = new Map<string, Host>();

  constructor(private readonly options: SourceHttpOptions) {
    this.rules = new HostRules(options.allow);
  }

  async request(request: SourceRequest): Promise<SourceResponse> {
    const { attempts, pauseMs } = this.options;
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.follow(request);
      } catch (error) {
        request.signal.throwIfAborted();
        if (!(error instanceof Retry)) {
          throw error;
        }
        const message = `${request.url.host} ${error.message}, ${attempt} ${
          attempt === 1 ? 'time' : 'times'
        }`;
        if (error.afterMs !== undefined && error.afterMs > MAX_PAUSE_MS) {
          throw new RetryLaterError(message, error.afterMs);
        }
        if (attempt >= attempts) {
          throw new ServiceUnavailableError(message);
        }
        const pause = error.afterMs ?? pauseMs * 2 ** (attempt - 1);
        // Spread, so that many do not come back at once
        await sleep(pause * (1 + Math.random() / 4), undefined, {
          signal: request.signal,
        });
      }
    }
  }

  /** Ends all connections. */
  async close(): Promise<void> {
    const hosts = [...this.hosts.values()];
    this.hosts.clear();
    await Promise.all(hosts.map(host => host.close()));
  }

  /** Sends a request, and follows redirects to where it may. */
  private async follow(request: SourceRequest): Promise<SourceResponse> {
    let next = request;
    for (let hop = 0; hop <= MAX_REDIRECTS; hop++) {
      this.rules.check(next.url, request.configured);
      assertMeantFor(next);
      const sent = next;
      const answer = await this.host(next.url).turn(
        () => this.send(sent),
        request.signal,
      );
      if (!('location' in answer)) {
        return answer;
      }
      next = redirected(next, answer);
    }
    throw new InputError(
      `${request.url.host} redirects more than ${MAX_REDIRECTS} times: give the final URL`,
    );
  }

  private async send(
    request: SourceRequest,
  ): Promise<SourceResponse | Redirect> {
    const { url, configured, method = 'GET', body } = request;
    const { timeoutMs, maxBytes } = this.options;
    // Secrets go to nobody else
    const headers = url.host === configured.host ? request.headers ?? {} : {};
    const timeout = new AbortController();
    const timer = setTimeout(() => timeout.abort(), timeoutMs);
    let response: Dispatcher.ResponseData | undefined;
    try {
      response = await send(url, {
        method,
        headers: {
          accept: 'application/json',
          // What is packed can be a thousand times as large
          'accept-encoding': 'identity',
          ...headers,
        },
        body,
        dispatcher: this.host(url).dispatcher,
        signal: AbortSignal.any([request.signal, timeout.signal]),
        headersTimeout: 0,
        bodyTimeout: 0,
      });
      const { statusCode: status } = response;
      const header = headersOf(response);
      const location = header('location');
      if (status >= 300 && status < 400 && location) {
        return { location, status };
      }
      const type = header('content-type');
      if (status < 200 || status >= 300) {
        const start = decode(await readSome(response.body), type, url, false);
        const error = statusError(status, url, start, header, headers);
        if (error instanceof Retry && error.afterMs !== undefined) {
          this.host(url).leaveAlone(error.afterMs);
        }
        throw error;
      }
      assertPlain(header('content-encoding'), url);
      const text = decode(
        await readAll(response.body, maxBytes, url),
        type,
        url,
      );
      return { url, header, text, json: () => parseJson(text, url) };
    } catch (error) {
      request.signal.throwIfAborted();
      throw timeout.signal.aborted
        ? new Retry(`did not answer within ${timeoutMs / 1_000} s`)
        : transportError(error, url);
    } finally {
      clearTimeout(timer);
      // What nobody reads any more would hold the connection
      response?.body.on('error', () => undefined).destroy();
    }
  }

  /** One for each host, as the address has to be compared with its name. */
  private host(url: URL): Host {
    const known = this.hosts.get(url.origin);
    const host = known ?? new Host(url, this.rules, this.options.concurrency);
    this.hosts.set(url.origin, host);
    return host;
  }
}

function redirected(
  request: SourceRequest,
  { location, status }: Redirect,
): SourceRequest {
  const { url, configured, method, body, ...rest } = request;
  let target: URL;
  try {
    target = new URL(location, url);
  } catch {
    throw new InputError(
      `${url.host} redirects to something that is not a URL: "${location.slice(
        0,
        80,
      )}"`,
    );
  }
  if (status === 303) {
    return { ...rest, configured, url: target };
  }
  return { ...rest, configured, method, body, url: target };
}

/** What a body says is for the configured host alone. */
function assertMeantFor({ url, configured, body }: SourceRequest): void {
  if (body !== undefined && url.host !== configured.host) {
    throw new NotAllowedError(
      `${configured.host} redirects to ${url.host}, which is not sent requests meant for ${configured.host}: give its own URL`,
    );
  }
}

function headersOf({ headers }: Dispatcher.ResponseData) {
  return (name: string): string | undefined =>
    [headers[name.toLocaleLowerCase('en-US')] ?? []].flat().join(', ') ||
    undefined;
}
