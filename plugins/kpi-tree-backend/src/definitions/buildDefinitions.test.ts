import { Entity } from '@backstage/catalog-model';
import { z } from 'zod';
import {
  entity,
  kpiEntity,
  owners,
  treeEntity,
} from '../__testUtils__/entities';
import { FakeSource } from '../__testUtils__/FakeSource';
import { buildDefinitions } from './buildDefinitions';

const sources = new Map([['test', new FakeSource('test')]]);

const base = [
  owners,
  kpiEntity('mttr'),
  kpiEntity('count', { direction: 'lower', target: 0, threshold: 2 }),
  treeEntity('tree', { d2c: ['mttr'], r2d: ['count'] }),
  treeEntity('other', { dora: ['count'] }, { appliesTo: undefined }),
];

const build = (...entities: Entity[]) =>
  buildDefinitions([...base, ...entities], sources);

const messages = (...entities: Entity[]) =>
  build(...entities)
    .problems()
    .map(problem => `${problem.entityRef} ${problem.message}`);

it('names the settings that a source has beside one that it has not', () => {
  const strict = Object.assign(new FakeSource('strict'), {
    settings: z.strictObject({ measure: z.string(), of: z.string() }),
  });
  const definitions = buildDefinitions(
    [
      ...base,
      kpiEntity('bad', {
        source: { id: 'strict', measure: 'sum', of: 'n', fulfills: 'x' },
      }),
    ],
    new Map([['strict', strict]]),
  );
  expect(definitions.problems().map(({ message }) => message)).toContain(
    'spec.source does not fit the source strict: Unrecognized key: "fulfills"; use one of measure, of',
  );
});

it('names the value of a setting that a source does not know', () => {
  const strict = Object.assign(new FakeSource('strict'), {
    settings: z.strictObject({
      measure: z.enum(['count', 'sum'], { error: 'use one of count, sum' }),
      of: z.string().optional(),
    }),
  });
  const definitions = buildDefinitions(
    [
      ...base,
      kpiEntity('bad', { source: { id: 'strict', measure: 'counts' } }),
    ],
    new Map([['strict', strict]]),
  );
  expect(definitions.problems().map(({ message }) => message)).toContain(
    'spec.source does not fit the source strict: measure is "counts": use one of count, sum',
  );
});

describe('attachment', () => {
  const trees = (annotations: Record<string, string>) =>
    build(entity('Component:a', { annotations }))
      .entities.get('component:default/a')!
      .attachments.map(a => a.tree);

  it('attaches by rule, and by annotation in addition', () => {
    expect(trees({})).toEqual(['tree']);
    expect(trees({ tree: 'other' })).toEqual(['tree', 'other']);
    expect(trees({ tree: 'tree' })).toEqual(['tree']);
  });

  it('opts out with none', () => {
    expect(trees({ tree: 'none' })).toEqual([]);
  });

  it('narrows to nodes, and to the whole tree if none of them is right', () => {
    const definitions = build(
      entity('Component:a', { annotations: { nodes: 'd2c' } }),
      entity('Component:b', { annotations: { nodes: 'd2d' } }),
    );
    expect(definitions.attachedKpis('component:default/a')).toEqual(
      new Set(['mttr']),
    );
    expect(definitions.attachedKpis('component:default/b')).toEqual(
      new Set(['mttr', 'count']),
    );
    expect(definitions.problems()).toEqual([
      {
        entityRef: 'component:default/b',
        location: 'file:/catalog/b.yaml',
        field: 'metadata.annotations[kpi-tree.io/nodes]',
        value: 'd2d',
        message:
          'annotation kpi-tree.io/nodes is "d2d": d2d is not a node of an attached tree: use one of goal, d2c, r2d',
      },
    ]);
  });

  it('overrides target, threshold and owner', () => {
    const definitions = build(
      entity('Component:a', {
        annotations: {
          'target.mttr': '2',
          'threshold.mttr': '3',
          'owner.mttr': 'owners',
        },
      }),
    );
    expect(definitions.problems()).toEqual([]);
    expect(
      definitions.effective(definitions.kpi('mttr'), 'component:default/a'),
    ).toEqual({ target: 2, threshold: 3, owner: 'owners' });
    expect(
      definitions.effective(definitions.kpi('mttr'), 'component:default/b'),
    ).toEqual({ target: 4, threshold: 8, owner: 'group:default/owners' });
  });
});

describe('scopes', () => {
  const definitions = build(
    entity('Domain:parent'),
    entity('Domain:child', {
      relations: { 'domain:default/parent': 'partOf' },
    }),
    entity('System:s', {
      relations: {
        'domain:default/child': 'partOf',
        'group:default/team': 'ownedBy',
      },
    }),
    entity('Component:a', {
      relations: {
        'system:default/s': 'partOf',
        'group:default/squad': 'ownedBy',
      },
    }),
    entity('Component:b', { relations: { 'group:default/team': 'ownedBy' } }),
    entity('Component:c', { annotations: { tree: 'none' } }),
    entity('Group:team'),
    entity('Group:squad', { relations: { 'group:default/team': 'childOf' } }),
  );

  it.each([
    ['system:default/s', ['a']],
    ['domain:default/child', ['a']],
    ['domain:default/parent', ['a']],
    ['group:default/squad', ['a']],
    ['group:default/team', ['a', 'b']],
    ['all', ['a', 'b']],
    ['component:default/a', []],
  ])('%s has %j', (scope, names) => {
    expect(definitions.members(scope)).toEqual(
      names.map(name => `component:default/${name}`),
    );
  });

  it('does not make a group of what is in a system that it owns', () => {
    const { members } = {
      members: build(
        entity('System:s', { relations: { 'group:default/team': 'ownedBy' } }),
        entity('Component:a', { relations: { 'system:default/s': 'partOf' } }),
      ).members('group:default/team'),
    };
    expect(members).toEqual([]);
  });
});

