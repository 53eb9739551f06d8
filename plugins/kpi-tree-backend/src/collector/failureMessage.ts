import { ResponseError } from '@backstage/errors';

/**
 * Why a run failed, in one line. A request that another plugin, such as the catalog,
 * refuses is named with it: the refusal by itself says no more than 401.
 */
export function failureMessage(error: unknown): string {
  if (!(error instanceof Error)) {
    return String(error);
  }
  if (!isResponseError(error)) {
    return error.message;
  }
  const { url } = error.response;
  const asked = url ? ` at ${withoutQuery(url)}` : '';
  const cause = error.cause?.message ? `: ${error.cause.message}` : '';
  return `${error.message}${asked}${cause}`;
}

/** By its name, as packages may bring a version of their own. */
function isResponseError(error: Error): error is ResponseError {
  return error.name === 'ResponseError' && 'response' in error;
}

/** What is asked for may hold secrets. */
function withoutQuery(url: string): string {
  try {
    const { origin, pathname } = new URL(url);
    return `${origin}${pathname}`;
  } catch {
    return url.split(/[?#]/)[0];
  }
}
