import { Entity } from '@backstage/catalog-model';
import { aggregationTraits } from '../arithmetic';
import { validateKpi, validateKpiTree } from './validate';

const location = 'url:https://example.com/kpis.yaml';

const kpi = (spec: object, metadata: object = {}): Entity => ({
  apiVersion: 'kpi-tree.io/v1alpha1',
  kind: 'Kpi',
  metadata: {
    name: 'incident-mttr',
    description: 'Mean time to restore',
    annotations: { 'backstage.io/managed-by-location': location },
    ...metadata,
  },
  spec: {
    lifecycle: 'production',
    owner: 'group:default/incident-management',
    unit: 'h',
    direction: 'lower',
    grain: 'day',
    period: 'month',
    aggregate: { overTime: 'mean', overEntities: 'mean' },
    ...spec,
  },
});

const tree = (root: unknown, spec: object = {}): Entity => ({
  apiVersion: 'kpi-tree.io/v1alpha1',
  kind: 'KpiTree',
  metadata: { name: 'it-transformation' },
  spec: {
    lifecycle: 'production',
    owner: 'group:default/cio-office',
    root,
    ...spec,
  } as Entity['spec'],
});

const messages = (entity: Entity) =>
  (entity.kind === 'Kpi' ? validateKpi : validateKpiTree)(entity).problems.map(
    problem => problem.message,
  );

