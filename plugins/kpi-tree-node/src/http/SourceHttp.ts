import {
  AuthenticationError,
  InputError,
  NotAllowedError,
  NotFoundError,
  ServiceUnavailableError,
} from '@backstage/errors';
import pLimit, { Limit } from 'p-limit';
import { lookup } from 'node:dns';
import { LookupFunction } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { Dispatcher, EnvHttpProxyAgent, request as send } from 'undici';
import { HostRules } from './HostRules';

/**
 * A question to another system.
 *
 * @public
 */
export type SourceRequest = {
  url: URL;
  /**
   * The URL that the admin configured. Its host may be asked, and only it gets the
   * headers of the request.
   */
  configured: URL;
  method?: 'GET' | 'POST';
  headers?: Record<string, string>;
  body?: string;
  signal: AbortSignal;
};

/**
 * An answer with a status of 2xx.
 *
 * @public
 */
export type SourceResponse = {
  /** From where it came in the end. */
  url: URL;
  /** A header; several of one name as one, with commas. */
  header(name: string): string | undefined;
  text: string;
  /**
   * The body as JSON.
   *
   * @throws `InputError` if it is none
   */
  json(): unknown;
};

/**
 * Asks other systems on behalf of sources: only hosts that the admin named, a few
 * requests a host at once, again where that may help, and no more than is bearable.
 *
 * @public
 */
export interface SourceHttp {
  /**
   * @throws `NotAllowedError` if the host may not be asked, or the system refuses;
   * `AuthenticationError`, `NotFoundError` and `InputError` as the system answers;
   * `ServiceUnavailableError` if it fails again and again, takes too long or answers
   * too much
   */
  request(request: SourceRequest): Promise<SourceResponse>;
}

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

/** A system that wants to be left alone for longer fails the run. */
const MAX_PAUSE_MS = 5 * 60_000;

/** As much of an answer as is quoted in a message. */
const EXCERPT = 200;

/** Worth another attempt, after a while. */
class Retry extends Error {
  constructor(message: string, readonly afterMs?: number) {
    super(message);
  }
}

