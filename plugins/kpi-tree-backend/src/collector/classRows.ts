import {
  KpiSpec,
  WeightedValue,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import {
  ClassValue,
  Measurement,
} from '@kpi-tree/backstage-plugin-kpi-tree-node';
import {
  boundClasses,
  isMadeOfNothing,
  makeUp,
  toClasses,
} from '../evaluation/combineClasses';
import { writeClasses } from '../store/classes';
import { ClassRow } from '../store/ClassStore';

/** What of the spec of a KPI says how it is broken down. */
export type BrokenDown = Pick<KpiSpec, 'aggregate' | 'breakdowns'>;

/**
 * What a measurement is made of, as it is stored: by each breakdown of its KPI. Of one that
 * the measurement does not have, or that cannot be right, it is not known.
 *
 * @param onMistake - takes what is wrong with the classes, in words without numbers
 */
export function classRows(
  measurement: Omit<Measurement, 'entityRef' | 'kpi'>,
  spec: BrokenDown,
  onMistake: (message: string) => void,
): Pick<ClassRow, 'by_column' | 'classes'>[] {
  return (spec.breakdowns ?? []).map(({ id, column }) => {
    const given = measurement.classes?.[id];
    const { value, weight, numerator } = measurement;
    const whole: WeightedValue =
      numerator === undefined
        ? { value, weight }
        : { value, weight, numerator };
    const unknown = { by_column: column, classes: null };
    if (!given) {
      return unknown;
    }
    const mistake = given.map(mistakeOf).find(Boolean);
    if (mistake) {
      onMistake(`The classes of the breakdown ${id} are left out: ${mistake}`);
      return unknown;
    }
    const classes = boundClasses(toClasses(given, spec), spec);
    if (!classes.size && isMadeOfNothing(whole, spec)) {
      return unknown;
    }
    if (!makeUp(classes, whole, spec)) {
      onMistake(
        `The classes of the breakdown ${id} are left out: they do not make up the value, as aggregate.overEntities ${spec.aggregate.overEntities} says they do`,
      );
      return unknown;
    }
    return { by_column: column, classes: writeClasses({ of: whole, classes }) };
  });
}

function mistakeOf({
  name,
  value,
  weight,
  numerator,
}: ClassValue): string | undefined {
  if (typeof name !== 'string') {
    return 'one has no name';
  }
  const isNumber =
    Number.isFinite(weight) &&
    (value === null || Number.isFinite(value)) &&
    (numerator === undefined || Number.isFinite(numerator));
  return isNumber ? undefined : 'one has no finite number';
}