describe('problems', () => {
  it('are none where all is right', () => {
    expect(messages(entity('Component:a'))).toEqual([]);
  });

  it.each<[string, Entity, string]>([
    [
      'a KPI without a unit',
      kpiEntity('bad', { unit: undefined }),
      'kpi:default/bad spec.unit is missing: give the unit of the value, such as h, min, % or 1',
    ],
    [
      'an owner in another case',
      kpiEntity('bad', { owner: 'Owners' }),
      'kpi:default/bad spec.owner is "Owners", but the catalog has it as owners: write it the same way',
    ],
    [
      'an unknown owner',
      kpiEntity('bad', { owner: 'nobody' }),
      'kpi:default/bad spec.owner is "nobody", which is not in the catalog: name a Group or User that is',
    ],
    [
      'an unknown source',
      kpiEntity('bad', { source: { id: 'tset' } }),
      'kpi:default/bad spec.source.id is "tset": use a source of this portal, which has test',
    ],
    [
      'another namespace',
      kpiEntity('bad', {}, { namespace: 'payments' }),
      'kpi:payments/bad metadata.namespace is "payments": use default, as trees and annotations name definitions by plain name',
    ],
    [
      'a tree that names an unknown KPI',
      treeEntity('bad', { d2c: ['mttr', 'mtbf'] }),
      'kpitree:default/bad node d2c names the KPI "mtbf", which is not a valid Kpi of the catalog: correct its name, or add or fix the Kpi; there are mttr, count',
    ],
    [
      'an unknown tree',
      entity('Component:a', { annotations: { tree: 'tere' } }),
      'component:default/a annotation kpi-tree.io/tree is "tere": tere is not a valid KpiTree of the catalog: use one of other, tree',
    ],
    [
      'a target that is no number',
      entity('Component:a', { annotations: { 'target.mttr': 'four' } }),
      `component:default/a annotation kpi-tree.io/target.mttr is "four": use a number in the unit of the KPI such as '4', or '95..99' for a range`,
    ],
    [
      'a KPI that no attached tree has',
      entity('Component:a', { annotations: { 'target.mtbf': '4' } }),
      'component:default/a annotation kpi-tree.io/target.mtbf is "4": mtbf is not a KPI of an attached tree: use one of mttr, count',
    ],
    [
      'a target beyond the threshold',
      entity('Component:a', { annotations: { 'target.mttr': '9' } }),
      'component:default/a annotation kpi-tree.io/target.mttr is "9": the threshold of the Kpi has to be at or above the target 9, as lower is better: give kpi-tree.io/threshold.mttr as well',
    ],
    [
      'a threshold on the good side',
      entity('Component:a', { annotations: { 'threshold.mttr': '1' } }),
      'component:default/a annotation kpi-tree.io/threshold.mttr is "1": the threshold has to be at or above the target 4, as lower is better',
    ],
    [
      'a range where a number belongs',
      entity('Component:a', { annotations: { 'target.mttr': '1..2' } }),
      `component:default/a annotation kpi-tree.io/target.mttr is "1..2": use a number such as '4', as the KPI's direction is lower`,
    ],
    [
      'an owner of a KPI that does not exist',
      entity('Component:a', { annotations: { 'owner.mttr': 'user:jane' } }),
      'component:default/a annotation kpi-tree.io/owner.mttr is "user:jane": is not in the catalog: name a Group or User that is',
    ],
    [
      'annotations in vain',
      entity('Resource:r', {
        annotations: { nodes: 'd2c', 'target.mttr': '4' },
      }),
      'resource:default/r annotation kpi-tree.io/nodes is "d2c": no KPI tree is attached to this entity: name one with kpi-tree.io/tree',
    ],
    [
      'only the cause where a tree is missing',
      entity('Resource:r', { annotations: { tree: 'tere', nodes: 'd2c' } }),
      'resource:default/r annotation kpi-tree.io/tree is "tere": tere is not a valid KpiTree of the catalog: use one of other, tree',
    ],
  ])('%s', (_name, bad, message) => {
    expect(messages(bad)).toEqual(message ? [message] : []);
  });

  it('are none where a source of the library is not installed', () => {
    const library = kpiEntity(
      'owned',
      { source: { id: 'catalog' } },
      { namespace: 'kpi-library' },
    );
    const own = (spec: object): Entity => ({
      ...kpiEntity('owned'),
      spec: { extends: 'owned', ...spec },
    });
    expect(messages(library)).toEqual([]);
    expect(messages(library, own({ target: 2 }))).toEqual([]);
    expect(messages(library, own({ source: { id: 'catalg' } }))).toEqual([
      'kpi:default/owned spec.source.id is "catalg": use a source of this portal, which has test',
    ]);
  });

  it('leave the rest as it is', () => {
    const definitions = build(
      kpiEntity('bad', { unit: undefined }),
      entity('Component:a', {
        annotations: { 'target.mttr': 'four', 'target.count': '1' },
      }),
    );
    expect([...definitions.kpis.keys()]).toEqual(['mttr', 'count']);
    expect(
      definitions.effective(definitions.kpi('mttr'), 'component:default/a')
        .target,
    ).toBe(4);
    expect(
      definitions.effective(definitions.kpi('count'), 'component:default/a')
        .target,
    ).toBe(1);
  });
});
