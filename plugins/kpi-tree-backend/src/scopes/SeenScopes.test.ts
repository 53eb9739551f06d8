/**
 * What is kept for those who may not see everything is what calculating it again from
 * what is stored comes to: whatever happened, and whoever asked before.
 */
import { Entity } from '@backstage/catalog-model';
import { Knex } from 'knex';
import { initDatabase, testDatabases } from '../__testUtils__/databases';
import {
  entity,
  kpiEntity,
  owners,
  treeEntity,
} from '../__testUtils__/entities';
import { createHarness, measured } from '../__testUtils__/harness';

jest.setTimeout(120_000);

const databases = testDatabases();
const system = 'system:default/s';
const names = ['a', 'b', 'c', 'd'];
const refOf = (name: string) => `component:default/${name}`;
const kpis = ['mttr', 'count', 'share'];
const scopes = ['all', system];
/** What readers may not read: a service each, and one of them a tree besides. */
const readers = {
  anna: [refOf('a')],
  ben: [refOf('b'), 'kpitree:default/strict'],
  everybody: [],
};
type Reader = keyof typeof readers;

const service = (name: string, annotations: Record<string, string> = {}) =>
  entity(`Component:${name}`, {
    relations: { [system]: 'partOf' },
    annotations,
  });

const mttr = kpiEntity('mttr', { source: undefined });
const base: Entity[] = [
  owners,
  mttr,
  kpiEntity('count', {
    source: undefined,
    unit: '1',
    aggregate: { overTime: 'sum', overEntities: 'sum' },
    target: 20,
    threshold: 60,
  }),
  kpiEntity('share', { source: undefined, formula: 'mttr / count' }),
  treeEntity('tree', { d2c: kpis }),
  {
    ...treeEntity('strict', {}, { appliesTo: { kind: 'API' } }),
    spec: {
      ...treeEntity('strict', {}).spec,
      root: {
        id: 'goal',
        kind: 'goal',
        title: 'Strict',
        children: [{ kpi: 'mttr', target: 1, threshold: 2 }],
      },
    },
  },
  entity('System:s'),
  ...names.map(name =>
    service(name, name === 'd' ? { tree: 'tree,strict' } : {}),
  ),
];

const without = (ref: string, by?: Entity) => (all: Entity[]) =>
  [
    ...all.filter(
      ({ kind, metadata }) =>
        `${kind}:${metadata.namespace ?? 'default'}/${
          metadata.name
        }`.toLowerCase() !== ref,
    ),
    ...(by ? [by] : []),
  ];

async function openPortal(knex: Knex) {
  const h = createHarness(knex, base);
  // What it would do is done at once; by then the definitions are others
  jest.spyOn(h.refresher, 'refreshSoon').mockReturnValue();
  const write = async (
    rows: { of: string; kpi: string; period: string; value: number }[],
  ) => {
    await h.refreshed();
    const series = await h.measurements.ensureSeries(
      rows.map(({ of, kpi }) => ({ entityRef: of, kpi, grain: 'day' })),
    );
    await h.measurements.upsert(
      rows.map(({ of, kpi, period, value }) => ({
        ...measured(of, kpi, value, { period }),
        seriesId: series.get(`${of} ${kpi} day`)!,
      })),
      { source: 'test', at: h.state.now },
    );
    await h.refreshed();
  };
  await write(
    names.flatMap((name, i) =>
      ['mttr', 'count'].flatMap(kpi =>
        ['2026-01-10', '2026-02-10', '2026-03-10', '2026-04-10'].map(
          (start, month) => ({
            of: refOf(name),
            kpi,
            period: start,
            value: 2 + i * 7 + month * (kpi === 'count' ? 3 : 1),
          }),
        ),
      ),
    ),
  );
  return { h, write };
}

type Harness = ReturnType<typeof createHarness>;

