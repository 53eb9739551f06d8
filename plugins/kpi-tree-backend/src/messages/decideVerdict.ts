import { PendingVerdict, ToldState } from '../store/VerdictStore';

/** What is said of a verdict: that it begins, is over, or was never so. */
export type Telling =
  | 'off-target'
  | 'back-on-target'
  | 'signal-worsening'
  | 'signal-improving'
  | 'forecast-miss'
  | 'stale'
  | 'not-off-target'
  | 'no-signal';

/** What is told of a verdict that is otherwise than before, and what was told then. */
export type Decision = { telling?: Telling; told: ToldState };

/**
 * Whether a verdict is told: once when it begins, and as a correction if the values with
 * which it began are others now. What could be known before it was watched is history, and
 * so is what begins with an older period than the newest: nobody is told of it.
 */
export function decideVerdict(verdict: PendingVerdict): Decision {
  switch (verdict.kind) {
    case 'status':
      return decideStatus(verdict);
    case 'signal':
      return decideSignal(verdict);
    default:
      return decideFact(verdict);
  }
}

function decideStatus(verdict: PendingVerdict): Decision {
  const { state, isEnough, told } = verdict;
  if (told?.state === 'off-target') {
    if (state === 'off-target') {
      return { told };
    }
    if (isCorrected(verdict)) {
      return { telling: 'not-off-target', told: undefined };
    }
    if (state !== 'on-target' || !isEnough) {
      return { told };
    }
    return { ...ifNews(verdict, 'back-on-target') };
  }
  if (!isEnough || (state !== 'off-target' && state !== 'on-target')) {
    return { told };
  }
  return state === 'off-target'
    ? ifNews(verdict, 'off-target')
    : { told: { state } };
}

function decideSignal(verdict: PendingVerdict): Decision {
  const { state, isEnough, told } = verdict;
  if (state !== undefined && told?.state === state) {
    return { told };
  }
  if (state !== undefined && isEnough) {
    return ifNews(
      verdict,
      state === 'worsening' ? 'signal-worsening' : 'signal-improving',
    );
  }
  return told && isCorrected(verdict)
    ? { telling: 'no-signal', told: undefined }
    : { told: undefined };
}

function decideFact(verdict: PendingVerdict): Decision {
  const { kind, state, day, watchedSince, told } = verdict;
  if (state === undefined || told?.state === state) {
    return { told: state && told };
  }
  return {
    ...(day >= watchedSince
      ? {
          telling:
            kind === 'stale' ? ('stale' as const) : ('forecast-miss' as const),
        }
      : {}),
    told: { state },
  };
}

/** Told if it begins with the newest value, and that came while it was watched. */
function ifNews(verdict: PendingVerdict, telling: Telling): Decision {
  const { state, day, period, newest, watchedSince, definition } = verdict;
  return day >= watchedSince && period === newest
    ? { telling, told: { state: state!, newest, definition } }
    : { told: { state: state! } };
}

/** Whether there is no newer value than when it was told, by the same definitions. */
function isCorrected({ told, newest, definition }: PendingVerdict): boolean {
  return told?.newest === newest && told.definition === definition;
}
