import {
  isStorableText,
  NewMeasurement,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { namesLike } from '../definitions/names';
import {
  bothForms,
  MeasurementField,
  measurementFields,
  missingFields,
} from './columns';

/** No name in a catalog is longer. */
const LONGEST_TEXT = 255;

/** As much of a value as is quoted in a message. */
const LONGEST_QUOTE = 100;

const fields: Record<
  MeasurementField,
  { type: 'string' | 'number'; right: string }
> = {
  entityRef: {
    type: 'string',
    right: 'use a reference such as component:default/payments',
  },
  kpi: { type: 'string', right: 'use the name of a Kpi' },
  period: { type: 'string', right: 'use a date such as 2026-01-31' },
  value: { type: 'number', right: 'use a number' },
  weight: {
    type: 'number',
    right: 'use a number that is not negative, or leave it out',
  },
  numerator: { type: 'number', right: 'use a number' },
  denominator: { type: 'number', right: 'use a number' },
};

/**
 * Picks a measurement out of a row that somebody sent: its fields and no others. A field
 * that a measurement does not have is a mistake: it is likely a misspelt one.
 *
 * @param data - anything, such as a parsed JSON text
 * @returns the measurement, or what is wrong with the row and what would be right
 */
export function readMeasurement(
  data: unknown,
): { measurement: NewMeasurement } | { mistake: string } {
  if (typeof data !== 'object' || data === null || Array.isArray(data)) {
    return {
      mistake: `the row is not an object: use ${measurementFields.join(', ')}`,
    };
  }
  const row = data as Record<string, unknown>;
  for (const key of Object.keys(row)) {
    if (!Object.hasOwn(fields, key)) {
      const near = namesLike(key.slice(0, LONGEST_QUOTE), measurementFields);
      return {
        mistake: `${quoted(key)} is not a field of a measurement: use ${near}`,
      };
    }
  }
  const has = (field: MeasurementField) => row[field] !== undefined;
  const missing = missingFields(has);
  for (const field of measurementFields) {
    const mistake = missing.includes(field)
      ? `${field} is missing: ${fields[field].right}`
      : has(field) && fieldMistake(field, row[field]);
    if (mistake) {
      return { mistake };
    }
  }
  const both = bothForms(has);
  if (both) {
    return { mistake: both };
  }
  // What it has was looked at, and it has no other fields
  return {
    measurement: Object.fromEntries(
      measurementFields.filter(has).map(field => [field, row[field]]),
    ) as NewMeasurement,
  };
}

function fieldMistake(
  field: MeasurementField,
  value: unknown,
): string | undefined {
  const { type, right } = fields[field];
  if (typeof value !== type) {
    return `${field} is ${quoted(value)}: ${right}`;
  }
  if (typeof value !== 'string') {
    return undefined;
  }
  if (value.length > LONGEST_TEXT) {
    return `${field} has ${value.length} characters: ${right}`;
  }
  return isStorableText(value)
    ? undefined
    : `${field} is ${quoted(
        value,
      )}, which has a character that cannot be stored: ${right}`;
}

/** A value as a message names it, in few characters whatever it is. */
function quoted(value: unknown): string {
  if (typeof value === 'string') {
    const isLong = value.length > LONGEST_QUOTE;
    return JSON.stringify(isLong ? `${value.slice(0, LONGEST_QUOTE)}…` : value);
  }
  if (Array.isArray(value)) {
    return 'a list';
  }
  return typeof value === 'object' && value !== null
    ? 'an object'
    : String(value);
}
