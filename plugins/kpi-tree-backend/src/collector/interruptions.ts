/** The backend is shut down: what is left undone is taken up by another. */
export class ShutdownError extends Error {}

/** Somebody stopped the run. */
export class CancelledError extends Error {}

/** Another backend has taken the source. */
export class LostError extends Error {}

/** Whether a run was stopped from outside rather than failed by itself. */
export function isInterruption(error: unknown): boolean {
  return [ShutdownError, CancelledError, LostError].some(
    type => error instanceof type,
  );
}
