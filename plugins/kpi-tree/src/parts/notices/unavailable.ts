/** Why there are no numbers, where that is no failure of what was asked. */
export type Unavailable =
  /** They come by themselves: they are being computed again. */
  | 'soon'
  /** Not before an administrator corrects the configuration. */
  | 'misconfigured'
  /** The backend plugin is not installed. */
  | 'missing';

const BY_ERROR: Record<string, Unavailable> = {
  ComputingError: 'soon',
  MisconfiguredError: 'misconfigured',
  BackendMissingError: 'missing',
};

/** What an answer says of why there are no numbers; nothing if it is another error. */
export function unavailableAs(
  error: Error & { cause?: unknown },
): Unavailable | undefined {
  const { cause } = error;
  return (
    BY_ERROR[error.name] ??
    (cause instanceof Error ? BY_ERROR[cause.name] : undefined)
  );
}
