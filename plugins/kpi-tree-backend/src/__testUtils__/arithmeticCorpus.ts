/**
 * A portal whose numbers touch every function of which a result is stored: all ways to
 * aggregate, formulas of formulas, targets that change, trees of both kinds of roll-up,
 * members that left, and histories of all the shapes that signals, forecasts and the
 * quality of data tell apart. The same in each run, and on each machine.
 */
import { Entity } from '@backstage/catalog-model';
import {
  addPeriods,
  PeriodType,
  ratioOf,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import {
  Measurement,
  QuantileSketch,
} from '@kpi-tree/backstage-plugin-kpi-tree-node';
import { entity, kpiEntity, owners, treeEntity } from './entities';

/** Now, for the corpus. */
export const CORPUS_NOW = new Date('2026-05-15T00:00:00Z');

/** Before {@link corpusEntities} lost its last member. */
export const CORPUS_BEFORE = new Date('2026-04-20T00:00:00Z');

/** Numbers from 0 to 1 that are always the same, made without rounding. */
export function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) % 4_294_967_296;
    state = state < 0 ? state + 4_294_967_296 : state;
    return state / 4_294_967_296;
  };
}

/** Two digits, so that no digit depends on the machine. */
export const roundedTo2 = (value: number) => Math.round(value * 100) / 100;

/** How a history goes: the value of a period, or none. */
type Shape = (index: number, random: () => number) => number | undefined;

const noise = (random: () => number) =>
  random() + random() + random() + random() - 2;

const level =
  (of: number, spread = 1): Shape =>
  (_, random) =>
    of + spread * noise(random);

/** How histories go, by the number of the period. */
export const historyShapes = {
  level: level(6),
  calm: level(3, 0.2),
  shift: (i, random) => (i < 50 ? 7 : 3) + noise(random),
  trend: (i, random) => 2 + i / 10 + noise(random),
  season: (i, random) =>
    20 + [0, 2, 5, 8, 9, 7, 3, 0, -4, -6, -5, -2][i % 12] + noise(random),
  week: (i, random) => 10 + (i % 7 >= 5 ? -6 : 0) + noise(random),
  gaps: (i, random) => (i % 5 === 3 || i > 53 ? undefined : 5 + noise(random)),
  outlier: (i, random) => (i === 50 ? 60 : 5) + noise(random),
  rare: (_, random) => (random() < 0.6 ? 0 : 1),
  busy: (_, random) => 20 + Math.floor(random() * 20),
  share: (_, random) => Math.floor(random() * 101),
  short: (i, random) => (i < 56 ? undefined : 4 + noise(random)),
} satisfies Record<string, Shape>;

type Written = {
  kpi: string;
  spec: object;
  /** Which history each entity has, by the names of entities. */
  of: Record<string, keyof typeof historyShapes>;
  count: number;
  /** Samples behind each value, where a distribution is kept. */
  samples?: number;
  /** Whether it is a numerator over a denominator, which is 0 here and there. */
  isRatio?: true;
};

const monthly = { grain: 'month', period: 'month' };
const mean = { overTime: 'mean', overEntities: 'mean' };
const all = ['a', 'b', 'c', 'd', 'e', 'left'];
const each = (shape: keyof typeof historyShapes, names = all) =>
  Object.fromEntries(names.map(name => [name, shape]));

