import { Entity } from '@backstage/catalog-model';
import { CollectBatch } from '@kpi-tree/backstage-plugin-kpi-tree-node';
import { initDatabase, testDatabases } from '../__testUtils__/databases';
import {
  entity,
  kpiEntity,
  owners,
  treeEntity,
} from '../__testUtils__/entities';
import { createHarness, measured } from '../__testUtils__/harness';

jest.setTimeout(60_000);

const databases = testDatabases();
const a = 'component:default/a';

const draft = `apiVersion: kpi-tree.io/v1alpha1
kind: Kpi
metadata:
  name: draft
  title: A draft
  description: What is measured
spec:
  lifecycle: experimental
  owner: owners
  unit: h
  direction: lower
  grain: day
  period: month
  aggregate: { overTime: mean, overEntities: mean }
  target: 4
  threshold: 8
  source: { id: test }
`;

async function harness(entities: Entity[] = []) {
  return createHarness(await initDatabase(databases, 'SQLITE_3'), [
    owners,
    kpiEntity('mttr'),
    kpiEntity('availability', {}, { namespace: 'kpi-library' }),
    treeEntity('tree', { d2c: ['mttr'] }),
    entity('Component:a'),
    entity('Component:b'),
    ...entities,
  ]);
}

describe('a draft is checked', () => {
  it('and is made whole if it is right', async () => {
    const h = await harness();
    expect(await h.check(draft)).toMatchObject({
      problems: [],
      kpi: {
        name: 'draft',
        entityRef: 'kpi:default/draft',
        spec: { personas: [], target: 4 },
      },
    });
    expect(
      await h.check(
        `apiVersion: kpi-tree.io/v1alpha1
kind: Kpi
metadata: { name: availability }
spec: { extends: availability, target: 1, threshold: 2 }`,
      ),
    ).toMatchObject({
      problems: [],
      kpi: {
        entityRef: 'kpi:default/availability',
        title: 'Title of availability',
        spec: { unit: 'h', target: 1 },
      },
    });
  });

  it.each([
    [
      'what is a part of itself',
      draft.replace('target: 4', 'target: &t { min: *t }'),
      15,
      21,
      '*t refers to something it is part of',
    ],
    [
      'what is merged and not there',
      `${draft}<<: *nothing\n`,
      18,
      5,
      '*nothing refers to nothing',
    ],
    [
      'aliases that stand for very much',
      `${draft}a: &a [1, 2]\nb: &b [${'*a, '.repeat(20)}]\nc: [${'*b, '.repeat(
        500,
      )}]`,
      20,
      653,
      '*b is one alias too many',
    ],
    [
      'very many documents',
      `${draft}${'---\n'.repeat(20_000)}`,
      117,
      1,
      'is one document too many: at most 100 are read',
    ],
    [
      'what is nested very deeply',
      `${draft}a: ${'['.repeat(10_000)}`,
      18,
      expect.any(Number),
      'is nested too deeply',
    ],
  ])('and says where %s is', async (_, yaml, line, column, message) => {
    const h = await harness();
    const mistake = { line, column, message: expect.stringContaining(message) };
    expect((await h.check(yaml)).problems).toContainEqual(mistake);
    await expect(h.try(yaml, a)).rejects.toThrow(message);
  });

  it.each([
    ['', 1, 1, 'is not a Kpi: begin with apiVersion'],
    ['kind: [', 1, 8, 'is not valid YAML'],
    [
      draft.replace('kind: Kpi', 'kind: KpiTree'),
      1,
      1,
      'is a KpiTree: write a Kpi',
    ],
    [`${draft}---\n${draft}`, 20, 1, 'is a second Kpi: try one at a time'],
    [draft.replace('unit: h', 'unti: h'), 7, 1, 'spec.unit is missing'],
    [draft.replace('unit: h', 'unti: h'), 10, 3, 'spec.unti is not a known'],
    [
      draft.replace('threshold: 8', 'threshold: 2'),
      16,
      3,
      'spec.threshold is 2: has to be at or above the target 4',
    ],
    [
      draft.replace('owner: owners', 'owner: nobody'),
      9,
      3,
      'spec.owner is "nobody", which is not in the catalog',
    ],
    [
      draft.replace('owner: owners', 'owner: a:b:c'),
      9,
      3,
      'spec.owner is "a:b:c"',
    ],
    [
      draft.replace('id: test', 'id: tset'),
      17,
      13,
      'spec.source.id is "tset": use a source of this portal, which has test',
    ],
    [
      draft.replace('spec:', 'spec:\n  extends: nothing'),
      8,
      3,
      'spec.extends is "nothing", which is not a valid Kpi',
    ],
    [
      draft.replace('name: draft', 'name: a draft'),
      4,
      3,
      '"metadata.name" is not valid',
    ],
  ])(
    'and report what is wrong with %j',
    async (yaml, line, column, message) => {
      const { problems, kpi } = await (await harness()).check(yaml);
      expect(problems).toContainEqual(
        expect.objectContaining({
          line,
          column,
          message: expect.stringContaining(message),
        }),
      );
      expect(kpi).toBeNull();
    },
  );

  it('beside what the author may read, and nothing else', async () => {
    const h = await harness();
    h.state.hidden.add('kpi:default/mttr');
    h.state.hidden.add('group:default/owners');
    const { problems } = await h.check(
      draft.replace('spec:', 'spec:\n  extends: mttr'),
    );
    expect(problems.map(problem => problem.message)).toEqual([
      'spec.extends is "mttr", which is not a valid Kpi of the catalog: correct its name, or add or fix that Kpi; there are draft, availability',
      'spec.owner is "owners", which is not in the catalog: name a Group or User that is',
    ]);
    expect((await h.check(draft)).problems).toMatchObject([
      { field: 'spec.owner' },
    ]);
  });
});

