/**
 * A database that another version of the arithmetic filled says after an upgrade what a
 * new one says, and never shows numbers of both.
 */
import { ARITHMETIC_VERSION } from '@internal/kpi-tree';
import { Knex } from 'knex';
import {
  CORPUS_BEFORE,
  CORPUS_NOW,
  corpusEntities,
  corpusMeasurements,
  corpusScopes,
} from '../__testUtils__/arithmeticCorpus';
import { initDatabase, testDatabases } from '../__testUtils__/databases';
import { evaluatedRows, tidy } from '../__testUtils__/evaluatedRows';
import { caller, createHarness } from '../__testUtils__/harness';

jest.setTimeout(300_000);

const databases = testDatabases();
const EARLIER = ARITHMETIC_VERSION - 1;
const a = 'component:default/a';

/** A clock that a test moves; leases of versions end by it. */
function clockAt(start: number) {
  const clock = { now: start, slept: 0 };
  return {
    clock,
    arithmeticOf: (version: number) => ({
      arithmetic: {
        version,
        clock: () => clock.now,
        sleep: async (ms: number) => {
          clock.slept += ms;
        },
      },
    }),
  };
}

describe.each(databases.eachSupportedId())('an upgrade on %s', id => {
  const { clock, arithmeticOf } = clockAt(Date.parse('2026-05-15T08:00:00Z'));

  /** A backend with a version of the arithmetic, and the whole corpus. */
  const open = (knex: Knex, version: number) => {
    const h = createHarness(
      knex,
      corpusEntities.now,
      undefined,
      [],
      arithmeticOf(version),
    );
    h.state.now = CORPUS_NOW;
    return h;
  };

  const fill = async (knex: Knex, version: number) => {
    const h = open(knex, version);
    h.state.now = CORPUS_BEFORE;
    h.state.entities = corpusEntities.before;
    h.source.batches = [{ measurements: corpusMeasurements() }];
    expect((await h.refreshed()).problems()).toEqual([]);
    h.state.now = CORPUS_NOW;
    expect(await h.collect()).toMatchObject({ errors: [] });
    h.state.entities = corpusEntities.now;
    await h.refreshed();
    return h;
  };

  /** What a version might have stored that reckoned otherwise. */
  const falsify = async (knex: Knex) => {
    await knex('period_values').update({ value: knex.raw('2 * value + 1') });
    await knex('current').update({
      value: 1,
      score: 40,
      status: 'at-risk',
      trend: 'worsening',
      grade: 'D',
    });
    await knex('scope_values').update({ value: 87.5, counted: 1 });
    // What no member has any more
    await knex('scope_values').insert({
      scope: 'all',
      kpi: 'mean',
      period: 0,
      value: 1,
      weight: 1,
      counted: 1,
    });
    const states = await knex('scope_current');
    for (const { scope, kpi, state } of states) {
      const changed = { ...JSON.parse(state), value: 87.5, counts: {} };
      await knex('scope_current')
        .where({ scope, kpi })
        .update({ state: JSON.stringify(changed) });
    }
    await knex('entity_nodes').update({ statuses: '{}' });
    await knex('scope_nodes').update({ counts: '{}' });
    await knex('insights').update({ sort_key: 1, day: 1 });
  };

  /** What screens show, through the services. */
  const pages = async (h: ReturnType<typeof open>) => {
    const context = await h.contexts.of(caller);
    const shown: Record<string, unknown> = {};
    for (const scope of corpusScopes) {
      shown[`scorecard ${scope}`] = await h.scorecards.scorecard(
        context,
        scope,
      );
      for (const tree of ['weighted', 'worst']) {
        shown[`history ${tree} ${scope}`] = await h.scoreHistories.history(
          context,
          {
            scope,
            tree,
          },
        );
      }
      for (const kpi of ['mean', 'p90', 'backlog', 'nested']) {
        shown[`series ${scope} ${kpi}`] = await h.series({ scope, kpi });
      }
    }
    shown.heatmap = await h.heatmaps.heatmap(context, {
      scope: 'all',
      tree: 'weighted',
      sort: 'score',
      order: 'asc',
      limit: 50,
    });
    shown.insights = await h.insights.insights(context, {
      scope: 'all',
      since: '2020-01-01',
      limit: 100,
    });
    return JSON.parse(
      JSON.stringify(tidy(shown), (key, value) =>
        key === 'updatedAt' ? undefined : value,
      ),
    );
  };

  it('shows what a new database shows', async () => {
    const fresh = await initDatabase(databases, id);
    const expected = await fill(fresh, ARITHMETIC_VERSION);
    const rows = await evaluatedRows(fresh);
    const shown = await pages(expected);

    const knex = await initDatabase(databases, id);
    await fill(knex, EARLIER);
    await falsify(knex);
    expect(await evaluatedRows(knex)).not.toEqual(rows);

    const upgraded = open(knex, ARITHMETIC_VERSION);
    await upgraded.arithmetic.claim();
    expect(await upgraded.arithmetic.state()).toBe('computing');
    // A page of one service is right before anything else is
    const own = await upgraded.scorecards.scorecard(
      await upgraded.contexts.of(caller),
      a,
    );
    expect(
      JSON.parse(
        JSON.stringify(tidy(own), (key, value) =>
          key === 'updatedAt' ? undefined : value,
        ),
      ),
    ).toEqual(shown[`scorecard ${a}`]);

    await upgraded.refreshed();
    expect(await upgraded.arithmetic.state()).toBe('ready');
    expect(await evaluatedRows(knex)).toEqual(rows);
    expect(await pages(upgraded)).toEqual(shown);

    // Nothing is left to do
    const evaluate = jest.spyOn(upgraded.measurements, 'lockSeries');
    await upgraded.refreshed();
    expect(evaluate).not.toHaveBeenCalled();
  });

  it('goes on where it was interrupted, also by a rollback', async () => {
    const fresh = await initDatabase(databases, id);
    await fill(fresh, ARITHMETIC_VERSION);
    const rows = await evaluatedRows(fresh);

    const knex = await initDatabase(databases, id);
    await fill(knex, EARLIER);
    await falsify(knex);
    const killed = new Error('killed after half of it');
    const half = open(knex, ARITHMETIC_VERSION);
    let calls = 0;
    const { noteEvaluated } = half.measurements;
    half.measurements.noteEvaluated = async (tx, ids) => {
      calls++;
      // Two of the entity, one of all that is measured, and then the formulas
      if (calls === 4) {
        throw killed;
      }
      await noteEvaluated.call(half.measurements, tx, ids);
    };
    // One entity, and then the others all at once
    await half.scorecards.scorecard(await half.contexts.of(caller), a);
    await expect(half.refreshed()).rejects.toThrow(killed);
    expect(await half.arithmetic.state()).toBe('computing');

    // The earlier version is put back, does a part, and goes again
    clock.now += 121_000;
    const back = open(knex, EARLIER);
    await back.scorecards.scorecard(await back.contexts.of(caller), a);
    const again = open(knex, ARITHMETIC_VERSION);
    await again.refreshed();
    expect(await again.arithmetic.state()).toBe('ready');
    expect(await evaluatedRows(knex)).toEqual(rows);
  });

  it('is not undone by replicas that are not upgraded yet', async () => {
    const knex = await initDatabase(databases, id);
    const old = await fill(knex, EARLIER);
    expect(await old.arithmetic.state()).toBe('ready');
    clock.slept = 0;
    const upgraded = open(knex, ARITHMETIC_VERSION);
    await upgraded.refreshed();
    // The old one may answer from what it last read for a moment
    expect(clock.slept).toBeGreaterThanOrEqual(1_000);
    const rows = await knex('current').orderBy('series_id');

    clock.now += 5_000;
    await old.refreshed();
    await expect(old.scorecard(a)).rejects.toThrow(/Another version/);
    expect(await old.arithmetic.state()).toBe('elsewhere');
    await expect(
      old.retention.run(await old.definitions.get()),
    ).resolves.toEqual({ folded: 0, removed: 0 });
    expect(await knex('current').orderBy('series_id')).toEqual(rows);
    expect(await upgraded.arithmetic.state()).toBe('ready');

    // As long as a new one is there
    clock.now += 100_000;
    await upgraded.arithmetic.claim();
    clock.now += 100_000;
    expect(await old.arithmetic.claim()).toBe(false);
    // A rollback: the new ones are gone
    clock.now += 30_000;
    expect(await old.arithmetic.claim()).toBe(true);
    expect(await old.arithmetic.state()).toBe('computing');
    await old.refreshed();
    expect(await old.arithmetic.state()).toBe('ready');
    expect(await upgraded.arithmetic.claim()).toBe(true);
  });

  it('leaves a new portal available from the first moment', async () => {
    const knex = await initDatabase(databases, id);
    const h = open(knex, ARITHMETIC_VERSION);
    expect(await h.arithmetic.claim()).toBe(true);
    expect(await h.arithmetic.state()).toBe('ready');
  });

  it('says which past is folded, and so of an earlier arithmetic', async () => {
    const knex = await initDatabase(databases, id);
    const h = await fill(knex, ARITHMETIC_VERSION);
    const day = 86_400_000;
    h.config.retention = { foldAfterMs: 60 * day, dropAfterMs: Infinity };
    await h.retention.run(await h.definitions.get());
    const earlierBefore = async (scope: string, kpi: string) =>
      (await h.series({ scope, kpi })).earlierArithmeticBefore;
    expect(await earlierBefore(a, 'p90')).toBeUndefined();
    // As a version folded it whose values of periods were others
    await knex('series')
      .where({ entity_ref: a })
      .whereNotNull('folded_until')
      .update({ folded_arithmetic: 1 });
    expect(await earlierBefore(a, 'p90')).toBe('2026-03-01');
    expect(await earlierBefore('system:default/s1', 'p90')).toBe('2026-03-01');
    expect(await earlierBefore('component:default/b', 'p90')).toBeUndefined();
    expect(await earlierBefore(a, 'ratio')).toBe('2026-03-01');
    expect(await earlierBefore('all', 'ratio')).toBe('2026-03-01');
    expect(await earlierBefore(a, 'mean')).toBeUndefined();
    // Folding on keeps the mark of what was folded before
    h.config.retention = { foldAfterMs: 20 * day, dropAfterMs: Infinity };
    await h.retention.run(await h.definitions.get());
    expect(await earlierBefore(a, 'p90')).toBe('2026-04-01');
  });
});
