import { sum } from '../arithmetic';

/**
 * What a member, or a group of members, puts into the value of its scope: of a mean
 * or ratio what stands above and below the line (the sum of value times weight, and
 * the weight), of a sum the value and the weight behind it.
 */
export type Amounts = { numerator: number; denominator: number };

/**
 * A member in two periods; not given where nothing was measured of it.
 */
export type ContributionMember = {
  id: string;
  before?: Amounts;
  after?: Amounts;
};

/**
 * How members make up the value of their scope: their values are added, or all
 * numerators are divided by all denominators.
 */
export type ContributionKind = 'sum' | 'ratio';

/**
 * What a part has to do with the change of the whole, in the unit of the whole.
 */
export type PartEffect = {
  id: string;
  /** That it counts more or less than before, came or went. */
  mix: number;
  /** That its own value changed. */
  rate: number;
  /** Both together. */
  share: number;
};

/**
 * A change of a whole, and what its parts have to do with it.
 */
export type ChangeEffects = {
  before: number;
  after: number;
  change: number;
  /** In the order of what was given. Their shares add up to the change. */
  parts: PartEffect[];
};

/**
 * Explains the change of a scope's value by its members: each member's share, split
 * into `rate`, the effect of its own value, and `mix`, the effect of how much it
 * counts. The shares add up to the change, whatever the order of the members.
 *
 * A ratio `M = sum(n) / sum(d)` is the mean of the members' values `v = n / d` with
 * the weights `p = d / sum(d)`. With bars for the mean of both periods, and `R` for
 * the mean of the two values of the whole:
 *
 * - `rate = p̄ (v₁ − v₀)`
 * - `mix = (p₁ − p₀) (v̄ − R)`
 *
 * Their sum is `(p₁v₁ − p₀v₀) − R (p₁ − p₀)`, and over all members the change, as
 * the weights add up to 1 in both periods. The reference `R` makes the mix effect
 * mean something: a member that counts more raises the whole only if its value is
 * above that of the whole. The midpoints treat both periods alike, so that there is
 * no residual and no order.
 *
 * A member without a value in one of the periods, or with nothing below the line,
 * has no change of its own: what it does is all mix. Of a sum, members that were
 * measured in both periods change it by `rate`, those that came or went by `mix`.
 *
 * Several members taken as one (see {@link mergeMembers}) have the sum of their
 * shares; what changes the mix among them becomes the rate of the group.
 *
 * Source: T. L. Bennet, The theory of measurement of changes in cost of living,
 * Journal of the Royal Statistical Society 83 (1920); with the deviation from the
 * mean, as in L. Foster, J. Haltiwanger and C. J. Krizan, Aggregate productivity
 * growth, NBER Studies in Income and Wealth 63 (2001), equation 2 (after Griliches
 * and Regev).
 *
 * @returns `undefined` if the whole has no value in one of the periods
 */
export function changeEffects(
  members: ContributionMember[],
  kind: ContributionKind,
): ChangeEffects | undefined {
  const totals = {
    before: total(members.flatMap(member => member.before ?? [])),
    after: total(members.flatMap(member => member.after ?? [])),
  };
  const before = totals.before && valueOf(totals.before, kind);
  const after = totals.after && valueOf(totals.after, kind);
  if (
    !totals.before ||
    !totals.after ||
    typeof before !== 'number' ||
    typeof after !== 'number'
  ) {
    return undefined;
  }
  const [weightBefore, weightAfter] = [
    totals.before.denominator,
    totals.after.denominator,
  ];
  const reference = before / 2 + after / 2;
  return {
    before,
    after,
    change: after - before,
    parts: members.map(member =>
      kind === 'sum'
        ? effectOnSum(member)
        : effectOnRatio(member, weightBefore, weightAfter, reference),
    ),
  };
}

/**
 * The value of amounts.
 *
 * @returns `null` for a ratio with nothing below the line
 */
export function valueOf(
  { numerator, denominator }: Amounts,
  kind: ContributionKind,
): number | null {
  if (kind === 'sum') {
    return numerator;
  }
  return denominator === 0 ? null : numerator / denominator;
}