const written: Written[] = [
  {
    kpi: 'mean',
    spec: {
      ...monthly,
      aggregate: mean,
      target: [
        { from: '2020-01-01', value: 6 },
        { from: '2025-06-01', value: 4 },
      ],
      threshold: 8,
    },
    of: {
      a: 'level',
      b: 'shift',
      c: 'trend',
      d: 'gaps',
      e: 'outlier',
      left: 'calm',
      s2: 'short',
    },
    count: 60,
  },
  {
    kpi: 'days',
    spec: { aggregate: mean, signals: { seasonal: 'none' } },
    of: each('level', ['a', 'b', 'c']),
    count: 200,
  },
  {
    kpi: 'rare',
    spec: {
      unit: '1',
      grain: 'day',
      aggregate: { overTime: 'sum', overEntities: 'sum' },
      target: 1,
      threshold: 3,
    },
    of: each('rare', ['a', 'b']),
    count: 40,
  },
  {
    kpi: 'busy',
    spec: {
      ...monthly,
      unit: '1',
      direction: 'higher',
      aggregate: { overTime: 'sum', overEntities: 'sum' },
      target: 30,
      threshold: undefined,
    },
    of: each('busy'),
    count: 60,
  },
  {
    kpi: 'season',
    spec: { ...monthly, aggregate: mean, target: 25, threshold: 30 },
    of: each('season', ['a', 'b', 'c']),
    count: 60,
  },
  {
    kpi: 'backlog',
    spec: {
      grain: 'week',
      period: 'week',
      aggregate: { overTime: 'last', overEntities: 'sum' },
      target: 8,
      threshold: 12,
      signals: { rules: 'wheeler' },
    },
    of: { a: 'trend', b: 'level', c: 'level' },
    count: 104,
  },
  {
    kpi: 'lowest',
    spec: {
      ...monthly,
      direction: 'higher',
      aggregate: { overTime: 'min', overEntities: 'min' },
      target: 5,
      threshold: 2,
    },
    of: each('level', ['a', 'b']),
    count: 30,
  },
  {
    kpi: 'highest',
    spec: {
      ...monthly,
      aggregate: { overTime: 'max', overEntities: 'max' },
      signals: { rules: 'western-electric' },
    },
    of: each('outlier', ['a', 'b']),
    count: 60,
  },
  {
    kpi: 'p90',
    spec: {
      aggregate: {
        overTime: 'quantile',
        overEntities: 'quantile',
        quantile: 0.9,
      },
    },
    of: each('level', ['a', 'b', 'c']),
    count: 60,
    samples: 12,
  },
  {
    kpi: 'median',
    spec: {
      ...monthly,
      aggregate: {
        overTime: 'none',
        overEntities: 'quantile',
        quantile: 0.5,
      },
    },
    of: each('level', ['a', 'b']),
    count: 24,
    samples: 40,
  },
  {
    kpi: 'apart',
    spec: {
      ...monthly,
      aggregate: { overTime: 'none', overEntities: 'none' },
    },
    of: each('level', ['a', 'b']),
    count: 24,
  },
  {
    kpi: 'share',
    spec: {
      ...monthly,
      unit: '%',
      direction: 'higher',
      aggregate: mean,
      target: 80,
      threshold: 50,
    },
    of: each('share', ['a', 'b', 'd']),
    count: 60,
  },
  {
    kpi: 'range',
    spec: {
      ...monthly,
      direction: 'range',
      aggregate: mean,
      target: { min: 4, max: 6 },
      threshold: { min: 2, max: 9 },
    },
    of: { a: 'level', b: 'shift', c: 'trend' },
    count: 60,
  },
  {
    kpi: 'daily',
    spec: {
      period: 'day',
      direction: 'higher',
      aggregate: mean,
      target: 9,
      threshold: 3,
    },
    of: each('week', ['a', 'b']),
    count: 182,
  },
  {
    kpi: 'quarterly',
    spec: {
      grain: 'quarter',
      period: 'quarter',
      aggregate: mean,
      signals: { baseline: { from: '2020-07-01', to: '2022-12-31' } },
    },
    of: each('shift', ['a', 'b']),
    count: 24,
  },
  {
    kpi: 'changed',
    spec: {
      ...monthly,
      aggregate: mean,
      signals: { changes: [{ date: '2024-09-01', reason: 'another tool' }] },
    },
    of: each('shift', ['a', 'b']),
    count: 60,
  },
  {
    kpi: 'implausible',
    spec: {
      ...monthly,
      aggregate: mean,
      threshold: 6,
      plausible: { min: 3, max: 6.5 },
      staleAfter: 'P10D',
    },
    of: { a: 'level', b: 'gaps', c: 'short' },
    count: 60,
  },
  {
    kpi: 'cost',
    spec: { aggregate: mean },
    of: each('level', ['a', 'b', 'd']),
    count: 200,
    isRatio: true,
  },
];

const formulas = {
  ratio: {
    formula: '100 * rare / busy',
    unit: '%',
    target: 2,
    threshold: 6,
  },
  nested: {
    formula: 'abs(mean - 5) + round(ratio) / max(1, min(busy, 3))',
    target: 10,
    threshold: 20,
  },
};

const kpis: Entity[] = [
  ...written.map(({ kpi, spec }) => kpiEntity(kpi, spec)),
  ...Object.entries(formulas).map(([name, spec]) =>
    kpiEntity(name, { ...spec, grain: 'month', source: undefined }),
  ),
];

const leaf = (kpi: string, weight = 1) => ({ kpi, weight });

