/**
 * To whoever may not read an entity the portal is as if it did not exist.
 */
import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { Knex } from 'knex';
import { initDatabase, testDatabases } from '../__testUtils__/databases';
import {
  entity,
  kpiEntity,
  owners,
  treeEntity,
} from '../__testUtils__/entities';
import { createHarness, measured } from '../__testUtils__/harness';
import { kpiUsage, treeUsage } from '../catalog/usage';

jest.setTimeout(60_000);

const databases = testDatabases();
const system = 'system:default/s';
const domain = 'domain:default/d';
const group = 'group:default/team';
const kpis = ['mttr', 'count', 'median'];
const { CONDITIONAL } = AuthorizeResult;

const service = (name: string) =>
  entity(`Component:${name}`, {
    relations: { [system]: 'partOf', [group]: 'ownedBy' },
    annotations: { 'target.count': name.length === 1 ? '3' : '1' },
  });

const base: Entity[] = [
  owners,
  kpiEntity('mttr'),
  kpiEntity('count', {
    unit: '1',
    aggregate: { overTime: 'sum', overEntities: 'sum' },
    target: 2,
    threshold: 4,
  }),
  kpiEntity('median', {
    grain: 'month',
    aggregate: { overTime: 'none', overEntities: 'none' },
  }),
  treeEntity('tree', { d2c: kpis }),
  entity('System:s', { relations: { [domain]: 'partOf' } }),
  entity('Domain:d'),
  entity('Group:team'),
  // Among more than are asked for by name
  ...Array.from({ length: 120 }, (_, i) => service(`x${i}`)),
  service('a'),
  service('b'),
];

/** What nobody but the admin may read, with the worst numbers and a mistake. */
const secret = entity('Component:secret', {
  relations: { [system]: 'partOf', [group]: 'ownedBy' },
  annotations: { 'target.count': '77', 'threshold.mttr': 'nonsense' },
});
const secretRef = stringifyEntityRef(secret);

const periods = ['2026-02-10', '2026-04-10', '2026-05-02'];

const measurementsOf = (entityRef: string, size: number) =>
  periods.flatMap(start => [
    measured(entityRef, 'mttr', size, { period: start }),
    measured(entityRef, 'count', size, { period: start }),
    measured(entityRef, 'median', size, { period: `${start.slice(0, 7)}-01` }),
  ]);

