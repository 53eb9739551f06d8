import {
  InputError,
  NotAllowedError,
  NotFoundError,
  ServiceUnavailableError,
} from '@backstage/errors';
import {
  RetryLaterError,
  SourceResponse,
} from '@kpi-tree/backstage-plugin-kpi-tree-node';
import { Page } from '../../http/paging';
import { valueAt } from '../../rows/flatten';

/** Limits of GitHub begin again each hour. */
const HOUR_MS = 3_600_000;

/**
 * What is at a path of the data of a GraphQL answer.
 *
 * @throws a Backstage error for what the answer says is wrong
 */
export function dataAt({ body, response }: Page, path: string): unknown {
  const errors = valueAt(body, 'errors');
  const first = Array.isArray(errors) ? errors[0] : undefined;
  if (first) {
    const message = `${response.url.host}${response.url.pathname}: ${valueAt(
      first,
      'message',
    )}`;
    switch (valueAt(first, 'type')) {
      case 'NOT_FOUND':
        throw new NotFoundError(message);
      case 'FORBIDDEN':
      case 'INSUFFICIENT_SCOPES':
        throw new NotAllowedError(message);
      case 'RATE_LIMITED':
      case 'RATE_LIMIT':
        throw new RetryLaterError(message, untilReset(response));
      case undefined:
        // Such as a query that took GitHub too long
        throw new ServiceUnavailableError(message);
      default:
        throw new InputError(message);
    }
  }
  const data = valueAt(body, `data.${path}`);
  if (data === undefined || data === null) {
    throw new NotFoundError(
      `${response.url.host}${response.url.pathname} answers nothing at ${path}`,
    );
  }
  return data;
}

/** How long until its limit begins again. */
function untilReset(response: SourceResponse): number {
  const reset = Number(response.header('x-ratelimit-reset')) * 1_000;
  const ms = reset - Date.now();
  return ms > 0 ? Math.min(ms, HOUR_MS) : HOUR_MS;
}