describe('validateKpi', () => {
  it('accepts what the design shows, and fills in defaults', () => {
    const result = validateKpi(
      kpi({
        target: [{ from: '2026-01-01', value: 6 }],
        threshold: 8,
        staleAfter: 'P45D',
        source: { id: 'github-status', measure: 'mean' },
        review: { every: 'P180D', last: '2026-09-01' },
        plausible: { max: 720 },
        signals: {
          rules: 'wheeler',
          seasonal: 'none',
          baseline: { from: '2025-01-01', to: '2025-12-31' },
          changes: [
            { date: '2025-01-01', reason: 'The new tool' },
            { date: '2026-03-01' },
          ],
        },
      }),
    );
    expect(result.problems).toEqual([]);
    expect(result.entity?.spec.personas).toEqual([]);
    expect(result.entity?.spec.source).toEqual({
      id: 'github-status',
      measure: 'mean',
    });
  });

  it('names the entity, its file, the field and the fix', () => {
    expect(validateKpi(kpi({ unit: undefined })).problems).toEqual([
      {
        entityRef: 'kpi:default/incident-mttr',
        location,
        field: 'spec.unit',
        message:
          'spec.unit is missing: give the unit of the value, such as h, min, % or 1',
      },
    ]);
  });

  it.each<[object, string | RegExp]>([
    [
      { direction: 'down' },
      'spec.direction is "down": say which way is good: lower, higher or range',
    ],
    [
      { targt: 4 },
      'spec.targt is not a known field: remove it or correct its spelling',
    ],
    [
      { owner: 'component:default/x' },
      /^spec.owner is "component:default\/x": use a reference to a Group or User/,
    ],
    [
      { aggregate: { overTime: 'avg', overEntities: 'mean' } },
      'spec.aggregate.overTime is "avg": use one of sum, mean, last, min, max, quantile, none',
    ],
    [
      { staleAfter: '45 days' },
      'spec.staleAfter is "45 days": use an ISO 8601 duration such as P45D',
    ],
    [
      { completenessFloor: 1.5 },
      'spec.completenessFloor is 1.5: use a number that is 1 or less',
    ],
    [
      { target: 4, threshold: 2 },
      'spec.threshold is 2: has to be at or above the target 4, as lower is better',
    ],
    [
      { threshold: 2 },
      'spec.threshold is 2: needs a target: give spec.target as well',
    ],
    [{ target: 'four' }, /^spec.target is "four": use a number/],
    [
      { target: [{ from: 'January', value: 6 }] },
      /^spec\.target\[0\]\.from is "January": use a date such as 2026-01-31/,
    ],
    [
      { direction: 'range', target: 4 },
      'spec.target is 4: needs { min, max } with min <= max, as the direction is range',
    ],
    [
      { grain: 'month', period: 'day' },
      'spec.grain is "month": is coarser than the period day: use day or finer',
    ],
    [
      { grain: 'week' },
      'spec.grain is "week": week does not fit into the period month: use day',
    ],
    [
      { aggregate: { overTime: 'none', overEntities: 'none' } },
      'spec.grain is "day": is day but aggregate.overTime is none: use the period, month',
    ],
    [
      { source: {} },
      'spec.source.id is missing: name the source that measures it',
    ],
    [
      { aggregate: { overTime: 'quantile', overEntities: 'mean' } },
      /^spec.aggregate is .*: asks for a quantile without saying which/,
    ],
    [
      { aggregate: { overTime: 'mean', overEntities: 'mean', quantile: 0.5 } },
      /^spec.aggregate is .*: has a quantile that is not used/,
    ],
    [
      {
        aggregate: {
          overTime: 'mean',
          overEntities: 'quantile',
          quantile: 0.5,
        },
      },
      /^spec.aggregate is .*: makes overEntities quantile of what overTime mean leaves/,
    ],
    [
      {
        aggregate: {
          overTime: 'quantile',
          overEntities: 'quantile',
          quantile: 95,
        },
      },
      /^spec.aggregate.quantile is 95/,
    ],
    [
      { plausible: {} },
      'spec.plausible is {}: says nothing: give min, max or both',
    ],
    [
      { plausible: { min: 5, max: 5 } },
      /^spec.plausible is .*: leaves no value: make min less than max/,
    ],
    [
      { plausible: { min: 0 }, target: -4 },
      'spec.target is -4: has -4, which is not a plausible value: correct it, or widen plausible',
    ],
    [
      {
        plausible: { max: 20 },
        target: 4,
        threshold: [{ from: '2026-01-01', value: 24 }],
      },
      /^spec.threshold is .*: has 24, which is not a plausible value/,
    ],
    [
      { signals: { rules: 'nelson' } },
      'spec.signals.rules is "nelson": use one of nhs, wheeler, western-electric',
    ],
    [
      { signals: { rule: 'nhs' } },
      'spec.signals.rule is not a known field: remove it or correct its spelling',
    ],
    [
      { signals: { baseline: { from: '2026-01-01', to: '2025-12-31' } } },
      /^spec.signals.baseline is .*: ends before it begins: swap from and to/,
    ],
    [
      { signals: { baseline: { from: '2026-01-01' } } },
      /^spec.signals.baseline.to is missing/,
    ],
    [
      { signals: { changes: [{ date: '2026-13-01' }] } },
      /^spec.signals.changes\[0\].date is "2026-13-01": use a date such as 2026-01-31/,
    ],
    [
      {
        signals: { changes: [{ date: '2026-05-01' }, { date: '2026-05-01' }] },
      },
      /^spec.signals.changes\[1\].date is "2026-05-01": is not after the change before it, 2026-05-01: give/,
    ],
    [
      {
        signals: {
          baseline: { from: '2025-01-01', to: '2025-12-31' },
          changes: [{ date: '2025-06-01' }],
        },
      },
      /^spec.signals.changes\[0\].date is "2025-06-01": lies in the baseline 2025-01-01 to 2025-12-31, /,
    ],
  ])('%j', (spec, message) => {
    expect(messages(kpi(spec))).toEqual([expect.stringMatching(message)]);
  });

  it.each([
    [
      'spec.target[0].from',
      (date: string) => ({ target: [{ from: date, value: 6 }] }),
    ],
    [
      'spec.threshold[0].from',
      (date: string) => ({ target: 4, threshold: [{ from: date, value: 6 }] }),
    ],
    [
      'spec.signals.baseline.from',
      (date: string) => ({
        signals: { baseline: { from: date, to: '2199-12-31' } },
      }),
    ],
    [
      'spec.signals.baseline.to',
      (date: string) => ({
        signals: { baseline: { from: '1900-01-01', to: date } },
      }),
    ],
    [
      'spec.signals.changes[0].date',
      (date: string) => ({ signals: { changes: [{ date }] } }),
    ],
    [
      'spec.review.last',
      (date: string) => ({ review: { every: 'P1Y', last: date } }),
    ],
  ])('bounds the date in %s', (field, spec) => {
    for (const date of ['0000-01-01', '1899-12-31', '2200-01-01']) {
      expect(messages(kpi(spec(date)))).toContain(
        `${field} is "${date}": use a date such as 2026-01-31, from 1900-01-01 to 2199-12-31`,
      );
    }
    expect(messages(kpi(spec('1900-01-01')))).toEqual([]);
  });

  it('wants a finer grain where one value does not come to itself', () => {
    const traits = aggregationTraits.max;
    const replaced = jest.replaceProperty(aggregationTraits, 'max', {
      ...traits,
      keepsSingleValue: false,
    });
    const problemsOf = (grain: string) =>
      validateKpi(
        kpi({ grain, aggregate: { overTime: 'max', overEntities: 'mean' } }),
      ).problems.map(({ message }) => message);
    expect(problemsOf('month')).toEqual([
      'spec.grain is "month": is the period, month, but aggregate.overTime is max, which needs several values: use a finer grain',
    ]);
    expect(problemsOf('day')).toEqual([]);
    replaced.restore();
    expect(problemsOf('month')).toEqual([]);
  });

  it('asks for a description', () => {
    expect(messages(kpi({}, { description: undefined }))).toEqual([
      expect.stringMatching(/^metadata.description is missing/),
    ]);
  });

  it('tells all mistakes at once', () => {
    expect(messages(kpi({ unit: undefined, period: 'year' }))).toHaveLength(2);
  });
});

