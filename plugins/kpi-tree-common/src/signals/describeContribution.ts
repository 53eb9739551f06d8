import type {
  Contribution,
  ContributionLimit,
  ContributionPart,
} from '../api/contribution';
import { formatChange, formatPeriod, formatValue } from '../format';

/** So many parts are told in words. */
const MAX_SENTENCES = 5;

/** Below this part of the whole effect of a part, rate or mix is not worth a word. */
const WORTH_TELLING = 0.2;

/** Of the largest number; what is below is the rounding of numbers. */
const NOTHING = 1e-9;

type Facts = Omit<Contribution, 'sentences'>;

/**
 * Says in sentences what explains a change: the change itself, then the parts with
 * the largest shares, each with what it did, then what stands in the way of knowing
 * more.
 *
 * @public
 */
export function describeContribution(
  facts: Omit<Contribution, 'sentences'>,
): string[] {
  const { before, after, change } = facts;
  return [
    headline(facts),
    ...(change === null || before.value === null || after.value === null
      ? []
      : splitOf(facts)),
    ...(facts.limit ? limitOf(facts.limit) : []),
    ...facts.parts
      .slice(0, MAX_SENTENCES)
      .flatMap(part => partSentence(facts, part)),
    ...othersOf(facts),
    ...coverageOf(facts),
  ];
}

/**
 * Whether a change is good; `undefined` where neither direction is by itself, and
 * where nothing changed.
 *
 * @public
 */
export function isBetter(
  change: number,
  direction: Contribution['direction'],
): boolean | undefined {
  return direction === 'range' || change === 0
    ? undefined
    : change > 0 === (direction === 'higher');
}

function headline(facts: Facts): string {
  const { before, after, change, direction } = facts;
  const missing = [before, after].filter(({ value }) => value === null);
  if (missing.length || change === null) {
    const periods = missing.map(({ period }) => periodText(facts, period));
    const what = facts.by === 'child' ? 'score' : 'value';
    return `There is no ${what} in ${periods.join(
      ' and ',
    )}: there is no change to explain.`;
  }
  const now = `${valueText(facts, after.value!)} in ${periodText(
    facts,
    after.period,
  )}`;
  const then = periodText(facts, before.period);
  if (isNothing(facts, change)) {
    return `${now}, as in ${then}.`;
  }
  const judged = isBetter(change, direction);
  const verdict =
    judged === undefined ? '' : `, ${judged ? 'better' : 'worse'}`;
  return `${now} after ${valueText(
    facts,
    before.value!,
  )} in ${then}: ${changeText(facts, change)}${verdict}.`;
}

/** What of the change is the members' doing, where there is more to it. */
function splitOf(facts: Facts): string[] {
  const { rate, mix } = facts;
  if (rate === null || mix === null || !isWorthTelling(mix, rate)) {
    return [];
  }
  const whose = facts.by === 'child' ? 'the children' : 'the members';
  return [
    `Of it ${changeText(
      facts,
      rate,
    )} because ${whose} changed themselves, and ${changeText(
      facts,
      mix,
    )} because of the mix: who counts, and how much.`,
  ];
}

function partSentence(facts: Facts, part: ContributionPart): string[] {
  const { share, title } = part;
  const did = didOf(facts, part);
  if (share === null) {
    const own = ownChange(part);
    return own === null || own === 0
      ? []
      : [`${title}: ${changeText(facts, own)}, ${did}.`];
  }
  if (isNothing(facts, share)) {
    return [];
  }
  const { change } = facts;
  const amount = changeText(facts, share);
  if (change === null || isNothing(facts, change)) {
    return [`${title} brings ${amount}: ${did}.`];
  }
  return [
    change > 0 === share > 0
      ? `${title} explains ${amount} of ${changeText(facts, change)}: ${did}.`
      : `${title} goes against it with ${amount}: ${did}.`,
  ];
}

