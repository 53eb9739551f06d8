import { RetryLaterError } from '@kpi-tree/backstage-plugin-kpi-tree-node';
import { KpiTreeConfig } from '../configuration/KpiTreeConfig';
import { SourceState } from '../store/SourceStore';
import { Plan } from './plan';

/** Runs that fail one after the other before a schedule waits. */
const FAILURES_BEFORE_PAUSE = 3;
const FIRST_PAUSE_MS = 5 * 60_000;
const LONGEST_PAUSE_MS = 6 * 3_600_000;

/** Whether the schedule of a source waits. */
export function isPaused(state: SourceState | undefined): boolean {
  return Boolean(
    state?.pausedUntil && state.pausedUntil.getTime() > Date.now(),
  );
}

/**
 * Whether the schedule of a source waits after failures with another configuration than
 * that of now: then there is no use in waiting.
 *
 * @param configured - see {@link configurationHash}
 */
export function isReconfigured(
  state: SourceState | undefined,
  configured: string,
): boolean {
  return (
    isPaused(state) &&
    state?.pausedWith !== null &&
    state?.pausedWith !== configured
  );
}

/** Of all that an owner or an admin may have changed so that a source can be read. */
export function configurationHash(
  { kpisHash }: Pick<Plan, 'kpisHash'>,
  { fingerprint }: Pick<KpiTreeConfig, 'fingerprint'>,
): string {
  return `${kpisHash}.${fingerprint}`;
}

/**
 * What is noted of a source whose run failed: after some failures its schedule waits,
 * longer with each, and at once where the system asks for it.
 *
 * @param configured - with what it failed, if that is known
 */
export function afterFailure(
  state: SourceState | undefined,
  error: unknown,
  configured: string | undefined,
): Partial<Pick<SourceState, 'failures' | 'pausedUntil' | 'pausedWith'>> {
  const failures = (state?.failures ?? 0) + 1;
  const beyond = failures - FAILURES_BEFORE_PAUSE;
  const pause =
    beyond < 0 ? 0 : Math.min(FIRST_PAUSE_MS * 2 ** beyond, LONGEST_PAUSE_MS);
  const asked = error instanceof RetryLaterError ? error.retryAfterMs : 0;
  const longest = Math.max(pause, asked);
  return {
    failures,
    ...(longest
      ? {
          pausedUntil: new Date(Date.now() + longest),
          pausedWith: asked ? null : configured ?? null,
        }
      : {}),
  };
}