/**
 * Takes members together into groups, in the order in which the groups are met.
 *
 * @param groupOf - the id of the group of a member
 */
export function mergeMembers(
  members: ContributionMember[],
  groupOf: (id: string) => string,
): ContributionMember[] {
  const groups = new Map<string, ContributionMember[]>();
  for (const member of members) {
    const id = groupOf(member.id);
    const group = groups.get(id);
    if (group) {
      group.push(member);
    } else {
      groups.set(id, [member]);
    }
  }
  return [...groups].map(([id, group]) => ({
    id,
    before: total(group.flatMap(member => member.before ?? [])),
    after: total(group.flatMap(member => member.after ?? [])),
  }));
}

/**
 * A child of a node of a tree, with its score in two periods; `null` without one.
 */
export type ScoredChild = {
  id: string;
  weight: number;
  before: number | null;
  after: number | null;
};

/**
 * Explains the change of a node's score by its children.
 *
 * `weighted`: as a ratio in {@link changeEffects}. `rate` is a child's share of the
 * weight times the change of its score, `mix` the effect of children that gained or
 * lost a score. `worst`: one child decides. If the score fell, it is the child that
 * is the worst now, if it rose, the one that was the worst before, as far as it had
 * to rise; several that are equally bad share it. What happened above the worst has
 * no effect, nor has a child without weight.
 *
 * @returns `undefined` if no child has a score in one of the periods
 */
export function scoreEffects(
  children: ScoredChild[],
  rollup: 'weighted' | 'worst',
): ChangeEffects | undefined {
  const counted = children.map(child =>
    child.weight > 0 ? child : { ...child, before: null, after: null },
  );
  const amounts = (weight: number, score: number | null) =>
    score === null
      ? undefined
      : { numerator: weight * score, denominator: weight };
  return rollup === 'worst'
    ? worstEffects(counted)
    : changeEffects(
        counted.map(({ id, weight, before, after }) => ({
          id,
          before: amounts(weight, before),
          after: amounts(weight, after),
        })),
        'ratio',
      );
}

function worstEffects(children: ScoredChild[]): ChangeEffects | undefined {
  const worst = (when: 'before' | 'after') =>
    children.reduce<number | null>((least, child) => {
      const score = child[when];
      return score === null || (least !== null && least <= score)
        ? least
        : score;
    }, null);
  const before = worst('before');
  const after = worst('after');
  if (before === null || after === null) {
    return undefined;
  }
  const change = after - before;
  const decides = ({ before: was, after: is }: ScoredChild) =>
    change < 0 ? is === after : was === before;
  const deciding = children.filter(decides);
  return {
    before,
    after,
    change,
    parts: children.map(child => {
      const share = decides(child) ? change / deciding.length : 0;
      const isMix = child.before === null || child.after === null;
      return {
        id: child.id,
        mix: isMix ? share : 0,
        rate: isMix ? 0 : share,
        share,
      };
    }),
  };
}

function effectOnSum({ id, before, after }: ContributionMember): PartEffect {
  const share = (after?.numerator ?? 0) - (before?.numerator ?? 0);
  const isMix = !before || !after;
  return { id, mix: isMix ? share : 0, rate: isMix ? 0 : share, share };
}

function effectOnRatio(
  { id, before, after }: ContributionMember,
  weightBefore: number,
  weightAfter: number,
  reference: number,
): PartEffect {
  const [p0, p1] = [
    (before?.denominator ?? 0) / weightBefore,
    (after?.denominator ?? 0) / weightAfter,
  ];
  const was = before && valueOf(before, 'ratio');
  const is = after && valueOf(after, 'ratio');
  const share =
    (after?.numerator ?? 0) / weightAfter -
    (before?.numerator ?? 0) / weightBefore -
    reference * (p1 - p0);
  const rate =
    typeof was === 'number' && typeof is === 'number'
      ? ((p0 + p1) / 2) * (is - was)
      : 0;
  return { id, mix: share - rate, rate, share };
}

function total(amounts: Amounts[]): Amounts | undefined {
  return amounts.length
    ? {
        numerator: sum(amounts.map(({ numerator }) => numerator)),
        denominator: sum(amounts.map(({ denominator }) => denominator)),
      }
    : undefined;
}
