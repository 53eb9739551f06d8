import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import {
  DATE_HINT,
  fromEpochDay,
  toEpochDay,
  isIsoDate,
  NewMeasurement,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import type { CsvRecord } from '../csv';

/**
 * The fields of a measurement, in the order in which files have them.
 */
export const measurementFields = [
  'entityRef',
  'kpi',
  'period',
  'value',
  'weight',
  'numerator',
  'denominator',
] as const;

export type MeasurementField = (typeof measurementFields)[number];

/**
 * Where the fields come from: a column by its position from 0, or the same text for
 * all rows. See {@link missingFields}.
 */
export type MeasurementColumns = Partial<
  Record<MeasurementField, { column: number } | { constant: string }>
>;

/**
 * How a file writes numbers and dates.
 */
export type MeasurementFormat = {
  /** Numbers are written like `1.234,5`. */
  decimalComma?: boolean;
  /**
   * `iso`: 2026-12-31; `dmy`: 31.12.2026 or 31/12/2026; `mdy`: 12/31/2026. `iso` if
   * not given.
   */
  dates?: 'iso' | 'dmy' | 'mdy';
};

/** What would be right. */
class Mistake {
  constructor(readonly right: string) {}
}

/** Two numbers and a year, in whatever order. */
const otherDate = /^(\d{1,2})[./-](\d{1,2})[./-](\d{4})$/;

/** Groups of thousands that no number with a decimal point has. */
const certainThousands =
  /^[+-]?[1-9]\d{0,2}(?:(?:\.\d{3}){2,}|(?:[ \u00a0\u202f]\d{3})+)(?:,\d+)?$/;

/** What columns are called elsewhere, without case and punctuation. */
const names: Record<MeasurementField, string[]> = {
  entityRef: [
    'entityref',
    'entity',
    'component',
    'service',
    'application',
    'system',
  ],
  kpi: ['kpi', 'kpiname', 'metric', 'indicator'],
  period: ['period', 'date', 'day', 'week', 'month', 'periodstart'],
  value: ['value', 'result', 'amount'],
  weight: ['weight', 'denominator', 'samplesize', 'count'],
  numerator: ['numerator'],
  denominator: ['denominator'],
};

/**
 * The fields that a measurement needs and does not have: the entity, the KPI, the period,
 * and either a value or a numerator and a denominator.
 *
 * @param has - whether there is a field
 */
export function missingFields(
  has: (field: MeasurementField) => boolean,
): MeasurementField[] {
  const isRatio = has('numerator') || (has('denominator') && !has('value'));
  const needed: MeasurementField[] = [
    'entityRef',
    'kpi',
    'period',
    ...(isRatio ? (['numerator', 'denominator'] as const) : ['value' as const]),
  ];
  return needed.filter(field => !has(field));
}

/**
 * What is wrong with the fields that a measurement has, if it has both a value and a
 * ratio: nobody knows which of them holds.
 *
 * @param has - whether there is a field
 */
export function bothForms(
  has: (field: MeasurementField) => boolean,
): string | undefined {
  const ofValue = (['value', 'weight'] as const).filter(has);
  const ofRatio = (['numerator', 'denominator'] as const).filter(has);
  return ofValue.length && ofRatio.length
    ? `${ofRatio.join(' and ')} cannot be given together with ${ofValue.join(
        ' and ',
      )}: use either value and weight, or numerator and denominator`
    : undefined;
}

/**
 * The columns that a file probably means, by the names in its first line.
 */
export function guessColumns(header: string[]): MeasurementColumns {
  const plain = header.map(name => name.toLowerCase().replace(/[^a-z]/g, ''));
  const columns: MeasurementColumns = {};
  for (const field of measurementFields) {
    const name = names[field].find(known => plain.includes(known));
    if (name) {
      columns[field] = { column: plain.indexOf(name) };
    }
  }
  // A file with a value may call its weight a denominator
  const { numerator, denominator, value, weight, ...others } = columns;
  return numerator && denominator
    ? { ...others, numerator, denominator }
    : { ...others, ...(value ? { value } : {}), ...(weight ? { weight } : {}) };
}

/**
 * How a file probably writes numbers and dates, by some of its rows. Of dates such
 * as 01/02/2026 the day is taken to be first, unless other rows rule that out. Numbers have
 * a decimal comma, so that the point of 1.500 stands between thousands, where nothing else
 * fits; or where no number rules it out and the file is one of a country that writes so: by
 * dates such as 31.12.2026, by semicolons beside dates such as 31/12/2026, or by semicolons
 * and a number such as 1.500 beside whole ones.
 *
 * @param delimiter - what divides the cells, if that is known
 */
export function guessFormat(
  rows: string[][],
  { value, weight, numerator, denominator, period }: MeasurementColumns,
  delimiter?: string,
): MeasurementFormat {
  const cells = (from: MeasurementColumns['value']) =>
    from && 'column' in from
      ? rows.map(row => row[from.column]?.trim() ?? '').filter(Boolean)
      : [];
  const dates = cells(period)
    .map(cell => cell.match(otherDate))
    .filter(match => match !== null);
  const order = dates.length ? orderOf(dates) : 'iso';
  const isDotted = dates.some(([text]) => text.includes('.'));
  const numbers = [value, weight, numerator, denominator].flatMap(cells);
  const isLocal = isDotted || (delimiter === ';' && order === 'dmy');
  return {
    decimalComma:
      // Three digits may as well be thousands
      numbers.some(cell =>
        /^-?[\d. \u00a0\u202f]*\d,(\d{1,2}|\d{4,})$/.test(cell),
      ) ||
      numbers.some(cell => certainThousands.test(cell)) ||
      (numbers.every(cell => !/[.,]/.test(cell) || hasThousands(cell)) &&
        (isLocal ||
          // Whoever writes thousandths writes 950.000 as well
          (delimiter === ';' &&
            numbers.some(hasThousands) &&
            !numbers.every(hasThousands)))),
    dates: order,
  };
}

/** Whether the point of a number may stand between thousands. */
function hasThousands(number: string): boolean {
  return /^[+-]?[1-9]\d{0,2}(\.\d{3})+$/.test(number);
}

function orderOf(dates: RegExpMatchArray[]): 'dmy' | 'mdy' {
  return dates.some(([, , second]) => Number(second) > 12) ? 'mdy' : 'dmy';
}

/**
 * The columns of a file that are read: no cell of theirs has a line break.
 */
export function usedColumns(columns: MeasurementColumns): number[] {
  return Object.values(columns).flatMap(from =>
    'column' in from ? [from.column] : [],
  );
}

/**
 * Makes measurements of the rows of a file.
 *
 * @returns what a row says, or what is wrong with it
 */
export function createMeasurementReader(
  columns: MeasurementColumns,
  format: MeasurementFormat = {},
): (
  row: Pick<CsvRecord, 'cells' | 'mistake'>,
) => { measurement: NewMeasurement } | { mistake: string } {
  const textOf = (cells: string[], field: MeasurementField) => {
    const from = columns[field];
    if (!from) {
      return '';
    }
    return ('column' in from ? cells[from.column] : from.constant).trim();
  };
  return ({ cells, mistake }) => {
    if (mistake !== undefined) {
      return { mistake };
    }
    const mistakes: string[] = [];
    const read = <R>(
      field: MeasurementField,
      parse: (text: string) => R | Mistake,
    ) => {
      const text = textOf(cells, field);
      const result = parse(text);
      if (result instanceof Mistake) {
        mistakes.push(
          `${field} is ${text ? JSON.stringify(text) : 'missing'}: ${
            result.right
          }`,
        );
      }
      return result as R;
    };
    const number = (text: string) => parseNumber(text, format);
    const has = (field: MeasurementField) => textOf(cells, field) !== '';
    const isRatio = has('numerator') || has('denominator');
    const measurement: NewMeasurement = {
      entityRef: read('entityRef', parseEntity),
      kpi: read('kpi', text => text || new Mistake('use the name of a Kpi')),
      period: read('period', text => parsePeriod(text, format)),
      ...(isRatio
        ? {
            numerator: read('numerator', number),
            denominator: read('denominator', number),
          }
        : {
            value: read('value', number),
            ...(has('weight') ? { weight: read('weight', number) } : {}),
          }),
    };
    const both = bothForms(has);
    if (both) {
      mistakes.push(both);
    }
    return mistakes.length ? { mistake: mistakes.join('; ') } : { measurement };
  };
}

function parseEntity(text: string): string | Mistake {
  try {
    return stringifyEntityRef(
      parseEntityRef(text, { defaultKind: 'component' }),
    );
  } catch {
    return new Mistake('use a reference such as component:default/payments');
  }
}

function parsePeriod(
  text: string,
  { dates = 'iso' }: MeasurementFormat,
): string | Mistake {
  const match = text.match(otherDate);
  if (match && dates !== 'iso') {
    const [day, month] =
      dates === 'dmy' ? [match[1], match[2]] : [match[2], match[1]];
    const date = `${match[3]}-${month.padStart(2, '0')}-${day.padStart(
      2,
      '0',
    )}`;
    if (!isDay(date)) {
      return new Mistake('there is no such day');
    }
    return isIsoDate(date) ? date : new Mistake(DATE_HINT);
  }
  if (isIsoDate(text)) {
    return text;
  }
  return new Mistake(
    match
      ? 'use a date such as 2026-01-31, or say in which order day, month and year are'
      : DATE_HINT,
  );
}

/** Whether a text such as 2026-01-31 is a day of the calendar, of whatever year. */
function isDay(date: string): boolean {
  const day = toEpochDay(date);
  return !Number.isNaN(day) && fromEpochDay(day) === date;
}

const pointNumber = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;
/** No group of thousands begins with a zero, and all are divided by the same. */
const commaNumber =
  /^[+-]?(?:[1-9]\d{0,2}([. \u00a0\u202f])\d{3}(?:\1\d{3})*|\d+)(?:,\d+)?$/;

/** With commas between thousands. */
const pointThousands = /^[+-]?[1-9]\d{0,2}(?:,\d{3})+(?:\.\d+)?$/;

function parseNumber(
  text: string,
  { decimalComma = false }: MeasurementFormat,
): number | Mistake {
  if (decimalComma && commaNumber.test(text)) {
    return finite(
      Number(text.replace(/[. \u00a0\u202f]/g, '').replace(',', '.')),
    );
  }
  if (!decimalComma && pointNumber.test(text)) {
    return finite(Number(text));
  }
  if (decimalComma) {
    return new Mistake(
      pointNumber.test(text)
        ? 'use a number such as 1234,5 or 1.234,5: a point separates thousands here'
        : 'use a number such as 1234,5',
    );
  }
  if (pointThousands.test(text)) {
    return new Mistake(
      'leave out the commas between thousands; if the comma is a decimal one, say that numbers have a decimal comma',
    );
  }
  return new Mistake(
    commaNumber.test(text)
      ? 'use a decimal point, or say that numbers have a decimal comma'
      : 'use a number such as 1234.5',
  );
}

function finite(number: number): number | Mistake {
  return Number.isFinite(number) ? number : new Mistake('use a finite number');
}
