/** A file of each kind with nothing wrong in it. */
export const org = `
apiVersion: backstage.io/v1alpha1
kind: Group
metadata: { name: payments }
spec: { type: team, children: [] }
`;

export const kpi = `
apiVersion: kpi-tree.io/v1alpha1
kind: Kpi
metadata:
  name: refunds
  description: How many refunds there were
spec:
  lifecycle: production
  owner: payments
  unit: '1'
  direction: lower
  grain: day
  period: month
  aggregate: { overTime: sum, overEntities: sum }
  target: 10
  threshold: 20
`;

export const tree = `
apiVersion: kpi-tree.io/v1alpha1
kind: KpiTree
metadata: { name: money }
spec:
  lifecycle: production
  owner: payments
  appliesTo: { kind: Component }
  root:
    id: money
    kind: goal
    title: Money
    children:
      - id: paying
        kind: process
        title: Paying
        children:
          - { kpi: refunds, weight: 2 }
          - { kpi: availability }
`;

export const component = `
apiVersion: backstage.io/v1alpha1
kind: Component
metadata:
  name: shop
  annotations:
    kpi-tree.io/target.refunds: 5
spec: { type: service, lifecycle: production, owner: payments }
`;

export const files = { org, kpi, tree, component };

/**
 * Every rule, with the file in which it is broken, what is replaced in that file,
 * and the message with its place.
 */