/** What a part did: its own value, how much it counts, that it came or went. */
function didOf(facts: Facts, part: ContributionPart): string {
  const { before, after, rate, mix } = part;
  if (!before || !after) {
    const known = before ?? after;
    const missing = before ? facts.after : facts.before;
    const value =
      known && known.value !== null
        ? valueText(facts, known.value)
        : 'no value';
    const nothing = facts.by === 'child' ? 'no score' : 'nothing measured';
    const when = periodText(facts, missing.period);
    return before
      ? `${nothing} in ${when} after ${value}`
      : `${value}, after ${nothing} in ${when}`;
  }
  const values =
    before.value === null || after.value === null
      ? undefined
      : `${valueText(facts, after.value)} after ${valueText(
          facts,
          before.value,
        )}`;
  const moved = movedOf(facts, part);
  if (!values || !moved || rate === null || mix === null) {
    return values ?? moved ?? 'no value of its own';
  }
  if (!isWorthTelling(mix, rate)) {
    return values;
  }
  return isWorthTelling(rate, mix)
    ? `${values} (${changeText(facts, rate)}), and ${moved} (${changeText(
        facts,
        mix,
      )})`
    : moved;
}

/** That a part counts more or less than before. */
function movedOf(facts: Facts, { before, after }: ContributionPart) {
  const was = partOfWhole(before?.weight, facts.before.weight);
  const is = partOfWhole(after?.weight, facts.after.weight);
  if (was === undefined || is === undefined || was === is) {
    return undefined;
  }
  const value = mean(before!.value, after!.value);
  const whole = mean(facts.before.value, facts.after.value);
  const where =
    value === undefined || whole === undefined || value === whole
      ? ''
      : `, and is ${value > whole ? 'above' : 'below'} the whole`;
  return `it makes up ${percent(is)} of all after ${percent(was)}${where}`;
}

function othersOf(facts: Facts): string[] {
  const { others } = facts;
  if (!others) {
    return [];
  }
  const many = others.count > 1;
  if (others.share === null) {
    return [
      `${others.count} ${many ? 'others' : 'other'} changed less, or not.`,
    ];
  }
  return [
    `${
      many ? `The other ${others.count} together` : 'The other one'
    }: ${changeText(
      facts,
      isNothing(facts, others.share) ? 0 : others.share,
    )}.`,
  ];
}

function coverageOf(facts: Facts): string[] {
  const { total, onlyBefore, onlyAfter, none } = facts.coverage;
  const what = facts.by === 'child' ? 'a score' : 'data';
  const told = [
    [onlyAfter, `in ${periodText(facts, facts.before.period)}`],
    [onlyBefore, `in ${periodText(facts, facts.after.period)}`],
    [none, 'in either period'],
  ].flatMap(([count, when]) => (count ? [`${count} ${when}`] : []));
  const whose = facts.by === 'child' ? 'children' : 'members';
  return told.length
    ? [`Of ${total} ${whose} without ${what}: ${told.join(', ')}.`]
    : [];
}

function limitOf(limit: ContributionLimit): string[] {
  const most = 'These changed most themselves.';
  switch (limit) {
    case 'no-value':
      return [];
    case 'own':
      return [
        `The value was measured for the scope itself: what its members did does not add up to it. ${most}`,
      ];
    case 'min':
    case 'max':
      return [
        `The value is the ${
          limit === 'min' ? 'smallest' : 'largest'
        } of the members, that of a single one: there are no shares. ${most}`,
      ];
    case 'quantile':
      return [
        `A quantile is no sum of what the members have: there are no shares. ${most}`,
      ];
    case 'formula':
      return [
        `The formula is no sum and no ratio of sums over the members: there are no shares that add up exactly. ${most}`,
      ];
    default:
      return [
        `The values of the members are not added up: there are no shares. ${most}`,
      ];
  }
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

function percent(share: number): string {
  return formatValue(100 * share, '%');
}

function valueText({ unit }: Facts, value: number): string {
  return formatValue(value, unit === 'points' ? '1' : unit);
}

function changeText({ unit }: Facts, change: number): string {
  return formatChange(change, unit);
}

function periodText({ periodType }: Facts, period: string): string {
  return formatPeriod(period, periodType, 'long');
}
