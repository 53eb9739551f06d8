import { IANAZone } from 'luxon';
import { z } from 'zod';

/** What the texts of a column stand for. */
export const columnTypes = [
  'text',
  'number',
  'time',
  'duration',
  'list',
] as const;

/** What is said of a column; nothing but that it is one, if nothing is. */
export type ColumnConfig = {
  /** What its texts stand for; see {@link columnTypes}. */
  type?: (typeof columnTypes)[number];
  /** How times are written, such as `%d/%m/%Y %H:%M`; in one of several ways. */
  format?: string | string[];
  /** Of times without a zone; that of the portal if not given. */
  timeZone?: string;
  /** Before the decimals of numbers, by default a point. */
  decimal?: string;
  /** Between groups of three digits of numbers. */
  thousands?: string;
  /** Between the values of a list in one text. */
  separator?: string;
  /** Texts that stand for nothing, besides those of the source. */
  missing?: string[];
  /** Whether it holds personal data, which not everybody may see. */
  personal?: boolean;
};

/** What is said of columns, by their names. */
export type ColumnsConfig = { readonly [column: string]: ColumnConfig };

/** The parts of a format, which are those of strptime. */
const PARTS: Record<string, string> = {
  ...{ Y: 'year', y: 'year', m: 'month', b: 'month', B: 'month', d: 'day' },
  ...{ j: 'month and day', H: 'hour', I: 'hour', p: 'half', M: 'minute' },
  ...{ S: 'second', f: 'fraction', g: 'fraction', z: 'zone' },
  ...{ a: 'weekday', A: 'weekday', '%': '' },
};

const partsOf = (format: string) =>
  [...format.matchAll(/%-?([^])/gu)].map(([, letter]) => letter);

const text = z.string().min(1);

const formatSchema = text.superRefine((format, ctx) => {
  const mistake = formatMistake(format);
  if (mistake) {
    ctx.addIssue({
      code: 'custom',
      message: `${mistake}: use a format such as %d/%m/%Y %H:%M, %m/%d/%y %I:%M %p or %Y-%m-%d %H:%M:%S %z`,
    });
  }
});

function formatMistake(format: string): string | undefined {
  if (isEpoch(format)) {
    return undefined;
  }
  const parts = partsOf(format);
  if (parts.some(part => isEpoch(`%${part}`))) {
    return `"${format}" has %s or %Q, the time since 1970, which is a format by itself`;
  }
  const unknown = parts.find(part => !Object.hasOwn(PARTS, part));
  if (unknown !== undefined || format.replace(/%-?[^]/gu, '').includes('%')) {
    return `"${format}" has ${
      unknown === undefined ? '%' : `%${unknown}`
    }, which is none of %${Object.keys(PARTS).join(', %')}`;
  }
  const has = parts.map(part => PARTS[part]).join(' and ');
  const missing = ['year', 'month', 'day'].find(part => !has.includes(part));
  if (missing) {
    return `"${format}" has no ${missing}`;
  }
  return parts.includes('I') === parts.includes('p')
    ? undefined
    : `"${format}" has only one of %I and %p, the hour of a clock of 12 and its half of the day`;
}

/** Whether a format is a number of seconds (`%s`) or milliseconds (`%Q`) since 1970. */
export function isEpoch(format: string): boolean {
  return format === '%s' || format === '%Q';
}

/** Which settings are of which type. */
const OF_TYPE = {
  format: 'time',
  timeZone: 'time',
  decimal: 'number',
  thousands: 'number',
  separator: 'list',
} as const;

const sign = z
  .string()
  .length(1)
  .regex(/[^\dEe+-]/, {
    error: 'use a sign such as , or .',
  });

const columnSchema = z
  .strictObject({
    type: z
      .enum(columnTypes, { error: `use one of ${columnTypes.join(', ')}` })
      .optional(),
    format: z.union([formatSchema, z.array(formatSchema).min(1)]).optional(),
    timeZone: z
      .string()
      .refine(zone => IANAZone.isValidZone(zone), {
        error: 'use a time zone such as Europe/Berlin',
      })
      .optional(),
    decimal: sign.optional(),
    thousands: sign.optional(),
    separator: text.optional(),
    missing: z.array(text).optional(),
    personal: z.boolean().optional(),
  })
  .superRefine((given, ctx) => {
    for (const [key, type] of Object.entries(OF_TYPE)) {
      if (given[key as keyof typeof OF_TYPE] !== undefined) {
        if (given.type !== type) {
          ctx.addIssue({
            code: 'custom',
            path: [key],
            message: `belongs to type: ${type}`,
          });
        }
      }
    }
    const { thousands, decimal = '.' } = given;
    if (thousands === decimal) {
      ctx.addIssue({
        code: 'custom',
        path: ['thousands'],
        message: `is also what is before the decimals: say which sign that is, such as decimal: ','`,
      });
    }
    const zoned = [given.format ?? []].flat().some(isZoned);
    if (given.timeZone && zoned) {
      ctx.addIssue({
        code: 'custom',
        path: ['timeZone'],
        message:
          'is in the texts, by the %z of their format or as they count from 1970: leave it out',
      });
    }
  });

/** See {@link ColumnsConfig}. */
export const columnsSchema: z.ZodType<ColumnsConfig> = z
  .record(text, columnSchema)
  .default({});

/** The columns that are declared as lists. */
export function listsOf(columns: ColumnsConfig): string[] {
  return Object.keys(columns).filter(name => columns[name].type === 'list');
}

/** Whether a format has the zone of its times. */
export function isZoned(format: string): boolean {
  return isEpoch(format) || partsOf(format).includes('z');
}