describe.each(databases.eachSupportedId())('visibility on %s', id => {
  async function portal(
    entities: Entity[],
    catalogRead?: AuthorizeResult,
    database?: Knex,
  ) {
    const knex = database ?? (await initDatabase(databases, id));
    const h = createHarness(knex, entities);
    h.source.batches = [
      {
        measurements: entities
          .filter(e => e.kind === 'Component')
          .flatMap(e =>
            measurementsOf(
              stringifyEntityRef(e),
              e === secret ? 987.654 : e.metadata.name.length,
            ),
          ),
      },
    ];
    await h.collect();
    await h.refreshed();
    h.state.catalogRead = catalogRead;
    return h;
  }

  /** Everything that can be read, of every scope. */
  async function everything(h: ReturnType<typeof createHarness>) {
    const context = await h.context();
    const { definitions } = context;
    const answers: Record<string, unknown> = {
      kpi: kpiUsage(definitions, definitions.kpi('mttr')),
      tree: treeUsage(definitions, definitions.tree('tree')),
      problems: definitions.problems(),
    };
    for (const scope of ['all', system, domain, group]) {
      answers[`scorecard ${scope}`] = await h.scorecards.scorecard(
        context,
        scope,
      );
      answers[`history ${scope}`] = await h.scoreHistories.history(context, {
        scope,
        tree: 'tree',
      });
      for (const kpi of kpis) {
        answers[`series ${scope} ${kpi}`] = await h.services.series.series(
          context,
          { scope, kpi },
        );
        for (const sort of ['score', 'value', 'name'] as const) {
          const pages = [];
          for (let cursor: string | undefined; ; ) {
            const page = await h.services.members.members(context, {
              kpi,
              scope,
              sort,
              limit: 50,
              cursor,
            });
            pages.push(page);
            cursor = page.nextCursor;
            if (!cursor) {
              break;
            }
          }
          answers[`members ${scope} ${kpi} ${sort}`] = pages;
        }
      }
    }
    answers['by day'] = await h.services.series.series(context, {
      scope: 'all',
      kpi: 'mttr',
      periodType: 'day',
      from: '2026-04-01',
    });
    return JSON.parse(JSON.stringify(answers));
  }

  it('of what may not be read is that of a portal without it', async () => {
    const without = await everything(await portal(base, CONDITIONAL));
    const h = await portal([...base, secret]);
    const open = await everything(h);
    // The secret shows to those who may read it: or the comparison proves nothing
    expect(JSON.stringify(open)).toContain('987.654');
    expect(JSON.stringify(open)).toContain(secretRef);
    h.state.hidden.add(secretRef);
    const restricted = await everything(h);
    expect(JSON.stringify(restricted)).not.toContain('secret');
    // When it was last written is another time in another portal
    expect(restricted).toEqual(without);
    for (const ask of [
      () => h.scorecard(secretRef),
      () => h.series({ scope: secretRef, kpi: 'mttr' }),
      () =>
        h.members({
          kpi: 'mttr',
          scope: secretRef,
          sort: 'name',
          limit: 1,
        }),
    ]) {
      await expect(ask()).rejects.toThrow(
        `There is no entity ${secretRef} in the catalog, or you are not allowed to read it`,
      );
    }
  });

  it('of a tree that may not be read shows nothing of the targets that it sets', async () => {
    const entities = [
      ...base.filter(({ kind }) => kind !== 'KpiTree'),
      kpiEntity('doubled', {
        formula: '2 * mttr',
        source: undefined,
        target: 100,
        threshold: 200,
      }),
      treeEntity('tree', { d2c: [...kpis, 'doubled'] }),
    ];
    const strict = treeEntity(
      'strict',
      {},
      {
        root: {
          id: 'goal',
          kind: 'goal',
          title: 'Strict',
          children: ['mttr', 'doubled'].map(kpi => ({
            kpi,
            target: 0.5,
            threshold: 0.75,
          })),
        },
      },
    );
    const without = await everything(await portal(entities, CONDITIONAL));
    const h = await portal([...entities, strict]);
    expect(await everything(h)).not.toEqual(without);
    h.state.hidden.add('kpitree:default/strict');
    expect(await everything(h)).toEqual(without);
  });

  it('of a scope holds for those who were its members, too', async () => {
    const h = await portal([...base, secret]);
    // The secret moves away: the past of the system keeps it
    h.state.entities = [...base, entity('Component:secret')];
    h.state.now = new Date('2026-05-20T00:00:00Z');
    const past = async () =>
      (await h.series({ scope: system, kpi: 'count' })).points[0].value;
    const before = await past();
    h.state.hidden.add(secretRef);
    expect(before! - (await past())!).toBeCloseTo(987.654, 9);
  });

  it('of a scope says that what is gone from the catalog may be missing', async () => {
    const h = await portal([...base, secret]);
    const answers = async () => {
      const asked = await h.context();
      const { series, contributions, scoreContributions } = h.services;
      const ofSystem = await series.series(asked, {
        scope: system,
        kpi: 'count',
      });
      const inTree = { scope: system, tree: 'tree' };
      return {
        past: ofSystem.points[0].value,
        partial: [
          ofSystem,
          await h.scorecards.scorecard(asked, system),
          await h.scorecards.scorecard(asked, 'all', 'tree', {
            asOf: '2026-03-15',
          }),
          await h.scoreHistories.history(asked, inTree),
          await contributions.contribution(asked, {
            scope: system,
            kpi: 'count',
          }),
          await contributions.contribution(asked, {
            scope: system,
            kpi: 'median',
          }),
          await scoreContributions.contribution(asked, inTree),
        ].map(each => each.partial),
        // What was measured of an entity itself is whole
        ofEntity: [
          await series.series(asked, {
            scope: 'component:default/a',
            kpi: 'count',
          }),
          await h.scorecards.scorecard(asked, 'component:default/a'),
        ].map(each => each.partial),
      };
    };
    const none = (count: number) => Array(count).fill(undefined);
    const whole = { partial: none(7), ofEntity: none(2) };
    const before = await answers();
    expect(before).toMatchObject(whole);
    // Also where nothing is gone: whether anything is, is not theirs to know
    h.state.catalogRead = CONDITIONAL;
    expect(await answers()).toEqual({
      past: before.past,
      partial: Array(7).fill(true),
      ofEntity: none(2),
    });

    h.state.catalogRead = undefined;
    h.state.entities = base;
    h.state.now = new Date('2026-05-20T00:00:00Z');
    await h.refreshed();
    expect(await answers()).toMatchObject({ ...whole, past: before.past });
    h.state.catalogRead = CONDITIONAL;
    const after = await answers();
    expect(before.past! - after.past!).toBeCloseTo(987.654, 9);
    expect(after.partial).toEqual(Array(7).fill(true));
  });

  it('is without entities that only another backend knows yet', async () => {
    const knex = await initDatabase(databases, id);
    const h = await portal(base, undefined, knex);
    const late = createHarness(knex, base, undefined, undefined, {
      definitionsMaxAgeMs: 3_600_000,
    });
    // With which it would learn of it
    jest.spyOn(late.refresher, 'refresh').mockResolvedValue();
    jest.spyOn(late.refresher, 'refreshSoon').mockReturnValue();
    late.state.catalogRead = CONDITIONAL;
    const ofSystem = async () =>
      JSON.stringify(await late.series({ scope: system, kpi: 'count' }));
    const before = await ofSystem();
    h.state.entities = [...base, secret];
    h.source.batches = [{ measurements: measurementsOf(secretRef, 987.654) }];
    await h.collect();
    await h.refreshed();
    expect(await ofSystem()).toEqual(before);
    late.state.catalogRead = undefined;
    expect(await ofSystem()).not.toEqual(before);
  });

  it('is asked of the catalog in one question', async () => {
    const h = await portal(base);
    h.state.hidden.add(secretRef);
    const questions = h.catalogQuestions();
    await h.scorecard('all');
    expect(h.catalogQuestions() - questions).toBeLessThanOrEqual(2);
    h.state.hidden.clear();
    const open = h.catalogQuestions();
    await h.scorecard('all');
    expect(h.catalogQuestions() - open).toBe(0);
  });
});
