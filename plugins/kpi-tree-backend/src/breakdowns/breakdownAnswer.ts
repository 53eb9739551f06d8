import {
  aggregationTraits,
  Amounts,
  changeEffects,
  numeratorOf,
} from '@internal/kpi-tree';
import {
  BreakdownClass,
  BreakdownClassName,
  BreakdownLimit,
  BreakdownPart,
  BreakdownValue,
  Breakdown,
  KpiSpec,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { combineParts } from '../evaluation/combineClasses';
import { CombinedValue } from '../evaluation/combine';
import {
  BLANK,
  ClassAmounts,
  Classes,
  classNameOf,
  REST,
  UNKNOWN,
} from '../store/classes';

/** The whole in a period, and what it is made of. */
export type BrokenDownPeriod = {
  /** First day, `YYYY-MM-DD`. */
  period: string;
  /** Nothing where nothing was measured. */
  whole?: CombinedValue;
  classes: Classes;
  /** The records that would tell its classes are not kept. */
  notKept?: true;
};

type Spec = Pick<KpiSpec, 'aggregate'>;

const NO_SHARE = { rate: null, mix: null, share: null };

/** How classes make up the whole of a period; `null` where they do not. */
export function addsUpBy({
  aggregate: { overTime, overEntities },
}: Spec): Breakdown['addsUp'] {
  const isOneValue = overTime === 'last' || overTime === 'none';
  switch (aggregationTraits[overEntities].decomposesInto) {
    case 'values':
      return isOneValue || overTime === 'sum' || overTime === 'mean'
        ? 'values'
        : null;
    case 'numerators-and-denominators':
      return isOneValue || overTime === 'mean' ? 'ratio' : null;
    default:
      return null;
  }
}

/** The classes that are shown each by itself, the largest first. */
export function largestClasses(
  periods: BrokenDownPeriod[],
  spec: Spec,
  top: number,
): string[] {
  const sizes = new Map<string, number>();
  for (const { classes } of periods) {
    for (const [key, amounts] of classes) {
      if (key !== REST && key !== UNKNOWN) {
        sizes.set(key, (sizes.get(key) ?? 0) + sizeOf(amounts, spec));
      }
    }
  }
  return [...sizes]
    .sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1))
    .slice(0, top)
    .map(([key]) => key);
}

/** The same with all other classes as one. */
export function withRest(
  { classes, ...about }: BrokenDownPeriod,
  shown: ReadonlySet<string>,
  spec: Spec,
): BrokenDownPeriod {
  const isShown = (key: string) => shown.has(key) || key === UNKNOWN;
  const others = [...classes].filter(([key]) => !isShown(key));
  const kept = new Map([...classes].filter(([key]) => isShown(key)));
  if (others.length) {
    kept.set(
      REST,
      combineParts(
        others.map(([, amounts]) => amounts),
        spec,
      ),
    );
  }
  return { ...about, classes: kept };
}

/**
 * The classes of periods with their shares.
 *
 * @param periods - of {@link withRest}
 * @param shown - in their order
 * @param count - how many classes are summed up in the rest
 */
export function breakdownClasses(
  periods: BrokenDownPeriod[],
  shown: string[],
  spec: Spec,
  count: number,
): BreakdownClass[] {
  const addsUp = addsUpBy(spec);
  const keys = [...shown, REST, UNKNOWN].filter(key =>
    periods.some(({ classes }) => classes.has(key)),
  );
  const size = (key: string) =>
    periods.reduce((sum, { classes }) => {
      const amounts = classes.get(key);
      return sum + (amounts ? sizeOf(amounts, spec) : 0);
    }, 0);
  const all = keys.reduce((sum, key) => sum + size(key), 0);
  return keys.map(key => ({
    ...nameOf(key, count),
    values: periods.map(period => valueIn(period, key, addsUp)),
    share: addsUp && all ? size(key) / all : null,
  }));
}