const trees = [
  treeEntity(
    'weighted',
    {},
    {
      root: {
        id: 'goal',
        kind: 'goal',
        title: 'Goal',
        children: [
          {
            id: 'd2c',
            kind: 'value-stream',
            title: 'Detect to Correct',
            weight: 3,
            children: [
              leaf('mean', 2),
              leaf('days'),
              leaf('cost'),
              leaf('rare', 0),
              {
                id: 'incident',
                kind: 'process',
                title: 'Incident',
                rollup: 'worst',
                children: [leaf('p90'), leaf('median'), leaf('backlog')],
              },
            ],
          },
          {
            id: 'r2d',
            kind: 'value-stream',
            title: 'Requirement to Deploy',
            children: [leaf('busy'), leaf('season'), leaf('share', 5)],
          },
        ],
      },
    },
  ),
  treeEntity(
    'worst',
    {},
    {
      root: {
        id: 'goal',
        kind: 'goal',
        title: 'Goal',
        rollup: 'worst',
        children: [
          {
            id: 'r2f',
            kind: 'value-stream',
            title: 'Request to Fulfill',
            children: [
              'lowest',
              'highest',
              'apart',
              'range',
              'daily',
              'quarterly',
            ].map(kpi => leaf(kpi)),
          },
          {
            id: 's2p',
            kind: 'value-stream',
            title: 'Strategy to Portfolio',
            children: [
              ...['changed', 'implausible', 'ratio', 'nested'].map(kpi =>
                leaf(kpi),
              ),
              { kpi: 'mean', target: 5, threshold: 7 },
            ],
          },
        ],
      },
    },
  ),
];

const components = all.map((name, index) =>
  entity(`Component:${name}`, {
    relations: {
      [`system:default/${index < 3 ? 's1' : 's2'}`]: 'partOf',
      'group:default/owners': 'ownedBy',
    },
    annotations:
      name === 'b' ? { 'target.mean': '3', 'threshold.busy': '10' } : {},
  }),
);

/** The catalog, and as it was when it had a member more. */
export const corpusEntities = {
  before: [
    owners,
    ...kpis,
    ...trees,
    ...['s1', 's2'].map(name =>
      entity(`System:${name}`, { relations: { 'domain:default/d': 'partOf' } }),
    ),
    entity('Domain:d'),
    ...components,
  ],
  get now(): Entity[] {
    return this.before.filter(({ metadata }) => metadata.name !== 'left');
  },
};

/** The entities and scopes of the corpus. */
export const corpusScopes = [
  'all',
  'domain:default/d',
  'group:default/owners',
  ...['s1', 's2'].map(name => `system:default/${name}`),
  ...all.slice(0, -1).map(name => `component:default/${name}`),
];

/** Everything that was measured. */
export function corpusMeasurements(): Measurement[] {
  return written.flatMap(
    ({ kpi, spec, of, count, samples, isRatio }, number) => {
      const { grain = 'day', period: periodType = 'month' } = spec as {
        grain?: PeriodType;
        period?: PeriodType;
      };
      // The running period has a value, too
      const running = {
        day: '2026-05-15',
        week: '2026-05-11',
        month: '2026-05-01',
        quarter: '2026-04-01',
      }[grain];
      const isSparse = grain === 'day' && periodType !== 'day' && count <= 60;
      return Object.entries(of).flatMap(([name, shape], index) => {
        const random = randomOf(1 + 97 * number + 31 * index);
        return Array.from({ length: count }, (_, i) => {
          const value = historyShapes[shape](i, random);
          const weight = 1 + Math.floor(random() * 9);
          const distribution = Array.from({ length: samples ?? 0 }, () =>
            roundedTo2((value ?? 0) + 4 * random()),
          );
          const start = isSparse
            ? addPeriods(
                addPeriods('2026-05-01', 'month', i - count + 1),
                'day',
                (i * 11) % 27,
              )
            : addPeriods(running, grain, i - count + 1);
          return value === undefined || start > '2026-05-15'
            ? []
            : [
                {
                  entityRef: `${
                    name === 's2' ? 'system' : 'component'
                  }:default/${name}`,
                  kpi,
                  period: start,
                  ...(isRatio
                    ? ratioOf(
                        roundedTo2(value * weight),
                        // Of d there is nothing below the line since April
                        i % 5 === 0 || (name === 'd' && i > 150) ? 0 : weight,
                      )
                    : { value: roundedTo2(value), weight: samples ?? weight }),
                  ...(samples
                    ? { sketch: QuantileSketch.of(distribution).toBytes() }
                    : {}),
                },
              ];
        }).flat();
      });
    },
  );
}
