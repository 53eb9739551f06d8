import {
  fromEpochDay,
  ratioOf,
  shareFactor,
  WeightedValue,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { Coverage } from '../time/Coverage';
import {
  Behind,
  BehindPeriod,
  byEntity,
  Counted,
  dayOf,
  isIn,
  Measure,
  MeasureContext,
  Measured,
} from './Measure';
import { Sum, sumSql } from './sumSql';
import {
  allUses,
  numberValue,
  SettingsOf,
  shareOf,
  Value,
  valueOf,
} from './values';

/** What is added up in a period, and what it says. */
export type Addition = {
  /** Of which it reads columns. */
  values: Value[];
  /** SQL of what is added up, if it is not the records themselves. */
  from?: (counted: string) => string;
  /** SQL of the two sums. */
  sums: (counted: Counted) => Promise<[Sum, Sum]>;
  /** What was measured; `undefined` if that is nothing. */
  result: (a: number, b: number) => WeightedValue | undefined;
  /** What a covered period without a record says. */
  empty?: { value: number; weight: number };
  /** What each record adds; see {@link Behind}. */
  each: Omit<Behind, 'from' | 'condition'> & { condition?: string };
  /** SQL of the records of a period with what {@link each} reads, if that is not theirs. */
  eachFrom?: (counted: string, period: BehindPeriod) => string;
};

const unchanged = (sql: string) => sql;

/** An epoch day, and two sums of its records. */
export type DaySums = [number, number, number];

/** Makes measurements of sums. */
export type SumReader = {
  /** Those of an entity of which there are records. */
  measured(entity: number, rows: DaySums[]): Measured[];
  /** Those of the entities of which there are none, one entity after the other. */
  rest(): Iterable<Measured[]>;
};

/** Measures what adds up: counts, sums, means, extremes and ratios. */
export class AdditiveMeasure implements Measure {
  readonly uses;
  readonly mistakes;
  readonly byClass: 'records' | undefined;

  constructor(
    private readonly addition: Addition,
    private readonly context: MeasureContext,
  ) {
    this.uses = allUses(addition.values.map(({ uses }) => uses));
    this.mistakes = addition.values.flatMap(({ mistakes }) => mistakes);
    this.byClass = this.addsRecords ? 'records' : undefined;
  }

  async *results(
    counted: Counted,
    coverage: Coverage,
  ): AsyncGenerator<Measured> {
    const { from: added = unchanged } = this.addition;
    const sums = await this.sums(counted);
    const read = this.sumReader(coverage);
    const days = byEntity<DaySums>(
      counted.engine,
      `select entity, ${dayOf('t', this.context.grain)} as day, ${sums
        .map(sqlOf => sqlOf(unchanged))
        .join(', ')} from ${added(
        counted.sql,
      )} group by all order by entity, day`,
    );
    for await (const { entity, rows } of days) {
      yield* read.measured(entity, rows);
    }
    for (const measured of read.rest()) {
      yield* measured;
    }
  }

  /** Whether it adds up the records themselves, so that it can be one of several that do. */
  get addsRecords(): boolean {
    return this.addition.from === undefined;
  }

  /** SQL of its two sums, of which each measurement is made. */
  sums(counted: Counted): Promise<[Sum, Sum]> {
    return this.addition.sums(counted);
  }

  /** Reads the sums of one entity after the other. */
  sumReader(coverage: Coverage): SumReader {
    const { result, empty } = this.addition;
    const { until } = coverage;
    const uncounted = new Map(
      empty && until !== undefined
        ? [...coverage.entities()].map(({ entity, from }) => [
            entity,
            Math.max(from, coverage.changedFrom ?? from),
          ])
        : [],
    );
    return {
      measured: (entity, rows) => {
        const found: Measured[] = [];
        for (const [day, a, b] of rows) {
          const measured = result(a, b) ?? empty;
          if (measured) {
            found.push({ ...measured, entity, start: fromEpochDay(day) });
          }
        }
        const from = uncounted.get(entity);
        uncounted.delete(entity);
        return from === undefined
          ? found
          : found.concat(this.gaps(entity, from, until!, rows));
      },
      rest: () => this.allGaps(uncounted, until),
    };
  }

  behind(period: BehindPeriod): Behind {
    const { each: parts, eachFrom } = this.addition;
    const { condition = 'true', ...each } = parts;
    return {
      ...each,
      ...(eachFrom && { from: counted => eachFrom(counted, period) }),
      condition: `${isIn(period)} and ${condition}`,
    };
  }

  private *allGaps(
    entities: ReadonlyMap<number, number>,
    until: number | undefined,
  ): Generator<Measured[]> {
    for (const [entity, from] of entities) {
      yield this.gaps(entity, from, until!, []);
    }
  }

  /** The covered periods without a record. */
  private gaps(
    entity: number,
    from: number,
    until: number,
    rows: DaySums[],
  ): Measured[] {
    const known = new Set(rows.map(([day]) => day));
    const found: Measured[] = [];
    for (const { day, start } of this.context.calendar.periods(from, until)) {
      if (!known.has(day)) {
        found.push({ ...this.addition.empty!, entity, start });
      }
    }
    return found;
  }
}

const COUNT: Sum = only => `count(${only('1')})::double`;

const NOTHING: Sum = () => '0';

/** The number of records. */
export const count: Addition = {
  values: [],
  sums: async () => [COUNT, NOTHING],
  result: a => ({ value: a, weight: 1 }),
  empty: { value: 0, weight: 1 },
  each: { fold: 'sum', value: '1', scale: value => value },
};

/** The sum of a value; weight is the number of records that have it. */
export function sum(
  { of }: SettingsOf<'sum'>,
  context: MeasureContext,
): Addition {
  const value = valueOf(of, context);
  return {
    values: [value],
    sums: async counted => [await sumSql(counted, value), countOf(value)],
    result: (a, b) => ({ value: value.scale(a), weight: b }),
    empty: { value: 0, weight: 0 },
    each: { fold: 'sum', ...eachOf(value) },
  };
}

/**
 * The mean of a value, sum(v*w) / sum(w), by a column of weights or 1 a record;
 * weight is sum(w), so that means of periods and entities combine exactly.
 */
export function mean(
  { of, weight: by }: SettingsOf<'mean'>,
  context: MeasureContext,
): Addition {
  const value = valueOf(of, context);
  const weight = by === undefined ? undefined : numberValue(by);
  if (!weight) {
    return {
      values: [value],
      sums: async counted => [await sumSql(counted, value), countOf(value)],
      result: (a, b) => quotient(value.scale(a), b),
      each: { fold: 'mean', ...eachOf(value), weight: '1' },
    };
  }
  const weighted = {
    sql: `(${value.sql} * ${weight.sql})`,
    isWhole: false,
  };
  const weights = {
    sql: `(case when ${value.sql} is not null then ${weight.sql} end)`,
    isWhole: false,
  };
  return {
    values: [value, weight],
    sums: async counted => [
      await sumSql(counted, weighted),
      await sumSql(counted, weights),
    ],
    result: (a, b) => quotient(value.scale(a), b),
    each: {
      fold: 'mean',
      value: weighted.sql,
      scale: value.scale,
      weight: weights.sql,
      condition: `${weighted.sql} is not null`,
    },
  };
}

/** The smallest or the largest value; weight is the number of records that have one. */
export function extreme(
  { of, measure }: SettingsOf<'min' | 'max'>,
  context: MeasureContext,
): Addition {
  const value = valueOf(of, context);
  return {
    values: [value],
    sums: async () => [
      only => `${measure}(${only(value.sql)})::double`,
      countOf(value),
    ],
    result: (a, b) => (b ? { value: value.scale(a), weight: b } : undefined),
    each: { fold: measure, ...eachOf(value) },
  };
}

/**
 * Numerator / denominator; weight is the denominator. Also where that is 0, the
 * numerator counts in longer periods and in scopes.
 */
export function ratio(
  { numerator, denominator }: SettingsOf<'ratio'>,
  context: MeasureContext,
): Addition {
  const above = shareOf(numerator, context);
  const below = denominator && shareOf(denominator, context);
  const factor = shareFactor(context.unit);
  return {
    values: [above, ...(below ? [below] : [])],
    sums: async counted => [
      await sumSql(counted, above),
      below ? await sumSql(counted, below) : COUNT,
    ],
    result: (a, b) => quotient(factor * a, b),
    each: {
      fold: 'mean',
      value: above.sql,
      scale: value => factor * value,
      weight: below?.sql ?? '1',
      // What is neither above nor below the line has no part in it
      condition: below ? `(${above.sql} <> 0 or ${below.sql} <> 0)` : 'true',
    },
  };
}

/** What a record adds of a value that it has. */
export function eachOf({ sql, scale }: Value) {
  return { value: sql, scale, condition: `${sql} is not null` };
}

function countOf({ sql }: Value): Sum {
  return only => `count(${only(sql)})::double`;
}

/** Nothing where nothing is above the line or below it. */
function quotient(
  numerator: number,
  denominator: number,
): WeightedValue | undefined {
  return numerator === 0 && denominator === 0
    ? undefined
    : ratioOf(numerator, denominator);
}
