/**
 * What is wrong with KPIs, trees and data, by whoever is to fix it.
 */
import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { initDatabase, testDatabases } from '../__testUtils__/databases';
import {
  entity,
  kpiEntity,
  owners,
  treeEntity,
} from '../__testUtils__/entities';
import { createHarness, measured } from '../__testUtils__/harness';
import { QualityRequest } from './QualityService';

jest.setTimeout(60_000);

const databases = testDatabases();
const system = 'system:default/s';
const ownersRef = 'group:default/owners';
const team = 'group:default/team';
const reviewed = { review: { every: 'P180D', last: '2026-04-01' } };

const service = (name: string, annotations: Record<string, string> = {}) =>
  entity(`Component:${name}`, {
    relations: { [system]: 'partOf' },
    annotations,
  });

const sound = kpiEntity('mttr', reviewed);

/** A catalog in which all is well. */
const base: Entity[] = [
  owners,
  entity('Group:team'),
  entity('System:s'),
  sound,
  treeEntity('tree', { d2c: ['mttr'] }),
  service('a'),
];

/** Twenty months up to April 2026 of values that never repeat. */
const history = (entityRef: string, kpi: string, weight = 50) =>
  Array.from({ length: 20 }, (_, i) => {
    const month = new Date(Date.UTC(2024, 8 + i, 10));
    return measured(entityRef, kpi, 2 + Math.sin(i * i), {
      period: month.toISOString().slice(0, 10),
      weight,
    });
  });

