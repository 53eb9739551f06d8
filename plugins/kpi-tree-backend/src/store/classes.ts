import {
  ratioOf,
  WeightedValue,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';

/** What is of one class, with the sketch of its distribution where there is one. */
export type ClassAmounts = WeightedValue & { sketch?: Uint8Array };

/** What something is made of, by {@link classKey}. */
export type Classes = ReadonlyMap<string, ClassAmounts>;

/** Those without a text in the column. */
export const BLANK = 'blank';

/** All that are too many to be kept each by itself. */
export const REST = 'other';

/** What nobody has broken down. */
export const UNKNOWN = 'unknown';

/** A longer text is cut. */
const MOST_CHARACTERS = 100;

/** The key of a class that has a text; no other key begins like it. */
export function classKey(name: string): string {
  return name === '' ? BLANK : `=${name.slice(0, MOST_CHARACTERS)}`;
}

/** The text of a class; nothing if it is not one of a text. */
export function classNameOf(key: string): string | undefined {
  return key.startsWith('=') ? key.slice(1) : undefined;
}

/** Nothing in place of the value where there is a numerator, which stands for it. */
type Numbers = [
  value: number | null,
  weight: number,
  numerator?: number | null,
  sketch?: string,
];

/** The classes of something, and what they were made of. */
export type StoredClasses = { of?: WeightedValue; classes: Classes };

function toNumbers({
  value,
  weight,
  numerator,
  sketch,
}: ClassAmounts): Numbers {
  const numbers: Numbers =
    numerator === undefined ? [value, weight] : [null, weight, numerator];
  return sketch
    ? [
        numbers[0],
        weight,
        numerator ?? null,
        Buffer.from(sketch).toString('base64'),
      ]
    : numbers;
}

function ofNumbers([value, weight, numerator, sketch]: Numbers): ClassAmounts {
  const amounts: ClassAmounts =
    typeof numerator === 'number'
      ? ratioOf(numerator, weight)
      : { value, weight };
  if (sketch) {
    amounts.sketch = Buffer.from(sketch, 'base64');
  }
  return amounts;
}

/** Classes as they are stored, in the order of their keys. */
export function writeClasses({ of, classes }: StoredClasses): string {
  return JSON.stringify({
    ...(of ? { of: toNumbers(of) } : {}),
    classes: [...classes]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, amounts]) => [key, ...toNumbers(amounts)]),
  });
}

/** The classes of {@link writeClasses}. */
export function readClasses(text: string): StoredClasses {
  const { of, classes } = JSON.parse(text) as {
    of?: Numbers;
    classes: [key: string, ...numbers: Numbers][];
  };
  // Of a scope thousands are read at once
  const read = new Map<string, ClassAmounts>();
  for (const [key, ...numbers] of classes) {
    read.set(key, ofNumbers(numbers));
  }
  return of ? { of: ofNumbers(of), classes: read } : { classes: read };
}
