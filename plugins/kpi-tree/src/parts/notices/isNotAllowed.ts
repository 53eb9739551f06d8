/** Whether the backend refused to answer this user. */
export function isNotAllowed({
  name,
  cause,
}: Error & { cause?: unknown }): boolean {
  return (
    name === 'NotAllowedError' ||
    (cause instanceof Error && cause.name === 'NotAllowedError')
  );
}