describe('validateKpiTree', () => {
  it('accepts a tree and fills in weights', () => {
    const { entity, problems } = validateKpiTree(
      tree(
        {
          id: 'goal',
          kind: 'goal',
          title: 'Goal',
          children: [
            { id: 'd2c', kind: 'value-stream', title: 'Detect to Correct' },
            { kpi: 'incident-mttr', weight: 2 },
          ],
        },
        { appliesTo: { kind: 'Component', 'spec.type': 'service' } },
      ),
    );
    expect(problems).toEqual([]);
    expect(entity?.spec.root).toMatchObject({
      weight: 1,
      rollup: 'weighted',
      children: [
        { id: 'd2c', weight: 1, children: [] },
        { kpi: 'incident-mttr', weight: 2 },
      ],
    });
  });

  const root = (children: unknown[]) => ({
    id: 'goal',
    kind: 'goal',
    title: 'Goal',
    children,
  });

  it.each<[string, unknown, RegExp]>([
    ['no root', undefined, /^spec\.root is missing: give the topmost node/],
    [
      'an id twice',
      root([{ id: 'goal', kind: 'process', title: 'P' }]),
      /^spec\.root\.children\[0\]\.id is "goal": is also the id of spec\.root/,
    ],
    [
      'a KPI twice below a node',
      root([{ kpi: 'a' }, { kpi: 'a' }]),
      /^spec\.root\.children\[1\]\.kpi is "a": appears twice below goal/,
    ],
    [
      'an unknown kind',
      root([{ id: 'p', kind: 'stream', title: 'P' }]),
      /^spec\.root\.children\[0\]\.kind is "stream": use one of goal, csf/,
    ],
    [
      'a negative weight',
      root([{ kpi: 'a', weight: -1 }]),
      /^spec\.root\.children\[0\]\.weight is -1/,
    ],
    [
      'an id with blanks',
      root([{ id: 'My Node', kind: 'process', title: 'P' }]),
      /\.id is "My Node": use lower-case words joined by hyphens/,
    ],
    [
      'a field of another node kind',
      root([{ kpi: 'a', title: 'A' }]),
      /^spec\.root\.children\[0\]\.title is not a known field/,
    ],
  ])('%s', (_name, node, message) => {
    expect(messages(tree(node))).toEqual([expect.stringMatching(message)]);
  });

  it('refuses a wrong rule', () => {
    expect(
      messages(tree(root([]), { appliesTo: { kind: { $is: 'Component' } } })),
    ).toEqual([
      expect.stringMatching(/^spec\.appliesTo is not a catalog filter/),
    ]);
  });
});