describe.each(databases.eachSupportedId())('a draft is tried on %s', id => {
  const batches: CollectBatch[] = [
    {
      rowsRead: 3,
      rowsRejected: 1,
      errors: [{ where: 'a.csv line 2', message: 'time is "x": use a time' }],
      measurements: [
        measured(a, 'draft', 9, { period: '2026-04-20', weight: 1 }),
        measured(a, 'draft', 3, { period: '2026-04-10', weight: 2 }),
        measured('component:default/b', 'draft', 1),
        measured('component:default/gone', 'draft', 1),
      ],
    },
    {
      measurements: [measured(a, 'draft', 2, { period: '2026-05-01' })],
      coveredUntil: new Date('2026-05-14T00:00:00Z'),
    },
  ];

  async function trying(collect?: () => AsyncIterable<CollectBatch>) {
    const h = createHarness(await initDatabase(databases, id), [
      owners,
      kpiEntity('mttr'),
      treeEntity('tree', { d2c: ['mttr'] }),
      entity('Component:a', { annotations: { 'source.draft': 'key of a' } }),
      entity('Component:b'),
    ]);
    h.source.batches = batches;
    h.source.collectWith = collect;
    return h;
  }

  it('with the live source, for one entity, and nothing is stored', async () => {
    const h = await trying();
    const { series, errors, ...counts } = await h.try(draft, a);
    expect(series).toMatchObject({
      scope: a,
      kpi: 'draft',
      title: 'A draft',
      unit: 'h',
      source: 'test',
      coveredUntil: '2026-05-14T00:00:00.000Z',
      points: [
        { period: '2026-04-01', value: 5, weight: 3, target: 4, score: 87.5 },
        { period: '2026-05-01', value: 2, provisional: true },
      ],
    });
    expect(counts).toMatchObject({
      rowsRead: 3,
      rowsRejected: 1,
      measurements: 3,
      stoppedBy: null,
    });
    expect(errors).toEqual([
      { message: 'time is "x": use a time', where: 'a.csv line 2', count: 1 },
      {
        message:
          'entityRef is "component:default/gone", which is not in the catalog or has no KPIs',
        where: 'component:default/gone',
        count: 1,
      },
    ]);
    expect(h.source.requests[0].kpis.map(kpi => kpi.name)).toEqual(['draft']);
    expect(h.source.requests[0].entities).toContainEqual({
      entityRef: a,
      keys: { draft: 'key of a' },
    });
    expect(await h.measurements.findSeries({})).toEqual([]);
    expect(await h.runs.list({ limit: 10 })).toEqual([]);
  });

  it('with what is stored where it is a formula, also of a scope', async () => {
    const count = { aggregate: { overTime: 'sum', overEntities: 'sum' } };
    const s = 'system:default/s';
    const member = (name: string) =>
      entity(`Component:${name}`, { relations: { [s]: 'partOf' } });
    const h = createHarness(await initDatabase(databases, id), [
      owners,
      kpiEntity('resolved', count),
      kpiEntity('in-sla', count),
      treeEntity('tree', { d2c: ['resolved'] }),
      entity('System:s'),
      member('a'),
      member('b'),
    ]);
    h.source.batches = [
      {
        measurements: [
          measured(a, 'resolved', 10),
          measured(a, 'in-sla', 9),
          measured('component:default/b', 'resolved', 90),
          measured('component:default/b', 'in-sla', 10),
        ],
      },
    ];
    await h.collect();
    const formula = draft
      .replace('source: { id: test }', 'formula: 100 * in_sla / resolved')
      .replace('direction: lower', 'direction: higher')
      .replace('target: 4', 'target: 90')
      .replace('threshold: 8', 'threshold: 80');
    expect(await h.check(formula)).toMatchObject({
      problems: [],
      kpi: { spec: { formula: '100 * in_sla / resolved' } },
    });
    const { series, ...counts } = await h.try(formula, a);
    expect(series).toMatchObject({
      source: null,
      points: [
        { period: '2026-04-01', value: 90, target: 90, status: 'on-target' },
        { period: '2026-05-01', value: null },
      ],
    });
    expect(counts).toMatchObject({ rowsRead: 0, measurements: 1, errors: [] });
    expect((await h.try(formula, s)).series.points).toMatchObject([
      { value: 19, status: 'off-target' },
      { value: null },
    ]);
    expect(await h.measurements.findSeries({ kpis: ['draft'] })).toEqual([]);
    const wrong = formula.replace('in_sla', 'in_slo');
    expect(await h.check(wrong)).toMatchObject({
      kpi: null,
      problems: [
        {
          line: 17,
          column: 3,
          field: 'spec.formula',
          message: expect.stringContaining(
            '"in_slo" is not a valid Kpi of the catalog',
          ),
        },
      ],
    });
    await expect(h.try(wrong, a)).rejects.toThrow('Line 17: spec.formula');
  });

  it('by its own target, though another holds under its name', async () => {
    const h = await trying();
    h.source.batches = [
      { measurements: [measured(a, 'mttr', 3, { period: '2026-04-20' })] },
    ];
    const { series } = await h.try(
      draft
        .replace('name: draft', 'name: mttr')
        .replace('target: 4', 'target: 2'),
      a,
    );
    expect(series.points[0]).toMatchObject({ value: 3, target: 2 });
  });

  it('within a limit of rows', async () => {
    let aborted: boolean | undefined;
    const h = await trying(async function* rows() {
      try {
        for (;;) {
          yield { rowsRead: 400, measurements: [] };
        }
      } finally {
        aborted = true;
      }
    });
    const trial = await h.try(draft, a);
    expect(trial).toMatchObject({ stoppedBy: 'rows', rowsRead: 1_200 });
    expect(trial.series.points).toEqual([]);
    expect(aborted).toBe(true);
    expect(h.source.requests[0].signal.aborted).toBe(true);
  });

  it('within a limit of time, whatever the source does', async () => {
    const h = await trying(async function* never() {
      yield { rowsRead: 1 };
      await new Promise(() => {});
    });
    const trial = await h.try(draft, a);
    expect(trial).toMatchObject({ stoppedBy: 'time', rowsRead: 1 });
    expect(trial.durationMs).toBeLessThan(5_000);
  });

  it('by few people at the same time', async () => {
    const h = await trying(async function* never() {
      await new Promise(() => {});
      yield {};
    });
    const first = [h.try(draft, a), h.try(draft, a)];
    await new Promise(resolve => setTimeout(resolve, 300));
    await expect(h.try(draft, a)).rejects.toThrow(
      'Others are trying definitions at the moment',
    );
    await Promise.all(first);
    h.source.collectWith = undefined;
    expect((await h.try(draft, a)).measurements).toBe(3);
  });

  it('only if it is right, has a source, and the entity may be read', async () => {
    const h = await trying();
    await expect(
      h.try(draft.replace('unit: h', 'unit: ""'), a),
    ).rejects.toThrow('Line 10: spec.unit is ""');
    await expect(
      h.try(draft.replace('  source: { id: test }\n', ''), a),
    ).rejects.toThrow(
      'spec.source is missing: name a source of this portal, which has test',
    );
    h.state.hidden.add(a);
    await expect(h.try(draft, a)).rejects.toThrow(
      'There is no entity component:default/a',
    );
  });

  it('and fails as the source fails', async () => {
    // eslint-disable-next-line require-yield
    const h = await trying(async function* fails() {
      throw new Error('The file is gone');
    });
    await expect(h.try(draft, a)).rejects.toThrow('The file is gone');
  });
});