/** Which class made the change between two periods, in parts that add up to it. */
export function breakdownChange(
  before: BrokenDownPeriod,
  after: BrokenDownPeriod,
  spec: Spec,
  { isIncomplete, count }: { isIncomplete: boolean; count: number },
): Breakdown['change'] {
  const addsUp = addsUpBy(spec);
  const keys = [
    ...new Set([...before.classes.keys(), ...after.classes.keys()]),
  ];
  const amountsIn = ({ classes }: BrokenDownPeriod, key: string) => {
    const amounts = classes.get(key);
    return amounts && toAmounts(amounts, addsUp);
  };
  const was = before.whole?.value ?? null;
  const is = after.whole?.value ?? null;
  const reason = limitOf(addsUp, {
    hasValues: was !== null && is !== null,
    isKept: !before.notKept && !after.notKept,
    isIncomplete,
  });
  const effects =
    addsUp && !reason
      ? changeEffects(
          withTotals(
            keys.map(id => ({
              id,
              before: amountsIn(before, id),
              after: amountsIn(after, id),
            })),
          ),
          addsUp === 'values' ? 'sum' : 'ratio',
        )
      : undefined;
  const limit = effects ? undefined : reason ?? 'no-value';
  const parts = keys.map((key, index): BreakdownPart => {
    const { rate, mix, share } = effects?.parts[index] ?? NO_SHARE;
    const [had, has] = [before, after].map(period =>
      valueIn(period, key, addsUp),
    );
    return { ...nameOf(key, count), before: had, after: has, rate, mix, share };
  });
  return {
    before: { period: before.period, value: was },
    after: { period: after.period, value: is },
    change: was === null || is === null ? null : is - was,
    ...(limit ? { limit } : {}),
    parts: parts.sort((a, b) => changeOf(b) - changeOf(a)),
  };
}

function limitOf(
  addsUp: Breakdown['addsUp'],
  {
    hasValues,
    isKept,
    isIncomplete,
  }: { hasValues: boolean; isKept: boolean; isIncomplete: boolean },
): BreakdownLimit | undefined {
  if (!addsUp) {
    return 'aggregation';
  }
  if (!hasValues) {
    return 'no-value';
  }
  if (!isKept) {
    return 'not-kept';
  }
  return isIncomplete ? 'incomplete' : undefined;
}

type Member = { id: string; before?: Amounts; after?: Amounts };

/** A sum that is 0 is made of no class, and is 0 all the same. */
function withTotals(members: Member[]): Member[] {
  const nothing = { numerator: 0, denominator: 0 };
  return (['before', 'after'] as const).every(when =>
    members.some(member => member[when]),
  )
    ? members
    : [...members, { id: '', before: nothing, after: nothing }];
}

function toAmounts(
  amounts: ClassAmounts,
  addsUp: Breakdown['addsUp'],
): Amounts {
  return addsUp === 'ratio'
    ? { numerator: numeratorOf(amounts), denominator: amounts.weight }
    : { numerator: amounts.value ?? 0, denominator: amounts.weight };
}

/** What a class has in a period; nothing if that is not known. */
export function valueIn(
  { whole, classes, notKept }: BrokenDownPeriod,
  key: string,
  addsUp: Breakdown['addsUp'],
): BreakdownValue | null {
  const amounts = classes.get(key);
  if (amounts) {
    const { value, weight } = amounts;
    return { value, weight };
  }
  // Of a sum that was broken down it is known that there is nothing of the class
  return addsUp === 'values' && whole && !notKept && !classes.has(UNKNOWN)
    ? { value: 0, weight: whole.weight }
    : null;
}

function sizeOf({ value, weight }: ClassAmounts, spec: Spec): number {
  return Math.abs(addsUpBy(spec) === 'values' ? value ?? 0 : weight);
}

function nameOf(key: string, count: number): BreakdownClassName {
  const name = classNameOf(key);
  if (name !== undefined) {
    return { kind: 'class', name };
  }
  if (key === REST) {
    return { kind: 'other', ...(count ? { count } : {}) };
  }
  return { kind: key === BLANK ? 'blank' : 'unknown' };
}

function changeOf({ share, before, after }: BreakdownPart): number {
  if (share !== null) {
    return Math.abs(share);
  }
  return typeof before?.value === 'number' && typeof after?.value === 'number'
    ? Math.abs(after.value - before.value)
    : -1;
}