describe.each(databases.eachSupportedId())('quality on %s', id => {
  async function portal(
    entities: Entity[],
    measurements = entities
      .filter(({ kind }) => kind === 'Component')
      .flatMap(one => history(stringifyEntityRef(one), 'mttr')),
  ) {
    const h = createHarness(await initDatabase(databases, id), entities);
    h.source.batches = [{ measurements }];
    await h.collect();
    await h.refreshed();
    const report = async (request: Partial<QualityRequest> = {}) =>
      h.quality.report(await h.context(), {
        scope: 'all',
        limit: 100,
        ...request,
      });
    return { ...h, report };
  }

  it('tells of what is off target for three periods while nobody acts', async () => {
    const months = ['2026-02-10', '2026-03-10', '2026-04-10'];
    const bad = (entityRef: string, values: number[]) =>
      months.map((period, index) =>
        measured(entityRef, 'mttr', values[index], { period, weight: 50 }),
      );
    const { report, actionStore } = await portal(
      [...base, service('b'), service('c')],
      [
        ...bad('component:default/a', [20, 20, 20]),
        ...bad('component:default/b', [1, 20, 20]),
        ...bad('component:default/c', [20, 20, 20]),
      ],
    );
    const found = async () =>
      (await report({ kind: 'no-action' })).items.map(
        ({ entityRef }) => entityRef,
      );
    expect(await found()).toEqual([
      'component:default/a',
      'component:default/c',
    ]);
    const fields = { title: 'Drills', owner: team };
    const writer = { by: team, at: '2026-05-01T00:00:00Z' };
    await actionStore.create(
      { scope: 'component:default/a', kpi: 'mttr' },
      { ...fields, state: 'open', start: '2026-05-01' },
      writer,
    );
    await actionStore.create(
      { scope: 'component:default/c', kpi: 'mttr' },
      { ...fields, state: 'cancelled' },
      writer,
    );
    expect((await report({ kind: 'no-action' })).items).toEqual([
      expect.objectContaining({
        entityRef: 'component:default/c',
        owner: ownersRef,
        kpi: 'mttr',
        tree: 'tree',
        messages: [
          'It was off target in its last 3 complete months, and no action is proposed or open: add one, or set a target that is meant.',
        ],
      }),
    ]);
  });

  it('has nothing to say where all is well', async () => {
    const { report } = await portal(base);
    expect(await report()).toEqual({
      scope: 'all',
      counts: {},
      owners: [],
      totalItems: 0,
      items: [],
    });
  });

  it('tells what a definition lacks, and where it stands', async () => {
    const { report } = await portal([
      ...base,
      kpiEntity('lost', { ...reviewed, owner: 'group:default/gone' }),
      kpiEntity('aimless', {
        ...reviewed,
        target: undefined,
        threshold: undefined,
      }),
      kpiEntity('empty', { ...reviewed, source: undefined }),
      kpiEntity('overdue', {
        review: { every: 'P30D', last: '2026-04-01' },
      }),
      kpiEntity('never', { review: { every: 'P30D' } }),
      kpiEntity('unheard'),
      kpiEntity('old', { lifecycle: 'deprecated', source: undefined }),
      kpiEntity('computed', {
        ...reviewed,
        source: undefined,
        formula: '2 * mttr',
      }),
    ]);
    const { items, counts, owners: byOwner } = await report();
    expect(
      items.map(({ kind, owner, kpi, entityRef, messages: [message] }) => [
        kind,
        owner,
        kpi ?? entityRef,
        message.split(':')[0],
      ]),
    ).toEqual([
      ['owner', null, 'kpi:default/lost', 'spec.owner is "group'],
      [
        'source',
        ownersRef,
        'empty',
        'It has neither a source nor a formula, and nothing was measured',
      ],
      [
        'target',
        ownersRef,
        'aimless',
        'It has no target, so whether it is good cannot be judged',
      ],
      ['review', ownersRef, 'never', 'It was never reviewed'],
      ['review', ownersRef, 'overdue', 'Its review was due on 2026-05-01'],
      ['review', ownersRef, 'unheard', 'It was never reviewed'],
    ]);
    expect(counts).toEqual({ owner: 1, source: 1, target: 1, review: 3 });
    expect(byOwner).toEqual([
      { owner: null, title: 'Nobody', total: 1, counts: { owner: 1 } },
      {
        owner: ownersRef,
        title: 'owners',
        total: 5,
        counts: { source: 1, target: 1, review: 3 },
      },
    ]);
  });

  it('takes what was measured for a source, and targets of entities for targets', async () => {
    const h = await portal([...base, service('b', { 'target.mttr': '3' })]);
    h.state.entities = h.state.entities.map(one =>
      one === sound
        ? kpiEntity('mttr', {
            ...reviewed,
            source: undefined,
            target: undefined,
            threshold: undefined,
          })
        : one,
    );
    expect((await h.report({ scope: 'component:default/b' })).items).toEqual(
      [],
    );
    expect((await h.report({ scope: system })).counts).not.toHaveProperty(
      'source',
    );
    expect((await h.report({ kind: 'target' })).items).toMatchObject([
      {
        kpi: 'mttr',
        messages: [
          expect.stringMatching(
            /^It has no target for 1 of 2 entities, such as component:default\/a: /,
          ),
        ],
      },
    ]);
  });

  it('tells mistakes in definitions and annotations', async () => {
    const { report } = await portal([
      ...base,
      kpiEntity('wrong', { ...reviewed, unit: undefined }),
      service('c', { 'target.mttr': 'nonsense' }),
    ]);
    expect((await report({ kind: 'definition' })).items).toMatchObject([
      {
        owner: null,
        entityRef: 'component:default/c',
        field: 'metadata.annotations[kpi-tree.io/target.mttr]',
        location: 'file:/catalog/c.yaml',
      },
      { entityRef: 'kpi:default/wrong', field: 'spec.unit' },
    ]);
  });

  it('tells nodes of which too little is measured, and what they lack', async () => {
    const { report } = await portal([
      ...base.filter(({ kind }) => kind !== 'KpiTree'),
      kpiEntity('silent', reviewed),
      treeEntity('tree', { d2c: ['mttr'], r2f: ['silent'] }),
    ]);
    const found = (await report({ scope: 'component:default/a' })).items;
    expect(found).toEqual([
      {
        kind: 'coverage',
        owner: ownersRef,
        entityRef: 'kpitree:default/tree',
        title: 'r2f',
        messages: [
          'No part of it has a score: Title of silent without a value.',
        ],
        tree: 'tree',
        node: 'r2f',
      },
    ]);
  });

  it('tells data that are not to be relied on, with what is wrong', async () => {
    const a = history('component:default/a', 'mttr');
    const { report } = await portal(
      [...base, service('b', { 'owner.mttr': team })],
      [
        ...a.slice(0, -1),
        { ...a[a.length - 1], value: -3 },
        ...history('component:default/b', 'mttr').map((one, i) => ({
          ...one,
          value: i < 10 ? one.value : 4,
        })),
      ],
    );
    const expected = [
      {
        kind: 'data',
        owner: ownersRef,
        entityRef: 'component:default/a',
        title: 'a',
        kpi: 'mttr',
        kpiTitle: 'Title of mttr',
        tree: 'tree',
        grade: 'D',
        messages: [
          '-3\u00a0h in April 2026 is not possible: correct it in the source and collect again, or state the possible values in spec.plausible.',
        ],
      },
      {
        kind: 'data',
        owner: team,
        entityRef: 'component:default/b',
        title: 'b',
        kpi: 'mttr',
        kpiTitle: 'Title of mttr',
        tree: 'tree',
        grade: 'C',
        messages: [
          'The last 10 values, since July 2025, are all 4\u00a0h, which is unlikely to be chance: check whether the source still measures or repeats an old value.',
        ],
      },
    ];
    expect((await report({ kind: 'data' })).items).toEqual(expected);
    expect((await report({ scope: system, kind: 'data' })).items).toEqual(
      expected,
    );
    expect(
      (await report({ scope: 'component:default/b' })).items,
    ).toMatchObject([{ kind: 'data', owner: team }]);
    expect((await report({ owner: team })).items).toEqual([expected[1]]);
  });

  it('has no data issue that the definition calls plausible', async () => {
    const negative = history('component:default/a', 'mttr').map((one, i) =>
      i === 19 ? { ...one, value: -3 } : one,
    );
    const entities = [
      ...base.filter(one => one !== sound),
      kpiEntity('mttr', { ...reviewed, plausible: { min: -10 } }),
    ];
    const { report } = await portal(entities, negative);
    expect((await report()).items).toEqual([]);
  });

  it('does not ask for what the library offers and nobody uses', async () => {
    const library = { namespace: 'kpi-library' };
    const offered = treeEntity(
      'offer',
      { c2o: ['offered'] },
      { appliesTo: undefined },
    );
    const { report } = await portal([
      ...base,
      kpiEntity('offered', { source: undefined }, library),
      { ...offered, metadata: { ...offered.metadata, ...library } },
    ]);
    expect((await report()).items).toEqual([]);
  });

  it('is reported page by page', async () => {
    const { report } = await portal([
      ...base,
      ...['x', 'y', 'z'].map(name => kpiEntity(name)),
    ]);
    const first = await report({ limit: 2 });
    expect(first).toMatchObject({
      totalItems: 3,
      counts: { review: 3 },
      items: [{ kpi: 'x' }, { kpi: 'y' }],
    });
    const second = await report({ limit: 2, cursor: first.nextCursor });
    expect(second).toMatchObject({ totalItems: 3, items: [{ kpi: 'z' }] });
    expect(second.nextCursor).toBeUndefined();
    await expect(report({ cursor: 'nonsense' })).rejects.toThrow(
      'use the nextCursor of the page before',
    );
  });

  it('tells nothing of what the caller may not read, nor counts it', async () => {
    const secret = service('secret', { 'threshold.mttr': 'nonsense' });
    const secretRef = stringifyEntityRef(secret);
    const hiddenKpi = kpiEntity('hidden');
    const measurements = [
      ...history('component:default/a', 'mttr'),
      ...history(secretRef, 'mttr').map(one => ({ ...one, value: -1 })),
    ];
    const h = await portal([...base, hiddenKpi, secret], measurements);
    expect((await h.report()).counts).toEqual({
      data: 1,
      definition: 1,
      review: 1,
    });
    h.state.hidden = new Set([secretRef, 'kpi:default/hidden']);
    for (const scope of ['all', system]) {
      const report = await h.report({ scope });
      expect(report).toMatchObject({ counts: {}, owners: [], items: [] });
      expect(JSON.stringify(report)).not.toMatch(/secret|hidden/);
    }
    await expect(h.report({ scope: secretRef })).rejects.toThrow(
      'or you are not allowed to read it',
    );
  });
});
