import type { SWRConfiguration } from 'swr';

/** For how long an answer is not asked for again. */
export const FRESH_MS = 30_000;

/**
 * How screens ask the backend: what is known holds until it is old or the user asks
 * again, not until the window has the focus, and an error waits for another try.
 */
export const askedOnce = {
  revalidateOnFocus: false,
  revalidateOnReconnect: false,
  shouldRetryOnError: false,
  dedupingInterval: FRESH_MS,
} as const satisfies SWRConfiguration;