export const brokenRules: [
  rule: string,
  file: keyof typeof files,
  replaced: [from: string, to: string],
  message: string,
][] = [
  [
    'an unknown field',
    'kpi',
    ['  target: 10', '  taget: 10\n  target: 10'],
    'kpi.yaml:15:3 spec.taget is not a known field: remove it or correct its spelling',
  ],
  [
    'a missing field',
    'kpi',
    ["  unit: '1'\n", ''],
    'kpi.yaml:7:1 spec.unit is missing: give the unit of the value, such as h, min, % or 1',
  ],
  [
    'a wrong value',
    'kpi',
    ['direction: lower', 'direction: down'],
    'kpi.yaml:11:3 spec.direction is "down": say which way is good: lower, higher or range',
  ],
  [
    'a missing description',
    'kpi',
    ['  description: How many refunds there were\n', ''],
    'kpi.yaml:4:1 metadata.description is missing: say what is measured, with the formula and what it excludes',
  ],
  [
    'a grain that is coarser than the period',
    'kpi',
    ['grain: day', 'grain: quarter'],
    'kpi.yaml:12:3 spec.grain is "quarter": is coarser than the period month: use month or finer',
  ],
  [
    'a threshold on the wrong side of the target',
    'kpi',
    ['threshold: 20', 'threshold: 5'],
    'kpi.yaml:16:3 spec.threshold is 5: has to be at or above the target 10, as lower is better',
  ],
  [
    'a threshold without a target',
    'kpi',
    ['  target: 10\n', ''],
    'kpi.yaml:15:3 spec.threshold is 20: needs a target: give spec.target as well',
  ],
  [
    'a target that does not fit the direction',
    'kpi',
    ['target: 10', 'target: { min: 1, max: 2 }'],
    'kpi.yaml:15:3 spec.target is {"min":1,"max":2}: needs a number, as the direction is lower',
  ],
  [
    'an owner who does not exist',
    'kpi',
    ['owner: payments', 'owner: payment'],
    'kpi.yaml:9:3 spec.owner is "payment", which is not in the catalog: name a Group or User that is',
  ],
  [
    'an owner in another case',
    'kpi',
    ['owner: payments', 'owner: Payments'],
    'kpi.yaml:9:3 spec.owner is "Payments", but the catalog has it as payments: write it the same way',
  ],
  [
    'another version',
    'kpi',
    ['kpi-tree.io/v1alpha1', 'kpi-tree.io/v1'],
    'kpi.yaml:2:1 apiVersion is "kpi-tree.io/v1": use kpi-tree.io/v1alpha1',
  ],
  [
    'a kind in another case',
    'kpi',
    ['kind: Kpi', 'kind: KPI'],
    'kpi.yaml:3:1 kind is "KPI": use Kpi',
  ],
  [
    'another namespace',
    'kpi',
    ['  name: refunds', '  name: refunds\n  namespace: shop'],
    'kpi.yaml:6:3 metadata.namespace is "shop": use default, as trees and annotations name definitions by plain name',
  ],
  [
    'a name that the catalog refuses',
    'kpi',
    ['name: refunds', 'name: re funds'],
    'kpi.yaml:5:3 "metadata.name" is not valid; expected a string that is sequences of [a-zA-Z0-9] separated by any of [-_.], at most 63 characters in total but found "re funds". To learn more about catalog file format, visit: https://github.com/backstage/backstage/blob/master/docs/architecture-decisions/adr002-default-catalog-file-format.md',
  ],
  [
    'an extension of itself',
    'kpi',
    ['spec:', 'spec:\n  extends: refunds'],
    'kpi.yaml:8:3 spec.extends is "refunds", which is itself: the library has no Kpi of that name',
  ],
  [
    'an extension of what is not there',
    'kpi',
    ['spec:', 'spec:\n  extends: refund'],
    'kpi.yaml:8:3 spec.extends is "refund", which is not a valid Kpi of the catalog: correct its name, or add or fix that Kpi',
  ],
  [
    'a circle of extensions',
    'kpi',
    [
      'spec:',
      'spec:\n  extends: chargebacks\n---\napiVersion: kpi-tree.io/v1alpha1\nkind: Kpi\nmetadata: { name: chargebacks }\nspec: { extends: refunds }\n---\napiVersion: v1\nkind: Rest\nrest:',
    ],
    'kpi.yaml:13:9 spec.extends is "refunds", which makes a circle: refunds extends chargebacks extends refunds',
  ],
  [
    'a formula that cannot be read',
    'kpi',
    ['  target: 10', '  formula: 2 * availability +\n  target: 10'],
    'kpi.yaml:15:3 spec.formula is "2 * availability +": cannot be read: Expected expression after + at character 18; use numbers, names of KPIs, + - * / ( ) and the functions min, max, abs, round, such as 100 * resolved_in_sla / resolved',
  ],
  [
    'a formula with something that is no arithmetic',
    'kpi',
    ['  target: 10', '  formula: availability > 99\n  target: 10'],
    'kpi.yaml:15:3 spec.formula is "availability > 99": has >, which is not known: use numbers',
  ],
  [
    'a formula without a KPI',
    'kpi',
    ['  target: 10', "  formula: '42'\n  target: 10"],
    'kpi.yaml:15:3 spec.formula is "42": names no KPI: use one such as 100 * resolved_in_sla / resolved',
  ],
  [
    'a formula beside a source',
    'kpi',
    [
      '  target: 10',
      '  formula: availability\n  source: { id: records }\n  target: 10',
    ],
    'kpi.yaml:15:3 spec.formula is "availability": is given together with the source records: a KPI is either computed or measured, leave one of the two out',
  ],
  [
    'a formula with an unknown KPI',
    'kpi',
    ['  target: 10', '  formula: 60 * incident-mtr\n  target: 10'],
    'kpi.yaml:15:3 spec.formula is "60 * incident-mtr": "incident" is not a valid Kpi of the catalog: correct its name, with _ for - and ., or add or fix the Kpi; there are',
  ],
  [
    'a formula with a misspelt KPI',
    'kpi',
    ['  target: 10', '  formula: 60 * incident_mtr\n  target: 10'],
    '"incident_mtr" is not a valid Kpi of the catalog: correct its name, with _ for - and ., or add or fix the Kpi; there are incident_mttr, ',
  ],
  [
    'a formula with a name that several KPIs share',
    'kpi',
    [
      'spec:',
      'spec:\n  extends: availability\n  formula: re_funds + 1\n---\napiVersion: kpi-tree.io/v1alpha1\nkind: Kpi\nmetadata: { name: re-funds }\nspec: { extends: availability }\n---\napiVersion: kpi-tree.io/v1alpha1\nkind: Kpi\nmetadata: { name: re.funds }\nspec: { extends: availability }\n---\napiVersion: v1\nkind: Rest\nrest:',
    ],
    'kpi.yaml:9:3 spec.formula is "re_funds + 1": "re_funds" means each of the KPIs re-funds, re.funds: rename all but one',
  ],
  [
    'a circle of formulas',
    'kpi',
    [
      'spec:',
      'spec:\n  extends: availability\n  formula: re_funds + 1\n---\napiVersion: kpi-tree.io/v1alpha1\nkind: Kpi\nmetadata: { name: re-funds }\nspec: { extends: availability, formula: 2 * refunds }\n---\napiVersion: v1\nkind: Rest\nrest:',
    ],
    'kpi.yaml:9:3 spec.formula is "re_funds + 1": makes a circle: refunds uses re-funds uses refunds; a KPI cannot be computed from itself',
  ],
  [
    'a formula of a KPI that is judged by another period',
    'kpi',
    [
      '  grain: day\n  period: month',
      '  grain: day\n  period: week\n  formula: availability',
    ],
    'kpi.yaml:13:3 spec.period is "week": the operand availability is judged by month: use one period for the formula and all its operands',
  ],
  [
    'a formula in another grain than its operands',
    'kpi',
    ['grain: day', 'grain: month\n  formula: availability'],
    'kpi.yaml:12:3 spec.grain is "month": a formula is computed in the coarsest grain of its operands: use day, that of availability',
  ],
  [
    'a ratio that claims to add up',
    'kpi',
    ['grain: day', 'grain: day\n  formula: availability / 100'],
    'kpi.yaml:15:3 spec.aggregate is {"overTime":"sum","overEntities":"sum"}: overTime does not fit, as the formula is computed from aggregated operands and is not a sum: use mean',
  ],
  [
    'a week that does not fit into the period',
    'kpi',
    ['grain: day', 'grain: week'],
    'kpi.yaml:12:3 spec.grain is "week": week does not fit into the period month: use day',
  ],
  [
    'a grain of what cannot be combined',
    'kpi',
    ['overTime: sum', 'overTime: none'],
    'kpi.yaml:12:3 spec.grain is "day": is day but aggregate.overTime is none: use the period, month',
  ],
  [
    'a quantile without saying which',
    'kpi',
    ['overTime: sum', 'overTime: quantile'],
    'kpi.yaml:14:3 spec.aggregate is {"overTime":"quantile","overEntities":"sum"}: asks for a quantile without saying which: give aggregate.quantile, such as 0.5 for the median',
  ],
  [
    'a quantile that is not used',
    'kpi',
    ['overEntities: sum', 'overEntities: sum, quantile: 0.5'],
    'kpi.yaml:14:3 spec.aggregate is {"overTime":"sum","overEntities":"sum","quantile":0.5}: has a quantile that is not used: make overTime quantile, or leave it out',
  ],
  [
    'a quantile of what has no distribution any more',
    'kpi',
    ['overEntities: sum', 'overEntities: quantile, quantile: 0.5'],
    'kpi.yaml:14:3 spec.aggregate is {"overTime":"sum","overEntities":"quantile","quantile":0.5}: makes overEntities quantile of what overTime sum leaves of the distribution: make overTime quantile as well',
  ],
  [
    'an aggregation that there is not',
    'kpi',
    ['overTime: sum', 'overTime: total'],
    'kpi.yaml:14:16 spec.aggregate.overTime is "total": use one of sum, mean, last, min, max, quantile, none',
  ],
  [
    'a duration that is none',
    'kpi',
    ['target: 10', 'staleAfter: a month\n  target: 10'],
    'kpi.yaml:15:3 spec.staleAfter is "a month": ',
  ],
  [
    'more classes than are shown',
    'kpi',
    [
      'target: 10',
      'breakdowns: [{ id: priority, column: priority, top: 50 }]\n  target: 10',
    ],
    'kpi.yaml:15:50 spec.breakdowns[0].top is 50: use a number that is 30 or less',
  ],
  [
    'a breakdown by a name that is none',
    'kpi',
    [
      'target: 10',
      'breakdowns: [{ id: Priority 1, column: priority }]\n  target: 10',
    ],
    'spec.breakdowns[0].id is "Priority 1": use lower-case letters, digits and -, such as priority',
  ],
  [
    'two breakdowns by one column',
    'kpi',
    [
      'target: 10',
      'breakdowns: [{ id: a, column: priority }, { id: b, column: priority }]\n  target: 10',
    ],
    'spec.breakdowns[1].column is "priority": is that of another breakdown: use each column once',
  ],
  [
    'a share above 1',
    'kpi',
    ['target: 10', 'completenessFloor: 90\n  target: 10'],
    'kpi.yaml:15:3 spec.completenessFloor is 90: use a number that is 1 or less',
  ],
  [
    'a dated target without its date',
    'kpi',
    ['target: 10', 'target: [{ value: 10 }]'],
    'spec.target',
  ],
  [
    'a source without its id',
    'kpi',
    ['target: 10', 'source: { file: x }\n  target: 10'],
    'kpi.yaml:15:3 spec.source.id is missing: name the source that measures it',
  ],
  [
    'plausible values that there are not',
    'kpi',
    ['target: 10', 'plausible: { min: 5, max: 1 }\n  target: 10'],
    'kpi.yaml:15:3 spec.plausible is {"min":5,"max":1}: leaves no value: make min less than max',
  ],
  [
    'a target that no value can reach',
    'kpi',
    ['target: 10', 'plausible: { max: 5 }\n  target: 10'],
    'spec.target is 10: has 10, which is not a plausible value: correct it, or widen plausible',
  ],
  [
    'rules of signals that there are not',
    'kpi',
    ['target: 10', 'signals: { rules: nelson }\n  target: 10'],
    'kpi.yaml:15:14 spec.signals.rules is "nelson": use one of nhs, wheeler, western-electric',
  ],
  [
    'a baseline that ends before it begins',
    'kpi',
    [
      'target: 10',
      'signals: { baseline: { from: 2026-01-01, to: 2025-12-31 } }\n  target: 10',
    ],
    'kpi.yaml:15:14 spec.signals.baseline is {"from":"2026-01-01","to":"2025-12-31"}: ends before it begins: swap from and to',
  ],
  [
    'changes that are not in order of time',
    'kpi',
    [
      'target: 10',
      'signals: { changes: [{ date: 2026-05-01 }, { date: 2026-02-01 }] }\n  target: 10',
    ],
    'kpi.yaml:15:48 spec.signals.changes[1].date is "2026-02-01": is not after the change before it, 2026-05-01: give the changes in chronological order, each date once',
  ],
  [
    'a change in the baseline',
    'kpi',
    [
      'target: 10',
      'signals: { baseline: { from: 2025-01-01, to: 2025-12-31 }, changes: [{ date: 2025-06-01 }] }\n  target: 10',
    ],
    'kpi.yaml:15:74 spec.signals.changes[0].date is "2025-06-01": lies in the baseline 2025-01-01 to 2025-12-31, which would then cover two processes: end the baseline before it, or begin it there',
  ],
  [
    'a lifecycle that there is not',
    'kpi',
    ['lifecycle: production', 'lifecycle: prod'],
    'kpi.yaml:8:3 spec.lifecycle is "prod": use experimental, production or deprecated',
  ],
  [
    'text that is no YAML',
    'kpi',
    ['spec:', 'spec: ]'],
    'kpi.yaml:7:7 is not valid YAML: Unexpected flow-seq-end token in YAML stream: "]"',
  ],
  [
    'a key that is there twice',
    'kpi',
    ['target: 10', 'target: 10\n  target: 20'],
    'kpi.yaml:16:3 has the key target twice: leave one out',
  ],
  [
    'aliases that stand for very much',
    'kpi',
    [
      'spec:',
      `x0: &x0 [a, a, a, a, a, a, a, a, a, a]\n${[1, 2, 3, 4, 5]
        .map(i => `x${i}: &x${i} [${`*x${i - 1}, `.repeat(10)}]\n`)
        .join('')}spec:`,
    ],
    'kpi.yaml:10:45 *x2 is one alias too many: those of a document may expand to at most 10000 values',
  ],
  [
    'a value that is a part of itself',
    'kpi',
    ['target: 10', 'target: &t { min: *t }'],
    'kpi.yaml:15:21 *t refers to something it is part of: write out what is meant',
  ],
  [
    'an unknown KPI in a tree',
    'tree',
    ['kpi: refunds', 'kpi: refund'],
    'tree.yaml:18:20 node paying names the KPI "refund", which is not a valid Kpi of the catalog: correct its name, or add or fix the Kpi',
  ],
  [
    'a node id twice',
    'tree',
    ['id: paying', 'id: money'],
    'tree.yaml:14:9 spec.root.children[0].id is "money": is also the id of spec.root: ids are unique in a tree',
  ],
  [
    'a KPI twice below a node',
    'tree',
    ['kpi: availability', 'kpi: refunds'],
    'tree.yaml:19:15 spec.root.children[0].children[1].kpi is "refunds": appears twice below paying: name it once and give it a weight',
  ],
  [
    'a weight below zero',
    'tree',
    ['weight: 2', 'weight: -2'],
    'tree.yaml:18:29 spec.root.children[0].children[0].weight is -2: use a number that is 0 or more',
  ],
  [
    'a kind of node that there is not',
    'tree',
    ['kind: process', 'kind: team'],
    'tree.yaml:15:9 spec.root.children[0].kind is "team": use one of goal, csf, value-stream, process',
  ],
  [
    'a rule that is no predicate',
    'tree',
    ['appliesTo: { kind: Component }', 'appliesTo: { kind: { $like: x } }'],
    'tree.yaml:8:3 spec.appliesTo is not a catalog filter predicate: use one such as { kind: Component, spec.type: service }; ',
  ],
  [
    'a target in a tree that does not fit the threshold',
    'tree',
    ['kpi: refunds', 'kpi: refunds, target: 30'],
    'tree.yaml:18:20 node paying sets the target or threshold of refunds, but the threshold has to be at or above the target 30, as lower is better',
  ],
  [
    'a target in a tree that does not fit the direction',
    'tree',
    ['kpi: refunds', 'kpi: refunds, target: { min: 1, max: 2 }'],
    'tree.yaml:18:20 node paying sets the target of refunds to {"min":1,"max":2}: use a number, as its direction is lower',
  ],
  [
    'the owner of a node who does not exist',
    'tree',
    ['id: paying', 'id: paying\n        owner: user:jane'],
    'tree.yaml:7:3 the owner of node paying is "user:jane", which is not in the catalog: name a Group or User that is',
  ],
  [
    'an annotation for a KPI that no attached tree has',
    'component',
    ['target.refunds', 'target.refund'],
    'component.yaml:7:5 annotation kpi-tree.io/target.refund is "5": refund is not a KPI of an attached tree: use one of refunds, service-cost, requests-opened, demand-backlog (of 95)',
  ],
  [
    'an annotation in vain, as no tree is attached',
    'component',
    ['kind: Component', 'kind: Resource'],
    'component.yaml:7:5 annotation kpi-tree.io/target.refunds is "5": no KPI tree is attached to this entity: name one with kpi-tree.io/tree',
  ],
  [
    'a range where a number belongs',
    'component',
    ['refunds: 5', 'refunds: 5..6'],
    `component.yaml:7:5 annotation kpi-tree.io/target.refunds is "5..6": use a number such as '4', as the KPI's direction is lower`,
  ],
  [
    'a threshold by annotation on the wrong side',
    'component',
    ['target.refunds: 5', 'threshold.refunds: 5'],
    'component.yaml:7:5 annotation kpi-tree.io/threshold.refunds is "5": the threshold has to be at or above the target 10, as lower is better',
  ],
  [
    'an empty list of trees',
    'component',
    ['target.refunds: 5', 'tree:'],
    'component.yaml:7:5 annotation kpi-tree.io/tree is "": name one or more trees, separated by commas, or none',
  ],
  [
    'the key of a source for a KPI that there is not',
    'component',
    ['target.refunds: 5', 'source.refund: shop'],
    'component.yaml:7:5 annotation kpi-tree.io/source.refund is "shop": refund is not a valid Kpi of the catalog',
  ],
  [
    'an annotation that is no number',
    'component',
    ['refunds: 5', 'refunds: five'],
    `component.yaml:7:5 annotation kpi-tree.io/target.refunds is "five": use a number in the unit of the KPI such as '4', or '95..99' for a range`,
  ],
  [
    'a target by annotation beyond the threshold',
    'component',
    ['refunds: 5', 'refunds: 30'],
    'component.yaml:7:5 annotation kpi-tree.io/target.refunds is "30": the threshold of the Kpi has to be at or above the target 30, as lower is better: give kpi-tree.io/threshold.refunds as well',
  ],
  [
    'a tree that is not there',
    'component',
    ['target.refunds: 5', 'tree: mony'],
    'component.yaml:7:5 annotation kpi-tree.io/tree is "mony": mony is not a valid KpiTree of the catalog: use one of catalog-quality, dora, it-transformation, it4it-v3, money',
  ],
  [
    'a node that no tree has',
    'component',
    ['target.refunds: 5', 'nodes: payin'],
    'component.yaml:7:5 annotation kpi-tree.io/nodes is "payin": payin is not a node of an attached tree: use one of paying, order, money, ownership (of 37)',
  ],
  [
    'an unknown annotation',
    'component',
    ['target.refunds', 'aim.refunds'],
    'component.yaml:7:5 annotation kpi-tree.io/aim.refunds is "5": ',
  ],
  [
    'an owner by annotation who does not exist',
    'component',
    ['target.refunds: 5', 'owner.refunds: jane'],
    'component.yaml:7:5 annotation kpi-tree.io/owner.refunds is "jane": is not in the catalog: name a Group or User that is',
  ],
  [
    'an owner of an entity with a tree who does not exist',
    'component',
    ['owner: payments', 'owner: jane'],
    'component.yaml:8:47 spec.owner is "jane", which is not in the catalog: name a Group or User that is',
  ],
  [
    'an entity that is defined twice',
    'component',
    ['owner: payments }\n', `owner: payments }\n---${component}`],
    'component.yaml:13:3 component:default/shop is defined in component.yaml as well: the catalog takes only one of them',
  ],
];

