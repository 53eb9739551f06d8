import type { SWRConfiguration } from 'swr';

/**
 * How screens ask the backend: what is known holds until it is old or the user asks
 * again, not until the window has the focus, and an error waits for another try.
 */
export const askedOnce = {
  revalidateOnFocus: false,
  revalidateOnReconnect: false,
  shouldRetryOnError: false,
} as const satisfies SWRConfiguration;