/** See {@link SourceHttp}; on undici, which heeds `HTTPS_PROXY` and `NO_PROXY`. */
export class UndiciSourceHttp implements SourceHttp {
  private readonly rules: HostRules;
  private readonly limits = new Map<string, Limit>();
  private readonly dispatchers = new Map<string, Dispatcher>();

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
        const pause = error.afterMs ?? pauseMs * 2 ** (attempt - 1);
        if (attempt >= attempts || pause > MAX_PAUSE_MS) {
          throw new ServiceUnavailableError(
            `${request.url.host} ${error.message}, ${attempt} ${
              attempt === 1 ? 'time' : 'times'
            }`,
          );
        }
        // Spread, so that many do not come back at once
        await sleep(pause * (1 + Math.random() / 4), undefined, {
          signal: request.signal,
        });
      }
    }
  }

  /** Sends a request, and follows redirects to where it may. */
  private async follow(request: SourceRequest): Promise<SourceResponse> {
    let { url } = request;
    for (let hop = 0; hop <= MAX_REDIRECTS; hop++) {
      this.rules.check(url, request.configured);
      const answer = await this.limit(url.host)(
        (next: SourceRequest) => this.send(next),
        { ...request, url },
      );
      if (!('location' in answer)) {
        return answer;
      }
      url = new URL(answer.location, url);
    }
    throw new InputError(
      `${request.url.host} redirects more than ${MAX_REDIRECTS} times: give the URL to which it leads`,
    );
  }

  private async send(
    request: SourceRequest,
  ): Promise<SourceResponse | { location: string }> {
    const { url, configured, method = 'GET', body } = request;
    const { timeoutMs } = this.options;
    const timeout = AbortSignal.timeout(timeoutMs);
    // Secrets go to nobody else
    const headers = url.host === configured.host ? request.headers ?? {} : {};
    let response: Dispatcher.ResponseData;
    let text: string;
    try {
      response = await send(url, {
        method,
        headers: { accept: 'application/json', ...headers },
        body,
        dispatcher: this.dispatcher(url),
        signal: AbortSignal.any([request.signal, timeout]),
        headersTimeout: timeoutMs,
        bodyTimeout: timeoutMs,
      });
      text = await this.read(response, url);
    } catch (error) {
      request.signal.throwIfAborted();
      if (timeout.aborted) {
        throw new Retry(`did not answer within ${timeoutMs / 1_000} s`);
      }
      throw toError(error);
    }
    const header = (name: string) =>
      [response.headers[name.toLocaleLowerCase('en-US')] ?? []]
        .flat()
        .join(', ') || undefined;
    const { statusCode } = response;
    const location = header('location');
    if (statusCode >= 300 && statusCode < 400 && location) {
      return { location };
    }
    if (statusCode < 200 || statusCode >= 300) {
      throw statusError(statusCode, url, text, header('retry-after'), headers);
    }
    return { url, header, text, json: () => parseJson(text, url) };
  }

  /** Reads an answer up to the limit, in characters of UTF-8. */
  private async read(
    response: Dispatcher.ResponseData,
    url: URL,
  ): Promise<string> {
    const { maxBytes } = this.options;
    const parts: Buffer[] = [];
    let size = 0;
    for await (const part of response.body) {
      size += part.length;
      if (size > maxBytes) {
        response.body.destroy();
        throw new InputError(
          `${url.host} answers more than ${Math.round(
            maxBytes / 1_000_000,
          )} MB: ask for smaller pages, or raise kpiTree.http.maxMegabytes`,
        );
      }
      parts.push(part);
    }
    return Buffer.concat(parts).toString('utf8');
  }

  private limit(host: string): Limit {
    const limit = this.limits.get(host) ?? pLimit(this.options.concurrency);
    this.limits.set(host, limit);
    return limit;
  }

  /** One for each host, as the address has to be held against its name. */
  private dispatcher(url: URL): Dispatcher {
    const known = this.dispatchers.get(url.host);
    if (known) {
      return known;
    }
    const dispatcher = new EnvHttpProxyAgent({
      connect: { lookup: this.lookup(url) as LookupFunction },
    });
    this.dispatchers.set(url.host, dispatcher);
    return dispatcher;
  }

  /** Resolves a name, and refuses addresses that may not be asked. */
  private lookup(url: URL): LookupFunction {
    const port = url.port || (url.protocol === 'https:' ? '443' : '80');
    return (host, options, callback) =>
      lookup(host, { ...options, all: true }, (error, addresses) => {
        try {
          if (error) {
            throw error;
          }
          addresses.forEach(({ address }) =>
            this.rules.checkAddress(host, port, address),
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

function parseJson(text: string, url: URL): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new InputError(
      `${url.host}${url.pathname} answers what is no JSON: "${text.slice(
        0,
        80,
      )}"`,
    );
  }
}

function toError(error: unknown): Error {
  const known = [InputError, NotAllowedError];
  const cause = (error as { cause?: unknown }).cause;
  const own = [error, cause].find(one =>
    known.some(type => one instanceof type),
  );
  return own instanceof Error
    ? own
    : new Retry(
        `cannot be reached (${
          (error as NodeJS.ErrnoException).code ?? (error as Error).message
        })`,
      );
}

function statusError(
  status: number,
  url: URL,
  text: string,
  retryAfter: string | undefined,
  headers: Record<string, string>,
): Error {
  if (status === 429 || status >= 500) {
    return new Retry(`answers ${status}`, retryAfterMs(retryAfter));
  }
  const message = `${url.host}${url.pathname} answers ${status}: ${redact(
    text.slice(0, EXCERPT),
    headers,
  )}`;
  switch (status) {
    case 401:
      return new AuthenticationError(message);
    case 403:
      return new NotAllowedError(message);
    case 404:
      return new NotFoundError(message);
    default:
      return new InputError(message);
  }
}

/** In seconds or as a date, as RFC 9110 says. */
function retryAfterMs(header: string | undefined): number | undefined {
  if (header === undefined) {
    return undefined;
  }
  const ms = /^\d+$/.test(header.trim())
    ? Number(header) * 1_000
    : Date.parse(header) - Date.now();
  return Number.isNaN(ms) ? undefined : Math.max(0, ms);
}

/** Takes out what a system repeats of the secrets it was sent. */
function redact(text: string, headers: Record<string, string>): string {
  return Object.entries(headers)
    .filter(([name]) => !['accept', 'content-type'].includes(name))
    .flatMap(([, value]) => [value, ...value.split(' ')])
    .filter(secret => secret.length > 3)
    .reduce((redacted, secret) => redacted.replaceAll(secret, '***'), text);
}
