import { unstable_serialize } from 'swr';

/** The question of a hook: which API, which question, and its subject. */
export type QuestionKey = readonly [
  askedOf: object,
  question: string,
  ...unknown[],
];

type Cache = object;

/** When an answer came that is no longer true. */
const OUTDATED = -Infinity;

type Known = {
  /** When each answer came; another object for another answer. */
  came: Map<string, { at: number }>;
  /** How many components show each answer. */
  shown: Map<string, number>;
};

const known = new WeakMap<Cache, Known>();

function knownIn(cache: Cache): Known {
  let found = known.get(cache);
  if (!found) {
    found = { came: new Map(), shown: new Map() };
    known.set(cache, found);
  }
  return found;
}

/**
 * Notes that a question was answered just now.
 *
 * @param before - the answer that was known when it was asked: what was outdated since
 * then, this answer does not make true again
 */
export function noteAnswer(
  cache: Cache,
  key: QuestionKey,
  before: object | undefined,
): void {
  const { came } = knownIn(cache);
  const id = unstable_serialize(key);
  const latest = came.get(id);
  if (latest === before || latest?.at !== OUTDATED) {
    came.set(id, { at: Date.now() });
  }
}

/** Says which answer to a question is known; another one is not equal to it. */
export function answerOf(cache: Cache, key: QuestionKey): object | undefined {
  return knownIn(cache).came.get(unstable_serialize(key));
}

/** An answer is no longer true: nobody gets it who does not show it already. */
export function outdate(cache: Cache, key: QuestionKey): void {
  knownIn(cache).came.set(unstable_serialize(key), { at: OUTDATED });
}

/**
 * Whether an answer is too old to be shown to somebody who comes now. One that is on the
 * screen stays there until there is another.
 *
 * @param id - the question, as SWR names it
 * @param freshMs - how old an answer may be, in milliseconds
 */
export function isForgotten(
  cache: Cache,
  id: string,
  freshMs: number,
): boolean {
  const { came, shown } = knownIn(cache);
  const answer = came.get(id);
  return !!answer && !shown.get(id) && Date.now() - answer.at >= freshMs;
}

/**
 * Notes that a component shows the answer to a question.
 *
 * @returns what to call when it does no longer
 */
export function noteShown(cache: Cache, id: string): () => void {
  const { shown } = knownIn(cache);
  shown.set(id, (shown.get(id) ?? 0) + 1);
  return () => {
    const left = (shown.get(id) ?? 1) - 1;
    if (left) {
      shown.set(id, left);
    } else {
      shown.delete(id);
    }
  };
}
