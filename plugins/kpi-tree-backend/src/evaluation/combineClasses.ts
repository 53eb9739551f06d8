import { aggregationTraits, hasValue, numeratorOf } from '@internal/kpi-tree';
import {
  KpiSpec,
  periodOf,
  WeightedValue,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { ClassValue } from '@kpi-tree/backstage-plugin-kpi-tree-node';
import {
  ClassAmounts,
  Classes,
  classKey,
  classNameOf,
  REST,
  StoredClasses,
  UNKNOWN,
} from '../store/classes';
import { StoredValue } from '../store/ranges';
import { CombinedValue, combineOverEntities, combineValues } from './combine';

type Aggregated = Pick<KpiSpec, 'aggregate'>;

/** More classes of one value are not kept each by itself. */
export const MOST_CLASSES = 50;

/** Nor of one of a scope, whose members may have other ones each. */
export const MOST_CLASSES_OF_SCOPE = 500;

/**
 * Combines what the measurements of a series are made of into what the values of its
 * periods are made of. A class has in a period what its measurements come to; of a day on
 * which it is not, that is 0 where values add up. A measurement of which that is not known,
 * or that was changed since, is of the class `UNKNOWN`: so nothing is lost.
 *
 * @param measurements - in order of time
 * @param stored - by first day, `YYYY-MM-DD`
 * @returns by the first day of the period; none of one that is made of nothing, or of which
 * nothing is known
 */
export function combineClasses(
  measurements: StoredValue[],
  stored: ReadonlyMap<string, StoredClasses> | undefined,
  spec: Pick<KpiSpec, 'grain' | 'period' | 'aggregate'>,
): Map<string, Classes> {
  const { overTime, overEntities } = spec.aggregate;
  const { addsUp } = aggregationTraits[overEntities];
  const periods = new Map<string, StoredValue[]>();
  for (const measured of measurements) {
    const start = periodOf(measured.period, spec.period);
    periods.set(start, [...(periods.get(start) ?? []), measured]);
  }
  const combined = new Map<string, Classes>();
  for (const [start, all] of periods) {
    // What was before the last does not matter to what there is at the end
    const counted = aggregationTraits[overTime].isStock ? all.slice(-1) : all;
    const parts = counted.map(one =>
      partsOf(one, stored?.get(one.period), spec),
    );
    const classes = new Map<string, ClassAmounts>();
    for (const key of new Set(parts.flatMap(part => [...part.keys()]))) {
      const values = counted.flatMap((whole, index): StoredValue[] => {
        const part = parts[index].get(key);
        if (!addsUp) {
          return part ? [{ ...part, period: whole.period }] : [];
        }
        // Parts of a sum count in a mean over time as often as the sum does
        const { weight } = whole;
        const value = part ? part.value : 0;
        return [{ period: whole.period, value, weight }];
      });
      const [value] = combineValues(values, spec, spec.period);
      if (value) {
        const { period: _, ...amounts } = value;
        classes.set(key, amounts);
      }
    }
    if ([...classes.keys()].some(key => key !== UNKNOWN)) {
      combined.set(start, boundClasses(classes, spec));
    }
  }
  return combined;
}

/**
 * What a value is made of: all of it is unknown where its classes are not known, or are
 * those of another value.
 */
export function partsOf(
  whole: ClassAmounts,
  stored: StoredClasses | undefined,
  spec: Aggregated,
): Classes {
  if (stored?.of && isSame(stored.of, whole)) {
    return stored.classes;
  }
  return isMadeOfNothing(whole, spec)
    ? new Map()
    : new Map([[UNKNOWN, amountsOf(whole)]]);
}

/**
 * What a period of several entities is made of.
 *
 * @param members - the values of those that count, and what each is made of, where that is
 * known
 */
export function mergeClasses(
  members: { value: CombinedValue; classes: Classes | undefined }[],
  spec: Aggregated,
): Classes {
  const parts = new Map<string, ClassAmounts[]>();
  for (const { value, classes } of members) {
    const unknown: [string, ClassAmounts][] = isMadeOfNothing(value, spec)
      ? []
      : [[UNKNOWN, value]];
    for (const [key, amounts] of classes ?? unknown) {
      const found = parts.get(key);
      if (found) {
        found.push(amounts);
      } else {
        parts.set(key, [amounts]);
      }
    }
  }
  return new Map(
    [...parts].map(([key, each]) => [key, combineParts(each, spec)]),
  );
}

/** Whether there is nothing that could be of a class. */
export function isMadeOfNothing(
  whole: WeightedValue,
  { aggregate: { overEntities } }: Aggregated,
): boolean {
  return aggregationTraits[overEntities].addsUp
    ? whole.value === 0
    : whole.weight === 0 && numeratorOf(whole) === 0;
}

/**
 * Whether classes make up a value: their sum is it, or their numerators over their
 * denominators are. Of other aggregations nobody can say; they pass.
 */
export function makeUp(
  classes: Classes,
  whole: WeightedValue,
  { aggregate: { overEntities } }: Aggregated,
): boolean {
  const parts = [...classes.values()];
  switch (aggregationTraits[overEntities].decomposesInto) {
    case 'values':
      return isClose(
        parts.map(({ value }) => value ?? 0),
        whole.value ?? 0,
      );
    case 'numerators-and-denominators':
      return (
        isClose(parts.map(numeratorOf), numeratorOf(whole)) &&
        isClose(
          parts.map(({ weight }) => weight),
          whole.weight,
        )
      );
    default:
      return true;
  }
}

/**
 * The largest classes, and what the others come to; of what does not combine, the others
 * have no value.
 */
export function boundClasses(
  classes: Classes,
  spec: Aggregated,
  most: number = MOST_CLASSES,
): Classes {
  const named = [...classes].filter(([key]) => classNameOf(key) !== undefined);
  if (named.length <= most) {
    return classes;
  }
  const { addsUp } = aggregationTraits[spec.aggregate.overEntities];
  const sizeOf = ({ value, weight }: ClassAmounts) =>
    Math.abs(addsUp ? value ?? 0 : weight);
  const others = named
    .sort(([, a], [, b]) => sizeOf(b) - sizeOf(a))
    .slice(most);
  const rest = [...others.map(([, one]) => one), ...ofKey(classes, REST)];
  const bounded = new Map(classes);
  others.forEach(([key]) => bounded.delete(key));
  return bounded.set(REST, combineParts(rest, spec));
}

/** The classes that a source gave. */
export function toClasses(
  given: readonly ClassValue[],
  spec: Aggregated,
): Classes {
  const parts = new Map<string, ClassAmounts[]>();
  for (const { name, isRest, ...amounts } of given) {
    const key = isRest ? REST : classKey(name);
    parts.set(key, [...(parts.get(key) ?? []), amounts]);
  }
  // Texts may be the same once they are cut
  return new Map(
    [...parts].map(([key, same]) => [key, combineParts(same, spec)]),
  );
}

/** What several classes, or those of several entities, come to together. */
export function combineParts(
  parts: ClassAmounts[],
  spec: Aggregated,
): ClassAmounts {
  if (parts.length === 1) {
    return parts[0];
  }
  const combined = combineOverEntities(parts, spec);
  return combined && hasNumber(combined)
    ? amountsOf(combined)
    : { value: null, weight: parts.reduce((sum, one) => sum + one.weight, 0) };
}

function hasNumber(of: ClassAmounts): boolean {
  return hasValue(of) || of.numerator !== undefined;
}

function ofKey(classes: Classes, key: string): ClassAmounts[] {
  const found = classes.get(key);
  return found ? [found] : [];
}

function amountsOf({
  value,
  weight,
  numerator,
  sketch,
}: ClassAmounts): ClassAmounts {
  return {
    value,
    weight,
    ...(numerator === undefined ? {} : { numerator }),
    ...(sketch ? { sketch } : {}),
  };
}

function isSame(a: WeightedValue, b: WeightedValue): boolean {
  return (
    a.value === b.value && a.weight === b.weight && a.numerator === b.numerator
  );
}

/** How far sums of the same numbers in another order may be apart. */
const TOLERANCE = 1e-9;

function isClose(parts: number[], whole: number): boolean {
  let sum = 0;
  let size = Math.abs(whole);
  for (const part of parts) {
    sum += part;
    size += Math.abs(part);
  }
  return Math.abs(sum - whole) <= TOLERANCE * size;
}
