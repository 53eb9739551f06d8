import {
  AuthenticationError,
  InputError,
  NotAllowedError,
  NotFoundError,
  ServiceUnavailableError,
} from '@backstage/errors';
import { parseExactJson } from '../json/parseExactJson';

/** As much of an answer as is quoted in a message. */
const EXCERPT = 200;

/** Longer waits that a system asks for are not respected. */
const LONGEST_PAUSE_MS = 6 * 3_600_000;

/** Worth another attempt, after a while. */
export class Retry extends Error {
  constructor(message: string, readonly afterMs?: number) {
    super(message);
  }
}

/** Answers that undici does not take, and what is said of them. */
const UNREADABLE: Record<string, string> = {
  UND_ERR_HEADERS_OVERFLOW: 'answers with headers that are too large',
  HPE_HEADER_OVERFLOW: 'answers with headers that are too large',
};

/** Whatever goes through what is nested more deeply might not come to an end. */
const MAX_DEPTH = 200;

/** @throws `InputError` if a text is no JSON, or nested too deeply */
export function parseJson(text: string, url: URL): unknown {
  if (isDeeperThan(text, MAX_DEPTH)) {
    throw new InputError(
      `${url.host}${url.pathname} answers JSON that is nested more than ${MAX_DEPTH} deep`,
    );
  }
  try {
    return parseExactJson(text);
  } catch {
    throw new InputError(
      `${url.host}${
        url.pathname
      } answers something that is not JSON: "${text.slice(0, 80)}"`,
    );
  }
}

function isDeeperThan(text: string, most: number): boolean {
  let depth = 0;
  let isText = false;
  for (let i = 0; i < text.length; i++) {
    const character = text[i];
    if (isText) {
      if (character === '\\') {
        i++;
      } else if (character === '"') {
        isText = false;
      }
    } else if (character === '"') {
      isText = true;
    } else if (character === '[' || character === '{') {
      if (++depth > most) {
        return true;
      }
    } else if (character === ']' || character === '}') {
      depth--;
    }
  }
  return false;
}

/** The error for a request that got no whole answer. */
export function transportError(error: unknown, url: URL): Error {
  const known = [
    AuthenticationError,
    InputError,
    NotAllowedError,
    NotFoundError,
    ServiceUnavailableError,
    Retry,
  ];
  const isKnown = (one: unknown) => known.some(type => one instanceof type);
  const { cause, code, message } = error as NodeJS.ErrnoException;
  // Of several addresses that were tried there are several errors
  const { errors = [] } = error as AggregateError;
  const own = [error, cause, ...errors].find(isKnown);
  if (own instanceof Error) {
    return own;
  }
  const unreadable = UNREADABLE[code ?? ''];
  return unreadable
    ? new InputError(`${url.host} ${unreadable}`)
    : new Retry(`cannot be reached (${code ?? message})`);
}

/**
 * The error for an answer that is none.
 *
 * @param text - the beginning of the body
 * @param sent - the headers of the request, which the system may repeat
 */
export function statusError(
  status: number,
  url: URL,
  text: string,
  header: (name: string) => string | undefined,
  sent: Record<string, string>,
): Error {
  const afterMs = pauseMs(header, Date.now());
  // GitHub says 403 where others say 429
  if (
    status === 429 ||
    status >= 500 ||
    (status === 403 && afterMs !== undefined)
  ) {
    return new Retry(`answers ${status}`, afterMs);
  }
  const message = `${url.host}${url.pathname} answers ${status}: ${redact(
    text,
    sent,
  ).slice(0, EXCERPT)}`;
  switch (status) {
    case 401:
      return new AuthenticationError(
        `${message}; check the headers of the source, or the token of its integration, and whether the environment variables in them are set`,
      );
    case 403:
      return new NotAllowedError(message);
    case 404:
      return new NotFoundError(message);
    default:
      return new InputError(message);
  }
}

/**
 * How long a system asks not to be called: by `Retry-After`, or until its limit
 * begins again (`X-RateLimit-Reset`, in seconds since 1970) where nothing remains of it.
 */
export function pauseMs(
  header: (name: string) => string | undefined,
  now: number,
): number | undefined {
  const reset = Number(header('x-ratelimit-reset')) * 1_000 - now;
  if (header('x-ratelimit-remaining') === '0' && reset > 0) {
    const after = retryAfterMs(header('retry-after'), now) ?? 0;
    return Math.min(Math.max(after, reset), LONGEST_PAUSE_MS);
  }
  return retryAfterMs(header('retry-after'), now);
}

/**
 * How long a system asks not to be called: in seconds or as a date, as RFC 9110
 * says; a limit that is not a number is none.
 */
export function retryAfterMs(
  header: string | undefined,
  now: number,
): number | undefined {
  if (header === undefined) {
    return undefined;
  }
  const ms = /^\d+$/.test(header.trim())
    ? Number(header) * 1_000
    : Date.parse(header) - now;
  return Number.isNaN(ms)
    ? undefined
    : Math.min(Math.max(0, ms), LONGEST_PAUSE_MS);
}

/** Takes out what a system repeats of the secrets it was sent. */
function redact(text: string, sent: Record<string, string>): string {
  return Object.entries(sent)
    .filter(([name]) => !/^(accept|content-type)$/i.test(name))
    .flatMap(([, value]) => [value, ...value.split(' ')])
    .filter(secret => secret.length > 3)
    .reduce((redacted, secret) => redacted.replaceAll(secret, '***'), text);
}
