import type {
  Contribution,
  ContributionLimit,
  ContributionPart,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { formatChange, formatScore } from '../format';
import type { Words } from '../words';
import { type Phrases, phrasesOf } from './describeWords';

/** The number of parts that are put in words. */
const MAX_SENTENCES = 5;

/** Below this part of the whole effect of a part, rate or mix is not worth a word. */
const WORTH_TELLING = 0.2;

/** Of the largest number; what is below is the rounding of numbers. */
const NOTHING = 1e-9;

type Facts = Omit<Contribution, 'sentences'>;

/** The facts, and the words for them. */
type Described = { facts: Facts; words: Words; phrases: Phrases };

/**
 * Says in sentences what explains a change: the change itself, then the parts with
 * the largest shares, each with what it did, then what stands in the way of knowing
 * more.
 *
 * @param words - the sentences of a language; English if not given
 */
export function describeContribution(
  facts: Omit<Contribution, 'sentences'>,
  words?: Words,
): string[] {
  const { before, after, change, unit, periodType } = facts;
  const phrases = phrasesOf({
    unit: unit === 'points' ? '1' : unit,
    periodType,
    words,
  });
  if (facts.limit === 'incomplete') {
    // Better or worse is not for what is not judged
    return [phrases.words.limits.incomplete];
  }
  const described: Described = { facts, words: phrases.words, phrases };
  return [
    headline(described),
    ...(change === null || before.value === null || after.value === null
      ? []
      : splitOf(described)),
    ...(facts.limit ? limitOf(facts.limit, phrases.words) : []),
    ...facts.parts
      .slice(0, MAX_SENTENCES)
      .flatMap(part => partSentence(described, part)),
    ...othersOf(described),
    ...coverageOf(described),
  ];
}

/**
 * Whether a change is good; `undefined` where neither direction is by itself, and
 * where nothing changed.
 */
export function isBetter(
  change: number,
  direction: Contribution['direction'],
): boolean | undefined {
  return direction === 'range' || change === 0
    ? undefined
    : change > 0 === (direction === 'higher');
}

function headline({ facts, words, phrases }: Described): string {
  const { before, after, change, direction } = facts;
  const missing = [before, after].filter(({ value }) => value === null);
  if (missing.length || change === null) {
    return words.noChange(
      partsOf(facts),
      missing.map(({ period: start }) => phrases.inPeriod(start)),
    );
  }
  const wholeInWords = facts.unit === 'points' ? formatScore : phrases.value;
  const value = wholeInWords(after.value!);
  const inPeriod = phrases.inPeriod(after.period);
  const beforeIn = phrases.inPeriod(before.period);
  return isNothing(facts, change)
    ? words.sameAs({ value, inPeriod, before: beforeIn })
    : words.change({
        value,
        inPeriod,
        before: wholeInWords(before.value!),
        beforeIn,
        change: changeText(facts, change, words),
        better: isBetter(change, direction),
      });
}

/** What of the change is the members' doing, where there is more to it. */
function splitOf({ facts, words }: Described): string[] {
  const { rate, mix } = facts;
  return rate === null || mix === null || !isWorthTelling(mix, rate)
    ? []
    : [
        words.split(
          partsOf(facts),
          changeText(facts, rate, words),
          changeText(facts, mix, words),
        ),
      ];
}

function partSentence(described: Described, part: ContributionPart): string[] {
  const { facts, words } = described;
  const { share, title } = part;
  const did = didOf(described, part);
  if (share === null) {
    const own = ownChange(part);
    return own === null || own === 0
      ? []
      : [words.partAlone(title, changeText(facts, own, words), did)];
  }
  if (isNothing(facts, share)) {
    return [];
  }
  const { change } = facts;
  const amount = changeText(facts, share, words);
  if (change === null || isNothing(facts, change)) {
    return [words.partBrings(title, amount, did)];
  }
  return [
    change > 0 === share > 0
      ? words.partExplains(title, amount, changeText(facts, change, words), did)
      : words.partAgainst(title, amount, did),
  ];
}

/** What a part did: its own value, how much it counts, that it came or went. */
function didOf(described: Described, part: ContributionPart): string {
  const { facts, words, phrases } = described;
  const { before, after, rate, mix } = part;
  if (!before || !after) {
    const known = before ?? after;
    const missing = before ? facts.after : facts.before;
    const value =
      known && known.value !== null ? phrases.value(known.value) : undefined;
    const inPeriod = phrases.inPeriod(missing.period);
    return before
      ? words.went(partsOf(facts), value, inPeriod)
      : words.came(partsOf(facts), value, inPeriod);
  }
  const values =
    before.value === null || after.value === null
      ? undefined
      : words.values(phrases.value(after.value), phrases.value(before.value));
  const moved = movedOf(described, part);
  if (!values || !moved || rate === null || mix === null) {
    return values ?? moved ?? words.noOwnValue;
  }
  if (!isWorthTelling(mix, rate)) {
    return values;
  }
  return isWorthTelling(rate, mix)
    ? words.both(
        values,
        changeText(facts, rate, words),
        moved,
        changeText(facts, mix, words),
      )
    : moved;
}

/** That a part counts more or less than before. */
function movedOf(
  { facts, words, phrases }: Described,
  { before, after }: ContributionPart,
): string | undefined {
  const was = partOfWhole(before?.weight, facts.before.weight);
  const is = partOfWhole(after?.weight, facts.after.weight);
  if (was === undefined || is === undefined || was === is) {
    return undefined;
  }
  const value = mean(before!.value, after!.value);
  const whole = mean(facts.before.value, facts.after.value);
  const isEqual = value === undefined || whole === undefined || value === whole;
  return words.weighs(
    phrases.percent(100 * is),
    phrases.percent(100 * was),
    isEqual ? undefined : sideOf(value, whole),
  );
}

function sideOf(value: number, whole: number): 'above' | 'below' {
  return value > whole ? 'above' : 'below';
}

function othersOf({ facts, words }: Described): string[] {
  const { others } = facts;
  if (!others) {
    return [];
  }
  const { count, share } = others;
  return [
    share === null
      ? words.othersLess(count)
      : words.othersTogether(
          count,
          changeText(facts, isNothing(facts, share) ? 0 : share, words),
        ),
  ];
}

function coverageOf({ facts, words, phrases }: Described): string[] {
  const { total, onlyBefore, onlyAfter, none } = facts.coverage;
  const described = [
    { count: onlyAfter, inPeriod: phrases.inPeriod(facts.before.period) },
    { count: onlyBefore, inPeriod: phrases.inPeriod(facts.after.period) },
    { count: none, inPeriod: undefined },
  ].filter(({ count }) => count);
  return described.length
    ? [words.without(partsOf(facts), total, described)]
    : [];
}

function limitOf(limit: ContributionLimit, { limits }: Words): string[] {
  switch (limit) {
    case 'no-value':
      return [];
    case 'own':
    case 'min':
    case 'max':
    case 'quantile':
    case 'formula':
    case 'incomplete':
      return [limits[limit]];
    case 'last':
    case 'none':
      return [limits.none];
    default: {
      const unknown: never = limit;
      return unknown;
    }
  }
}

function partsOf({ by }: Facts): 'children' | 'members' {
  return by === 'child' ? 'children' : 'members';
}

function ownChange({ before, after }: ContributionPart): number | null {
  return typeof before?.value === 'number' && typeof after?.value === 'number'
    ? after.value - before.value
    : null;
}

function isWorthTelling(one: number, other: number): boolean {
  return Math.abs(one) > WORTH_TELLING * (Math.abs(one) + Math.abs(other));
}

function isNothing({ before, after, parts }: Facts, amount: number): boolean {
  const sizes = [before, after, ...parts.flatMap(p => [p.before, p.after])].map(
    one => Math.abs(one?.value ?? 0),
  );
  return Math.abs(amount) <= NOTHING * Math.max(...sizes);
}

function partOfWhole(
  weight: number | null | undefined,
  whole: number | null,
): number | undefined {
  return typeof weight === 'number' && whole ? weight / whole : undefined;
}

function mean(a: number | null, b: number | null): number | undefined {
  return a === null || b === null ? undefined : (a + b) / 2;
}

function changeText(
  { unit }: Facts,
  change: number,
  { language }: Words,
): string {
  return formatChange(change, unit, language);
}
