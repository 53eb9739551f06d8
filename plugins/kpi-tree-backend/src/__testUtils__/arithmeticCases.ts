/**
 * Many inputs of each pure function whose result is stored, and the results: broader
 * than a portal could be, so only a digest of them is kept.
 */
import {
  aggregate,
  aggregateOverTime,
  aggregationTraits,
  assessSeries,
  evaluateExpression,
  evaluateSeries,
  isIncomplete,
  judge,
  knownOfAll,
  knownOfEach,
  parseExpression,
  rollUp,
  rollUpTrend,
  seriesEvents,
  SeriesOptions,
  SignalValue,
  summarise,
} from '@internal/kpi-tree';
import {
  addPeriods,
  Aggregation,
  aggregations,
  Bound,
  directions,
  PeriodType,
  periodTypes,
  ruleSets,
  Trend,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { QuantileSketch } from '@kpi-tree/backstage-plugin-kpi-tree-node';
import { historyShapes, randomOf, roundedTo2 } from './arithmeticCorpus';

const values = [
  -7, -0.5, 0, 0.1, 1, 2, 2.4, 3.999, 4, 4.001, 5, 8, 9, 10, 12, 99.9, 1e9,
];
const pairs: [Bound, Bound | undefined][] = [
  [4, 8],
  [4, undefined],
  [4, 4],
  [0, undefined],
  [-2, 5],
  [99.9, 99],
  [
    { min: 2, max: 5 },
    { min: 1, max: 9 },
  ],
  [{ min: 2, max: 5 }, undefined],
  [{ min: 4, max: 4 }, undefined],
];

/** Values with weights, by the number of a case. */
function weighted(number: number) {
  const random = randomOf(number + 7);
  return Array.from({ length: number % 6 }, () => ({
    value: roundedTo2(40 * random() - 5),
    weight: number % 5 === 4 ? 0 : Math.floor(8 * random()),
  }));
}

const numbers = (count: number) => Array.from({ length: count }, (_, i) => i);

const formulas = [
  'a + b',
  'a - b - 1',
  '100 * a / b',
  'a / (b - b)',
  'min(a, b, 3)',
  'max(a, abs(b))',
  'round(a / 3)',
  '-a * (b + 2)',
];

const trends: Trend[] = ['improving', 'worsening', 'stable', 'unknown'];

/** What a history of a shape says, and what moved in it. */
function assessed(
  shape: keyof typeof historyShapes,
  periodType: PeriodType,
  settings: Pick<SeriesOptions, 'settings' | 'direction'>,
) {
  const count = { day: 182, week: 104, month: 60, quarter: 24 }[periodType];
  const random = randomOf(count + shape.length);
  const first = {
    day: 'day',
    week: 'week',
    month: 'month',
    quarter: 'quarter',
  }[periodType] as PeriodType;
  const last = {
    day: '2026-05-14',
    week: '2026-05-04',
    month: '2026-04-01',
    quarter: '2026-01-01',
  }[periodType];
  const history = numbers(count).map((i): SignalValue => {
    const value = historyShapes[shape](i, random);
    return {
      period: addPeriods(last, first, i + 1 - count),
      value: value === undefined ? null : roundedTo2(value),
      weight: value === undefined ? null : 1 + (i % 5),
    };
  });
  const begin = history.findIndex(({ value }) => value !== null);
  const known = history.slice(begin);
  const isRange = settings.direction === 'range';
  const target: Bound = isRange ? { min: 4, max: 7 } : 5;
  const isCount = shape === 'rare' || shape === 'busy';
  const options: SeriesOptions = {
    ...settings,
    periodType,
    unit: shape === 'share' ? '%' : 'h',
    overTime: isCount ? 'sum' : 'mean',
    daysLate: shape === 'gaps' ? 12 : 0,
    targetIn: () => target,
  };
  const signals = summarise(assessSeries(known, options));
  return {
    assessment: assessSeries(known, options),
    signals,
    events: seriesEvents({
      values: known,
      judge: (value, start) =>
        judge(value, start, { direction: settings.direction, target }),
      options,
      trend: signals,
      chance: signals.chance,
      ...(shape === 'gaps' ? { staleSince: '2026-05-01' } : {}),
    }),
  };
}

const shapeNames = Object.keys(historyShapes) as (keyof typeof historyShapes)[];

const judgement = { direction: 'lower', target: 10, threshold: 20 } as const;

/** By aggregation, so that another one changes no results of those that there are. */
function ofEachAggregation(
  name: string,
  resultsOf: (how: Aggregation) => unknown[],
): Record<string, unknown[]> {
  return Object.fromEntries(
    aggregations
      .filter(how => !aggregationTraits[how].needsDistribution)
      .map(how => [`${name} ${how}`, resultsOf(how)]),
  );
}

/** The results of each function, in order of the inputs. */
export function arithmeticCases(): Record<string, unknown[]> {
  return {
    judge: directions.flatMap(direction =>
      pairs
        .filter(
          ([target]) =>
            (typeof target === 'object') === (direction === 'range'),
        )
        .flatMap(([target, threshold]) =>
          [0.2, 0].flatMap(tolerance =>
            [undefined, ...values].map(value =>
              judge(value, '2026-04-01', {
                direction,
                target,
                threshold,
                tolerance,
              }),
            ),
          ),
        ),
    ),
    evaluateSeries: numbers(40).map(number =>
      evaluateSeries(
        weighted(number).map((value, i) => ({
          ...value,
          period: addPeriods('2026-04-01', 'month', i - (number % 7)),
        })),
        '2026-04-01',
        number % 3 === 0,
        judgement,
      ),
    ),
    known: numbers(90).map(number => {
      const parts = numbers(number % 5).map(i =>
        i % 3 ? { days: (number * (i + 2)) % 31, of: 31 } : undefined,
      );
      const known = knownOfAll(parts, 31);
      return {
        known,
        least: knownOfEach(parts),
        judged: judge(8, '2026-04-01', judgement, known),
        isIncomplete: [0, 0.5, 0.9, 1].map(floor => isIncomplete(known, floor)),
      };
    }),
    ...ofEachAggregation('aggregate', how =>
      numbers(40).map(i => aggregate(weighted(i), how)),
    ),
    ...ofEachAggregation('aggregateOverTime', how =>
      periodTypes.map(periodType =>
        aggregateOverTime(
          numbers(200).map(i => ({
            period: addPeriods('2025-11-01', 'day', i),
            value: roundedTo2((i * 37) % 11),
            weight: i % 4,
          })),
          'day',
          periodType,
          how,
        ),
      ),
    ),
    rollUp: numbers(120).map(number =>
      rollUp(
        weighted(number).map(({ value, weight }, i) => ({
          weight,
          score: value < 0 ? null : Math.min(100, 3 * value),
          coverage: value < 0 ? 0 : 1 / (1 + (i % 3)),
        })),
        number % 2 ? 'worst' : 'weighted',
        [0, 0.5, 0.9][number % 3],
      ),
    ),
    rollUpTrend: numbers(120).map(number =>
      rollUpTrend(
        weighted(number).map(({ weight }, i) => ({
          weight,
          trend: trends[(number + 3 * i) % 4],
        })),
        [0, 0.5, 0.9][number % 3],
      ),
    ),
    formulas: formulas.flatMap(text => {
      const parsed = parseExpression(text);
      if (!('expression' in parsed)) {
        throw new Error(`${text}: ${parsed.mistake}`);
      }
      return numbers(20).map(i => {
        const operands = new Map([['a', (i * 7) % 11]]);
        if (i % 5 !== 4) {
          operands.set('b', i - 3);
        }
        return (
          evaluateExpression(parsed.expression, name => operands.get(name)) ??
          null
        );
      });
    }),
    quantiles: numbers(40).map(number => {
      const random = randomOf(number);
      const sample = (count: number) =>
        QuantileSketch.of(
          numbers(count).map(() => roundedTo2(60 * random() - (number % 4))),
        );
      const sketch = sample(1 + number * 5);
      sketch.merge(QuantileSketch.fromBytes(sample(number % 9).toBytes()));
      return [
        sketch.count,
        ...[0.05, 0.5, 0.9, 0.99].map(q => sketch.quantile(q)),
        Buffer.from(sketch.toBytes()).toString('base64'),
      ];
    }),
    ...Object.fromEntries(
      shapeNames.map(shape => [
        `history ${shape}`,
        periodTypes.flatMap(periodType =>
          directions.flatMap(direction =>
            ruleSets.map(rules =>
              assessed(shape, periodType, { direction, settings: { rules } }),
            ),
          ),
        ),
      ]),
    ),
  };
}