/** The rules of `changes`, with changes that break them in a tree that extends dora. */
export const brokenChanges: [rule: string, changes: string, message: string][] =
  [
    [
      'a change of a node that is not there',
      '[{ id: thruput }]',
      'spec.changes[0].id is "thruput", which is not a node of kpitree:kpi-library/dora: use one of software-delivery, throughput, instability',
    ],
    [
      'two changes of one node',
      '[{ id: throughput, weight: 2 }, { id: throughput, weight: 3 }]',
      'spec.changes[1].id is "throughput", which spec.changes[0] changes as well: join the two',
    ],
    [
      'a removal of what is not there',
      '[{ id: throughput, remove: [speed] }]',
      'spec.changes[0].remove[0] is "speed", which is not directly below',
    ],
    [
      'an addition of what is there',
      '[{ id: instability, add: [{ kpi: change-failure-rate }] }]',
      'change-failure-rate',
    ],
    [
      'an addition of a node whose id is taken',
      '[{ id: instability, add: [{ id: throughput, kind: process, title: T }] }]',
      'throughput',
    ],
    [
      'a change of a KPI that is not there',
      '[{ id: instability, change: [{ kpi: availability, weight: 2 }] }]',
      'spec.changes[0].change[0].kpi is "availability", which is not directly below instability in kpitree:kpi-library/dora',
    ],
    [
      'a removal of what is changed',
      '[{ id: instability, remove: [change-failure-rate], change: [{ kpi: change-failure-rate, weight: 2 }] }]',
      'spec.changes[0].remove[0] is "change-failure-rate", which the same change changes: do one of the two',
    ],
  ];
