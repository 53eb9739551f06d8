/** The states of hosts and services by their numbers in IDO; 0 is the good one. */
const NAMES = {
  host: ['UP', 'DOWN', 'UNREACHABLE'],
  service: ['OK', 'WARNING', 'CRITICAL', 'UNKNOWN'],
};

/** How bad states are, the worst last. */
const BADNESS = ['UNREACHABLE', 'WARNING', 'UNKNOWN', 'CRITICAL', 'DOWN'];

/** What has states. */
export type Kind = keyof typeof NAMES;

/** A hard state and when it began. */
export type Change = { at: string; state: number };

/** A time in which something was not as it should be. */
export type Trouble = {
  kind: 'state' | 'outage';
  start: string;
  /** Blank while it lasts. */
  end: string;
  /** Of an outage the worst that it had. */
  state: string;
};

/**
 * What was wrong with a host or a service, by its hard states in the order of their time:
 * each state but the good one from its beginning to the next one, and each outage from the
 * first of these to the recovery.
 */
export function* troublesOf(
  kind: Kind,
  changes: Iterable<Change>,
): Generator<Trouble> {
  let state: Trouble | undefined;
  let outage: Trouble | undefined;
  for (const { at, state: number } of changes) {
    const name = NAMES[kind][number] ?? String(number);
    if (state?.state === name) {
      // Rows are also written where nothing but the text of a check changed
      continue;
    }
    if (state) {
      yield { ...state, end: at };
      state = undefined;
    }
    if (number === 0) {
      if (outage) {
        yield { ...outage, end: at };
      }
      outage = undefined;
      continue;
    }
    state = { kind: 'state', start: at, end: '', state: name };
    outage = {
      kind: 'outage',
      start: outage?.start ?? at,
      end: '',
      state: outage ? worse(outage.state, name) : name,
    };
  }
  // They last
  if (state) {
    yield state;
  }
  if (outage) {
    yield outage;
  }
}

function worse(one: string, other: string): string {
  return BADNESS.indexOf(one) > BADNESS.indexOf(other) ? one : other;
}
