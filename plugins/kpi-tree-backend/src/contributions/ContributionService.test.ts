import {
  Contribution,
  ratioOf,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { initDatabase, testDatabases } from '../__testUtils__/databases';
import {
  entity,
  kpiEntity,
  owners,
  treeEntity,
} from '../__testUtils__/entities';
import { createHarness, measured } from '../__testUtils__/harness';
import { ContributionRequest } from './ContributionService';
import { ScoreContributionRequest } from './ScoreContributionService';

jest.setTimeout(60_000);

const databases = testDatabases();
const [a, b, c] = ['a', 'b', 'c'].map(n => `component:default/${n}`);
const system = 'system:default/s';
const other = 'system:default/t';
const domain = 'domain:default/d';
const team = 'group:default/team';

const component = (name: string, inSystem: string, owner = team) =>
  entity(`Component:${name}`, {
    relations: { [inSystem]: 'partOf', [owner]: 'ownedBy' },
  });

const sum = { aggregate: { overTime: 'sum', overEntities: 'sum' }, unit: '1' };
const computed = {
  source: undefined,
  unit: '%',
  aggregate: { overTime: 'mean', overEntities: 'mean' },
};

const entities = [
  owners,
  kpiEntity('mttr'),
  kpiEntity('opened', { ...sum, target: 2, threshold: 4 }),
  kpiEntity('in-sla', sum),
  kpiEntity('closed', sum),
  kpiEntity('slowest', {
    aggregate: { overTime: 'max', overEntities: 'max' },
  }),
  kpiEntity('sla', {
    ...computed,
    direction: 'higher',
    formula: '100 * in_sla / closed',
    target: 90,
    threshold: 80,
  }),
  kpiEntity('load', { ...computed, formula: 'opened * closed' }),
  treeEntity('tree', {
    d2c: ['mttr', 'opened'],
    r2f: ['in-sla', 'closed', 'sla', 'slowest', 'load'],
  }),
  component('a', system),
  component('b', system, 'group:default/others'),
  component('c', other),
  component('d', other),
  entity('System:s', { relations: { [domain]: 'partOf' } }),
  entity('System:t', { relations: { [domain]: 'partOf' } }),
  entity('Domain:d'),
  entity('Group:team'),
];

const march = { period: '2026-03-10' };

const measurements = [
  // March: (2 × 1 + 4 × 3) / 4 = 3.5 h; April: (5 × 2 + 4 × 1 + 8 × 1) / 4 = 5.5 h
  measured(a, 'mttr', 2, { ...march, weight: 1 }),
  measured(a, 'mttr', 5, { weight: 2 }),
  measured(b, 'mttr', 4, { ...march, weight: 3 }),
  measured(b, 'mttr', 4, { weight: 1 }),
  measured(c, 'mttr', 8, { weight: 1 }),
  measured(a, 'opened', 3, march),
  measured(a, 'opened', 7),
  measured(b, 'opened', 5, march),
  measured(b, 'opened', 1),
  measured(c, 'opened', 2),
  // 8 of 10 in March, 6 of 12 in April; c resolved none of what it had in April
  measured(a, 'in-sla', 3, march),
  measured(a, 'closed', 5, march),
  measured(a, 'in-sla', 1),
  measured(a, 'closed', 7),
  measured(b, 'in-sla', 5, march),
  measured(b, 'closed', 5, march),
  measured(b, 'in-sla', 5),
  measured(b, 'closed', 5),
  measured(a, 'slowest', 9, march),
  measured(a, 'slowest', 6),
  measured(b, 'slowest', 3, march),
  measured(b, 'slowest', 8),
];

const byTitle = ({ parts }: Contribution) =>
  Object.fromEntries(parts.map(part => [part.title, part]));

const add = (numbers: (number | null)[]) =>
  numbers.reduce<number>((total, number) => total + number!, 0);

describe.each(databases.eachSupportedId())('contributions on %s', id => {
  async function harness() {
    const h = createHarness(await initDatabase(databases, id), entities);
    h.source.batches = [{ measurements }];
    await h.collect();
    const ask = async (request: ContributionRequest) =>
      h.contributions.contribution(await h.context(), request);
    const askScore = async (request: ScoreContributionRequest) =>
      h.scoreContributions.contribution(await h.context(), request);
    return { ...h, ask, askScore };
  }

  it('explains a mean by what members did and how much they count', async () => {
    const { ask } = await harness();
    const answer = await ask({ scope: domain, kpi: 'mttr' });
    expect(answer).toMatchObject({
      scope: domain,
      kpi: 'mttr',
      title: 'Title of mttr',
      unit: 'h',
      by: 'entity',
      before: { period: '2026-03-01', value: 3.5, weight: 4 },
      after: { period: '2026-04-01', value: 5.5, weight: 4 },
      change: 2,
      others: null,
      coverage: { total: 4, both: 2, onlyBefore: 0, onlyAfter: 1, none: 1 },
    });
    expect(answer.limit).toBeUndefined();
    const parts = byTitle(answer);
    // Of the whole a made up 1/4 and then 1/2, b 3/4 and then 1/4; reference 4.5
    expect(parts.a).toEqual({
      ref: a,
      title: 'a',
      before: { value: 2, weight: 1 },
      after: { value: 5, weight: 2 },
      rate: 1.125,
      mix: -0.25,
      share: 0.875,
    });
    expect(parts.b).toMatchObject({ rate: 0, mix: 0.25, share: 0.25 });
    expect(parts.c).toMatchObject({
      before: null,
      after: { value: 8, weight: 1 },
      rate: 0,
      mix: 0.875,
      share: 0.875,
    });
    expect(parts.d).toBeUndefined();
    expect(answer.sentences[0].replace(/\u00a0/g, ' ')).toBe(
      '5.5 h in April 2026 after 3.5 h in March 2026: +2 h, worse.',
    );
    expect(answer.sentences.join(' ')).toContain('c explains');
  });

  it('adds up to what the roll-up stores, of every scope and grouping', async () => {
    const { ask, series } = await harness();
    for (const scope of ['all', domain, system, team]) {
      for (const kpi of ['mttr', 'opened', 'sla']) {
        const { points } = await series({ scope, kpi });
        const stored = (start: string) =>
          points.find(point => point.period === start)!.value!;
        for (const by of ['entity', 'owner', 'system'] as const) {
          const answer = await ask({ scope, kpi, by, limit: 1 });
          const shares = [...answer.parts, answer.others].map(
            part => part?.share ?? 0,
          );
          expect(answer.by).toBe(by);
          expect(answer.before.value).toBeCloseTo(stored('2026-03-01'), 9);
          expect(answer.after.value).toBeCloseTo(stored('2026-04-01'), 9);
          expect(add(shares)).toBeCloseTo(
            stored('2026-04-01') - stored('2026-03-01'),
            9,
          );
        }
      }
    }
  });

  it('takes the members of an owner or System together', async () => {
    const { ask } = await harness();
    const owned = byTitle(
      await ask({ scope: 'all', kpi: 'opened', by: 'owner' }),
    );
    expect(Object.keys(owned).sort()).toEqual(['Without owner', 'team']);
    // The owner of b is not in the catalog
    expect(owned['Without owner']).toMatchObject({ ref: null, share: -4 });
    expect(owned.team).toMatchObject({
      ref: team,
      before: { value: 3 },
      after: { value: 9 },
      share: 6,
    });
    const systems = byTitle(
      await ask({ scope: 'all', kpi: 'opened', by: 'system' }),
    );
    expect(systems.s).toMatchObject({ ref: system, share: 0 });
    expect(systems.t).toMatchObject({ before: null, mix: 2, share: 2 });
  });

  it('sums the parts that are not listed individually', async () => {
    const { ask } = await harness();
    const answer = await ask({ scope: 'all', kpi: 'opened', limit: 1 });
    expect(answer.parts.map(part => part.title)).toEqual(['a']);
    expect(answer.others).toEqual({ count: 2, rate: -4, mix: 2, share: -2 });
  });

  it('decomposes a formula that is a ratio of sums', async () => {
    const { ask } = await harness();
    const answer = await ask({ scope: system, kpi: 'sla' });
    expect(answer).toMatchObject({
      before: { value: 80, weight: 10 },
      after: { value: 50, weight: 12 },
      change: -30,
    });
    expect(byTitle(answer).b).toMatchObject({
      before: { value: 100, weight: 5 },
      after: { value: 100, weight: 5 },
      rate: 0,
    });
    expect(add(answer.parts.map(part => part.share))).toBeCloseTo(-30, 9);
  });

  it('says honestly what does not add up, and who changed most', async () => {
    const { ask } = await harness();
    const slowest = await ask({ scope: system, kpi: 'slowest', by: 'owner' });
    expect(slowest).toMatchObject({
      limit: 'max',
      by: 'entity',
      before: { value: 9 },
      after: { value: 8 },
      change: -1,
      rate: null,
      parts: [
        { title: 'b', before: { value: 3 }, after: { value: 8 }, share: null },
        { title: 'a', before: { value: 9 }, after: { value: 6 }, share: null },
      ],
    });
    expect(await ask({ scope: system, kpi: 'load' })).toMatchObject({
      limit: 'formula',
      before: { value: 80 },
      after: { value: 96 },
      parts: [{ title: 'a' }, { title: 'b' }],
    });
  });

  it('does not divide what was measured of the scope itself', async () => {
    const h = await harness();
    h.source.batches = [
      {
        measurements: [
          measured(system, 'opened', 4, march),
          measured(system, 'opened', 6),
        ],
      },
    ];
    await h.collect();
    expect(await h.ask({ scope: system, kpi: 'opened' })).toMatchObject({
      limit: 'own',
      before: { value: 4 },
      after: { value: 6 },
      change: 2,
      parts: [
        { title: 'a', before: { value: 3 }, after: { value: 7 } },
        { title: 'b', before: { value: 5 }, after: { value: 1 } },
      ],
    });
  });

  it('keeps the members of each period', async () => {
    const h = await harness();
    await h.refreshed();
    // In May, b moves to the other system
    h.state.now = new Date('2026-06-10T00:00:00Z');
    h.state.entities = entities.map(each =>
      each.metadata.name === 'b' ? component('b', other) : each,
    );
    h.source.batches = [
      {
        measurements: [
          measured(a, 'opened', 1, { period: '2026-06-02' }),
          measured(a, 'opened', 2, { period: '2026-05-02' }),
          measured(b, 'opened', 9, { period: '2026-05-02' }),
        ],
      },
    ];
    await h.collect();
    await h.refreshed();
    h.state.now = new Date('2026-07-10T00:00:00Z');
    const answer = await h.ask({
      scope: system,
      kpi: 'opened',
      from: '2026-05-31',
      to: '2026-06-30',
    });
    expect(answer).toMatchObject({
      before: { period: '2026-05-01', value: 11 },
      after: { period: '2026-06-01', value: 1 },
      coverage: { total: 2, both: 1, onlyBefore: 1 },
    });
    expect(byTitle(answer).b).toMatchObject({ after: null, mix: -9 });
  });

  it('says that there is nothing to explain', async () => {
    const { ask } = await harness();
    expect(
      await ask({ scope: domain, kpi: 'mttr', to: '2026-03-31' }),
    ).toMatchObject({
      before: { period: '2026-02-01', value: null },
      after: { value: 3.5 },
      change: null,
      limit: 'no-value',
      parts: [],
      sentences: [
        'There is no value in February 2026: there is no change to explain.',
        expect.stringMatching(/^Of 4 members without data: /),
      ],
    });
  });

  it.each([0, -1])(
    'explains no mean of a period with %d behind it',
    async denominator => {
      const { ask, source, collect } = await harness();
      const nothing = ratioOf(5, denominator);
      source.batches = [
        {
          measurements: [
            measured(a, 'mttr', 2, { period: '2026-01-10' }),
            { ...measured(a, 'mttr', 0, { period: '2026-02-10' }), ...nothing },
          ],
        },
      ];
      await collect();
      const answer = await ask({
        scope: domain,
        kpi: 'mttr',
        to: '2026-02-28',
      });
      expect(answer).toMatchObject({
        before: { value: 2 },
        after: { value: null },
        change: null,
        limit: 'no-value',
      });
    },
  );

  it('refuses what cannot be asked', async () => {
    const { ask } = await harness();
    for (const [changes, message] of [
      [{ kpi: 'x' }, 'no valid Kpi x'],
      [{ scope: a }, 'use a System, Domain or Group, or all'],
      [{ from: 'May' }, 'use a date such as 2026-01-31'],
      [
        { to: '2026-05-02' },
        'in a month that is not over: use a date before 2026-05-01',
      ],
      [{ from: '2026-04-30' }, 'use a date before 2026-04-01'],
    ] as const) {
      await expect(
        ask({ ...{ scope: domain, kpi: 'mttr' }, ...changes }),
      ).rejects.toThrow(message);
    }
  });

  it('tells nothing of what the caller may not read', async () => {
    const h = await harness();
    h.state.hidden.add(c).add(team);
    const answer = await h.ask({ scope: domain, kpi: 'mttr', by: 'owner' });
    expect(answer.after).toMatchObject({ weight: 3 });
    expect(answer.parts.map(part => part.title)).toEqual(['Without owner']);
    expect(add(answer.parts.map(part => part.share))).toBeCloseTo(
      answer.change!,
      9,
    );
    const members = await h.ask({ scope: domain, kpi: 'mttr' });
    expect(members.parts.map(part => part.title).sort()).toEqual(['a', 'b']);
    expect(members.coverage.total).toBe(3);
    expect(JSON.stringify([answer, members])).not.toContain(c);
    h.state.hidden.add(domain);
    await expect(h.ask({ scope: domain, kpi: 'mttr' })).rejects.toThrow(
      `There is no entity ${domain} in the catalog, or you are not allowed to read it`,
    );
    const questions = h.catalogQuestions();
    await h.ask({ scope: 'all', kpi: 'mttr', by: 'system' });
    expect(h.catalogQuestions() - questions).toBeLessThanOrEqual(2);
  });

  it('explains the score of a node by its children', async () => {
    const { askScore, scoreHistories, context } = await harness();
    const answer = await askScore({ scope: system, tree: 'tree', node: 'd2c' });
    expect(answer).toMatchObject({
      tree: 'tree',
      node: 'd2c',
      title: 'd2c',
      unit: 'points',
      direction: 'higher',
      by: 'child',
      periodType: 'month',
      before: { period: '2026-03-01' },
      after: { period: '2026-04-01' },
      coverage: { total: 2, both: 2 },
    });
    const { points } = await scoreHistories.history(await context(), {
      scope: system,
      tree: 'tree',
      node: 'd2c',
      from: '2026-03-01',
    });
    expect([answer.before.value, answer.after.value]).toEqual(
      points.map(point => point.score),
    );
    expect(add(answer.parts.map(part => part.share))).toBeCloseTo(
      answer.change!,
      9,
    );
    expect(answer.parts.map(part => part.ref)).toContain('d2c/mttr');
    const root = await askScore({ scope: system, tree: 'tree' });
    expect(root.node).toBe('goal');
    expect(root.parts.map(part => part.ref).sort()).toEqual(['d2c', 'r2f']);
    const ask = (node: string) =>
      askScore({ scope: system, tree: 'tree', node });
    await expect(ask('nowhere')).rejects.toThrow('has no node nowhere');
    await expect(ask('d2c/mttr')).rejects.toThrow('a KPI: ask');
  });
});
