import { EntityKeys } from '@kpi-tree/backstage-plugin-kpi-tree-node';
import {
  entity,
  kpiEntity,
  owners,
  treeEntity,
} from '../__testUtils__/entities';
import { initDatabase, testDatabases } from '../__testUtils__/databases';
import { FakeSource } from '../__testUtils__/FakeSource';
import { createHarness, measured } from '../__testUtils__/harness';

jest.setTimeout(60_000);

const databases = testDatabases();
const [a, b, c] = ['a', 'b', 'c'].map(name => `component:default/${name}`);

const named = (name: string, source: Record<string, string>) =>
  entity(`Component:${name}`, {
    annotations: Object.fromEntries(
      Object.entries(source).map(([kpi, key]) => [`source.${kpi}`, key]),
    ),
  });

const definitions = [
  owners,
  kpiEntity('mttr'),
  kpiEntity('mtta'),
  kpiEntity('elsewhere', { source: { id: 'other' } }),
  treeEntity('tree', { d2c: ['mttr', 'mtta', 'elsewhere'] }),
];

/** A source whose names the admin mapped, as those of the families do. */
class NamingSource extends FakeSource {
  settleNames(entities: ConstructorParameters<typeof EntityKeys>[0]) {
    return new EntityKeys(entities, { map: { Mapped: c } }, 'the.config');
  }
}

async function harness(source: FakeSource, ...entities: object[]) {
  const h = createHarness(
    await initDatabase(databases, 'SQLITE_3'),
    [...definitions, ...entities] as Parameters<typeof createHarness>[1],
    source,
    [new FakeSource('other')],
  );
  const problems = async () =>
    (await h.context()).definitions
      .problems()
      .map(({ entityRef, field, message }) => ({ entityRef, field, message }));
  return { ...h, problems };
}

const key = (kpi: string) => `metadata.annotations[kpi-tree.io/source.${kpi}]`;

describe('names of a source that entities claim', () => {
  it('are a problem at each entity, with its place and the others who claim it', async () => {
    const { context, scorecard, problems } = await harness(
      new NamingSource('test'),
      named('a', { mttr: 'CI 1' }),
      named('b', { mtta: 'CI 1', mttr: 'mapped' }),
      named('c', { mttr: 'Mapped' }),
    );
    expect(await problems()).toEqual([
      {
        entityRef: a,
        field: key('mttr'),
        message: expect.stringMatching(
          /^metadata.*is "CI 1", which another entity claims as well.* \(also claimed by component:default\/b\)$/,
        ),
      },
      {
        entityRef: b,
        field: key('mtta'),
        message: expect.stringMatching(
          / \(also claimed by component:default\/a\)$/,
        ),
      },
      {
        entityRef: b,
        field: key('mttr'),
        message: expect.stringMatching(
          /is "mapped", which the\.config\.map assigns/,
        ),
      },
    ]);
    expect((await scorecard(b)).problems).toHaveLength(2);
    const { definitions: known } = await context();
    expect(known.problemsOf(a)[0].location).toBe('file:/catalog/a.yaml');
  });

  it('are those of one source: another may have the same', async () => {
    const { source, collect, problems } = await harness(
      new FakeSource('test'),
      named('a', { mttr: '42' }),
      named('b', { elsewhere: '42' }),
    );
    expect(await problems()).toEqual([]);
    await collect();
    expect(source.requests[0].entities).toEqual(
      expect.arrayContaining([
        { entityRef: a, keys: { mttr: '42' } },
        { entityRef: b, keys: {} },
      ]),
    );
  });

  it('are nobody’s until it is settled, also for a source that does not look', async () => {
    const { state, source, collect, problems } = await harness(
      new FakeSource('test'),
      named('a', { mttr: 'CI 1', mtta: 'CI 2' }),
      named('b', { mttr: 'ci 1' }),
      named('c', { mttr: 'component:default/a' }),
    );
    await collect();
    const keysOf = () =>
      source.requests
        .at(-1)!
        .entities.flatMap(({ entityRef, keys }) =>
          Object.keys(keys).length ? [[entityRef, keys]] : [],
        );
    expect(keysOf()).toEqual([[a, { mtta: 'CI 2' }]]);
    expect((await problems()).map(({ entityRef }) => entityRef)).toEqual([
      a,
      b,
      c,
    ]);
    state.entities = [
      ...definitions,
      named('a', { mttr: 'CI 1', mtta: 'CI 2' }),
      named('b', {}),
      named('c', {}),
    ];
    await collect();
    expect(keysOf()).toEqual([[a, { mttr: 'CI 1', mtta: 'CI 2' }]]);
    expect(await problems()).toEqual([]);
  });

  it('are not had by trying a definition, either', async () => {
    const source = new NamingSource('test');
    source.collectWith = async function* byName({ kpis, entities }) {
      const keys = new EntityKeys(
        entities,
        { map: { Mapped: c } },
        'the.config',
      );
      yield {
        measurements: ['Mapped', 'CI 1', 'own'].flatMap(name =>
          keys
            .find(name, kpis[0].name)
            .map(index => measured(entities[index].entityRef, kpis[0].name, 7)),
        ),
      };
    };
    const h = await harness(
      source,
      named('a', { draft: 'Mapped' }),
      named('b', { mttr: 'CI 1', draft: 'own' }),
      named('c', { draft: 'CI 1' }),
    );
    const draft = JSON.stringify(kpiEntity('draft'));
    const measurements = async (ref: string) =>
      (await h.try(draft, ref)).measurements;
    expect(await measurements(a)).toBe(0);
    expect(await measurements(b)).toBe(1);
    // What is mapped to it, and not what another claims
    expect(await measurements(c)).toBe(1);
  });
});
