/** Whether the backend wrote nothing, as somebody else has changed it meanwhile. */
export function isConflict({
  name,
  cause,
}: Error & { cause?: unknown }): boolean {
  return (
    name === 'ConflictError' ||
    (cause instanceof Error && cause.name === 'ConflictError')
  );
}
