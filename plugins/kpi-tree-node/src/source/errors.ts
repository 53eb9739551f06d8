import {
  AuthenticationError,
  ConflictError,
  InputError,
  NotAllowedError,
  NotFoundError,
  NotImplementedError,
  ServiceUnavailableError,
} from '@backstage/errors';

/**
 * A system asks not to be called for a while.
 *
 * @public
 */
export class RetryLaterError extends ServiceUnavailableError {
  /** @param retryAfterMs - how long it asks not to be called */
  constructor(message: string, readonly retryAfterMs: number) {
    super(message);
  }
}

/** What the other side will answer again. */
const LASTING = [
  AuthenticationError,
  ConflictError,
  InputError,
  NotAllowedError,
  NotFoundError,
  NotImplementedError,
];

/**
 * Whether an error stays until somebody changes something, so that there is no use in
 * asking again soon.
 *
 * @public
 */
export function isLasting(error: unknown): boolean {
  return LASTING.some(type => error instanceof type);
}
