import {
  assertFinite,
  ChangeEffects,
  describeContribution,
} from '@internal/kpi-tree';
import {
  Contribution,
  ContributionPart,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';

/** As many parts as a person reads. */
export const DEFAULT_PARTS = 5;

const noShare = { rate: null, mix: null, share: null };

/** A part, before it is known what it has to do with the change. */
export type Part = Pick<ContributionPart, 'ref' | 'title' | 'before' | 'after'>;

/** What of an answer does not follow from its parts. */
type About = Omit<
  Contribution,
  'change' | 'rate' | 'mix' | 'parts' | 'others' | 'sentences'
>;

/**
 * The answer with the parts that have the largest shares, the others summed, and all
 * of it in words.
 *
 * @param parts - in the order of the effects
 * @param effects - not given where the parts have no shares
 * @param count - how many parts are listed individually
 * @throws `InputError` if something of it is beyond what a number holds
 */
export function contributionAnswer(
  about: About,
  parts: Part[],
  effects: ChangeEffects | undefined,
  count: number,
): Contribution {
  const { before, after } = about;
  const all = parts.map((part, index): ContributionPart => {
    const { rate, mix, share } = effects?.parts[index] ?? noShare;
    return { ...part, rate, mix, share };
  });
  const ranked = all
    .filter(part => part.before || part.after)
    .sort((a, b) => sizeOf(b) - sizeOf(a) || compare(a.title, b.title));
  const others = ranked.slice(count);
  const total = (of: ContributionPart[], what: 'rate' | 'mix' | 'share') =>
    effects ? of.reduce((sum, part) => sum + (part[what] ?? 0), 0) : null;
  const facts = {
    ...about,
    change:
      before.value === null || after.value === null
        ? null
        : after.value - before.value,
    rate: total(all, 'rate'),
    mix: total(all, 'mix'),
    parts: ranked.slice(0, count),
    others: others.length
      ? {
          count: others.length,
          rate: total(others, 'rate'),
          mix: total(others, 'mix'),
          share: total(others, 'share'),
        }
      : null,
  };
  assertFinite(facts, 'contribution');
  return { ...facts, sentences: describeContribution(facts) };
}

/** What parts are ranked by: their share, or how much they changed themselves. */
function sizeOf({ share, before, after }: ContributionPart): number {
  if (share !== null) {
    return Math.abs(share);
  }
  return typeof before?.value === 'number' && typeof after?.value === 'number'
    ? Math.abs(after.value - before.value)
    : -1;
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

/** How many have data in which of the periods. */
export function coverageOf(
  parts: Pick<ContributionPart, 'before' | 'after'>[],
): Contribution['coverage'] {
  const count = (before: boolean, after: boolean) =>
    parts.filter(
      part =>
        (part.before !== null) === before && (part.after !== null) === after,
    ).length;
  return {
    total: parts.length,
    both: count(true, true),
    onlyBefore: count(true, false),
    onlyAfter: count(false, true),
    none: count(false, false),
  };
}