/** All that is calculated of scopes. */
async function answers(h: Harness, reader: Reader) {
  h.state.hidden = new Set(readers[reader]);
  const context = await h.context();
  const found: Record<string, unknown> = {};
  const ask = async (what: string, answer: Promise<unknown>) => {
    // That it cannot be calculated is an answer as well
    found[what] = await answer.catch(({ message }) => message);
  };
  for (const scope of scopes) {
    await ask(`scorecard ${scope}`, h.scorecards.scorecard(context, scope));
    await ask(
      `history ${scope}`,
      h.scoreHistories.history(context, { scope, tree: 'tree' }),
    );
    await ask(
      `moved ${scope}`,
      h.insights.insights(context, { scope, since: 'P1Y', limit: 50 }),
    );
    for (const kpi of kpis) {
      await ask(
        `series ${scope} ${kpi}`,
        h.services.series.series(context, { scope, kpi }),
      );
    }
  }
  return JSON.parse(JSON.stringify(found));
}

/** The same of a backend that knows nothing but what is stored. */
async function answersAgain(knex: Knex, h: Harness, reader: Reader) {
  const other = createHarness(knex, h.state.entities);
  other.state.now = h.state.now;
  return answers(other, reader);
}

describe.each(databases.eachSupportedId())('what is kept on %s', id => {
  it('is what is calculated again, after whatever happened', async () => {
    const knex = await initDatabase(databases, id);
    const { h, write } = await openPortal(knex);
    const remove = async (of: string, kpi: string, from: string, to: string) =>
      h.deletion.delete(
        await h.context(),
        { entityRef: of, kpi, from, to, setAside: false, dryRun: false },
        () => undefined,
      );
    const change = (how: (all: Entity[]) => Entity[]) => async () => {
      h.state.entities = how(h.state.entities);
    };
    const april = '2026-04-10';
    /** What happens, and whether Anna and Ben see something of it. */
    const steps: [string, () => Promise<unknown>, boolean, boolean][] = [
      [
        'a push',
        () =>
          write([{ of: refOf('c'), kpi: 'count', period: april, value: 99 }]),
        true,
        true,
      ],
      [
        'a push to what one of them may not see',
        () => write([{ of: refOf('a'), kpi: 'mttr', period: april, value: 9 }]),
        false,
        true,
      ],
      [
        'a late measurement of a month long ago',
        () =>
          write([
            { of: refOf('c'), kpi: 'count', period: '2024-06-10', value: 5 },
          ]),
        true,
        true,
      ],
      [
        'two that come to the same sum',
        () =>
          write([
            { of: refOf('a'), kpi: 'count', period: april, value: 14 },
            { of: refOf('c'), kpi: 'count', period: april, value: 96 },
          ]),
        true,
        true,
      ],
      [
        'a measurement of the System itself, which goes into its formula',
        () => write([{ of: system, kpi: 'count', period: april, value: 7 }]),
        true,
        true,
      ],
      [
        'a deletion',
        async () => {
          await remove(refOf('c'), 'count', '2024-01-01', '2024-12-31');
          await remove(system, 'count', '2026-01-01', '2026-12-31');
        },
        true,
        true,
      ],
      [
        'another target of a KPI',
        change(
          without(
            'kpi:default/mttr',
            // From the beginning: another one would hold from now on
            kpiEntity('mttr', {
              source: undefined,
              target: [{ from: '2000-01-01', value: 3 }],
              threshold: [{ from: '2000-01-01', value: 30 }],
            }),
          ),
        ),
        true,
        true,
      ],
      [
        'another way to aggregate it',
        change(
          without(
            'kpi:default/mttr',
            kpiEntity('mttr', {
              source: undefined,
              aggregate: { overTime: 'mean', overEntities: 'max' },
            }),
          ),
        ),
        true,
        true,
      ],
      [
        'another formula',
        change(
          without(
            'kpi:default/share',
            kpiEntity('share', {
              source: undefined,
              formula: '2 * mttr / count',
            }),
          ),
        ),
        true,
        true,
      ],
      [
        'a target of one service',
        change(without(refOf('c'), service('c', { 'target.count': '5' }))),
        true,
        true,
      ],
      [
        'a sum that no number holds, of what one of them may not see',
        () =>
          write(
            ['c', 'a'].map(name => ({
              of: refOf(name),
              kpi: 'count',
              period: april,
              value: 1.7e308,
            })),
          ),
        true,
        true,
      ],
      [
        'a push while it is set aside',
        () =>
          write([{ of: refOf('d'), kpi: 'count', period: april, value: 1 }]),
        true,
        true,
      ],
      [
        'a push that makes it a number again',
        () =>
          write([{ of: refOf('c'), kpi: 'count', period: april, value: 10 }]),
        true,
        true,
      ],
      [
        'a service that leaves the System',
        change(without(refOf('d'), entity('Component:d'))),
        true,
        true,
      ],
      [
        'a day on which everything is of another period',
        async () => {
          h.state.now = new Date('2026-06-20T00:00:00Z');
        },
        true,
        true,
      ],
      ['a service that goes', change(without(refOf('c'))), true, true],
      [
        'what is too old',
        async () => {
          h.config.retention.dropAfterMs = 130 * 86_400_000;
          await h.retention.run(await h.refreshed());
        },
        true,
        true,
      ],
    ];
    const before: Partial<Record<Reader, unknown>> = {};
    for (const [what, happen, ...isSeen] of [
      ['nothing', async () => undefined, true, true] as const,
      ...steps,
    ]) {
      await happen();
      await h.refreshed();
      for (const [index, reader] of (['anna', 'ben'] as const).entries()) {
        const kept = await answers(h, reader);
        expect([what, reader, kept]).toEqual([
          what,
          reader,
          await answersAgain(knex, h, reader),
        ]);
        // Or it would be no step
        const isOther = JSON.stringify(kept) !== JSON.stringify(before[reader]);
        expect([what, reader, isOther]).toEqual([what, reader, isSeen[index]]);
        before[reader] = kept;
      }
      await answers(h, 'everybody');
    }
  });

  it('is of those who see the same, and of nobody else', async () => {
    const knex = await initDatabase(databases, id);
    const { h } = await openPortal(knex);
    const alone: Record<string, unknown> = {};
    for (const reader of Object.keys(readers) as Reader[]) {
      alone[reader] = await answersAgain(knex, h, reader);
    }
    expect(new Set(Object.values(alone).map(x => JSON.stringify(x))).size).toBe(
      3,
    );
    const order: Reader[] = ['anna', 'ben', 'everybody', 'ben', 'anna'];
    for (const reader of order) {
      expect([reader, await answers(h, reader)]).toEqual([
        reader,
        alone[reader],
      ]);
    }
    // At the same time
    const ask = async (reader: Reader) => {
      h.state.hidden = new Set(readers[reader]);
      return h.services.contexts.of({
        $$type: '@backstage/BackstageCredentials',
        principal: {},
      });
    };
    const contexts = [];
    for (const reader of order) {
      contexts.push([reader, await ask(reader)] as const);
    }
    const cards = await Promise.all(
      contexts.map(async ([reader, context]) => [
        reader,
        JSON.parse(
          JSON.stringify(await h.scorecards.scorecard(context, 'all')),
        ),
      ]),
    );
    for (const [reader, card] of cards) {
      expect([reader, card]).toEqual([
        reader,
        (alone[reader] as Record<string, unknown>)['scorecard all'],
      ]);
    }
  });

  it('is calculated once, also when the definitions are read again', async () => {
    const knex = await initDatabase(databases, id);
    const { h, write } = await openPortal(knex);
    let read = 0;
    knex.on('query', ({ sql }: { sql: string }) => {
      read += Number(sql.includes('period_values'));
    });
    const readFor = async (ask: () => Promise<unknown>) => {
      const before = read;
      await ask();
      return read - before;
    };
    const first = await readFor(() => answers(h, 'anna'));
    expect(await readFor(() => answers(h, 'anna'))).toBe(0);
    await write([
      { of: refOf('c'), kpi: 'count', period: '2026-04-10', value: 1 },
    ]);
    const again = await readFor(() => answers(h, 'anna'));
    // Nothing of mttr, which neither was measured nor is computed from it
    expect(again).toBeGreaterThan(0);
    expect(again).toBeLessThan(first);
  });
});
