/**
 * Agents ask through the real MCP backend, with the official client.
 */
import {
  catalogConditions,
  createCatalogConditionalDecision,
} from '@backstage/plugin-catalog-backend/alpha';
import { catalogEntityReadPermission } from '@backstage/plugin-catalog-common/alpha';
import {
  AuthorizeResult,
  isPermission,
} from '@backstage/plugin-permission-common';
import { PermissionPolicy } from '@backstage/plugin-permission-node';
import {
  isKpiNode,
  ScorecardNode,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseAllDocuments } from 'yaml';
import {
  SERVICE_TOKEN,
  startMcpPortal,
  TOKEN_FOR_MCP_ONLY,
} from './__testUtils__/mcpPortal';

jest.setTimeout(300_000);

/** What is denied to users, until a test says otherwise. */
const denied = new Set<string>();

/** Users may not read the component codespaces. */
const policy: PermissionPolicy = {
  async handle({ permission }) {
    if (isPermission(permission, catalogEntityReadPermission)) {
      return createCatalogConditionalDecision(permission, {
        not: catalogConditions.hasMetadata({
          key: 'name',
          value: 'codespaces',
        }),
      });
    }
    return {
      result: denied.has(permission.name)
        ? AuthorizeResult.DENY
        : AuthorizeResult.ALLOW,
    };
  },
};

const actions = 'component:default/actions';
const hidden = 'component:default/codespaces';
const missing = 'component:default/no-such-one';
const kpi = 'incident-mttr';

/** A Kpi of the sample as its author wrote it. */
const yaml = parseAllDocuments(
  readFileSync(
    resolve(__dirname, '../../../../examples/kpis/incident-management.yaml'),
    'utf8',
  ),
)
  .find(document => document.getIn(['metadata', 'name']) === kpi)!
  .toString();

type Args = Record<string, unknown>;

describe('agents', () => {
  let portal: Awaited<ReturnType<typeof startMcpPortal>>;
  let client: Client;
  beforeAll(async () => {
    portal = await startMcpPortal(policy);
    await portal.collect('github-status');
    client = await portal.connect();
  });
  afterAll(async () => {
    await client?.close();
    await portal?.stop();
  });
  beforeEach(() => denied.clear());

  const callAs = async (who: Client, name: string, args?: Args) => {
    const { isError, content, structuredContent } = await who.callTool({
      name: `kpi-tree.${name}`,
      arguments: args,
    });
    const [{ text }] = content as { text: string }[];
    return { isError: isError ?? false, text, output: structuredContent };
  };
  const call = (name: string, args?: Args) => callAs(client, name, args);
  /** The answer of an action that answers. */
  const answer = async (name: string, args?: Args) => {
    const { isError, text, output } = await call(name, args);
    expect({ isError, text }).toMatchObject({ isError: false });
    return output as Record<string, any>;
  };
  /** The message of an action that fails. */
  const failure = async (name: string, args?: Args) => {
    const { isError, text } = await call(name, args);
    expect({ isError, text }).toMatchObject({ isError: true });
    return text;
  };

  it('find the actions, which say what they do, take and change', async () => {
    const { tools } = await client.listTools();
    const writes = 'kpi-tree.propose-action';
    expect(
      tools.find(({ name }) => name === writes)!.annotations,
    ).toMatchObject({
      readOnlyHint: false,
      destructiveHint: false,
      idempotentHint: false,
    });
    expect(
      tools
        .filter(({ name }) => name !== writes)
        .map(({ name, annotations }) => [
          name,
          annotations?.readOnlyHint,
          annotations?.destructiveHint,
          annotations?.idempotentHint,
        ]),
    ).toEqual(
      [
        'what-needs-me',
        'get-scorecard',
        'explain-kpi',
        'compare-services',
        'list-actions',
        'check-definition',
        'try-definition',
      ].map(name => [`kpi-tree.${name}`, true, false, true]),
    );
    for (const { name, description, inputSchema } of tools) {
      expect([name, description!.length > 300]).toEqual([name, true]);
      expect(inputSchema).toMatchObject({ additionalProperties: false });
      const undescribed = Object.entries(inputSchema.properties!)
        .filter(([, field]) => !(field as { description?: string }).description)
        .map(([field]) => `${name} ${field}`);
      expect(undescribed).toEqual([]);
      // Not every agent follows these
      expect(JSON.stringify(inputSchema)).not.toContain('$ref');
    }
  });

  it('learn what needs an owner, worst first, as the portal has it', async () => {
    const owner = 'group:default/incident-management';
    const found = await answer('what-needs-me', { owner, limit: 3 });
    const owned = await portal.get(
      `/owned?owner=${owner}&limit=3&status=off-target,stale,no-data,incomplete,at-risk`,
    );
    expect(found.total).toBe(owned.totalItems);
    expect(found.counts).toEqual(owned.counts);
    expect(found.items).toHaveLength(3);
    expect(found.items.map((one: Args) => [one.kpi, one.value])).toEqual(
      owned.items.map((one: Args) => [one.kpi, one.value]),
    );
    expect(found.items[0]).toMatchObject({
      status: 'off-target',
      unit: expect.any(String),
      period: { type: 'month', start: '2026-04-01' },
      link: expect.stringMatching(
        /^http:\/\/localhost:3000\/kpi-tree\/kpis\/component\/default\/.+\?tree=it-transformation$/,
      ),
    });
    const next = await answer('what-needs-me', {
      owner,
      limit: 3,
      cursor: found.nextCursor,
    });
    expect(next.items[0]).not.toEqual(found.items[0]);

    // The guest and its groups own no KPI: that is said, not taken for good news
    const mine = await answer('what-needs-me');
    expect(mine).toMatchObject({
      owners: ['user:default/guest', 'group:default/platform-team'],
      total: 0,
      notKnown: [expect.stringContaining('own no KPI')],
    });
  });

  it('get the scorecard that the portal shows', async () => {
    const found = await answer('get-scorecard', {
      scope: actions,
      kpis: 'all',
      compare: '2026-03-31',
      limit: 500,
    });
    const scorecard = await portal.get(
      '/scorecards/component/default/actions?compare=2026-03-31',
    );
    const all = (node: ScorecardNode): ScorecardNode[] => [
      node,
      ...node.children.flatMap(all),
    ];
    const nodes = all(scorecard.trees[0].root);
    expect(
      found.nodes.map((one: any) => [
        one.id,
        one.score,
        one.kpi?.value,
        one.before.status,
      ]),
    ).toEqual(
      nodes.map(one => [
        one.id,
        one.score,
        isKpiNode(one) ? one.value : undefined,
        one.before!.status,
      ]),
    );
    expect(found).toMatchObject({
      scope: actions,
      members: 1,
      timeZone: 'UTC',
      trees: [
        {
          tree: 'it-transformation',
          link: 'http://localhost:3000/catalog/default/component/actions/kpi-tree?tree=it-transformation',
        },
      ],
    });

    const branches = await answer('get-scorecard', {
      scope: 'all',
      kpis: 'none',
      node: 'detect-to-correct',
      limit: 1,
    });
    expect(branches.nodes.map(({ id }: { id: string }) => id)).toEqual([
      'detect-to-correct',
    ]);
    expect(branches.notListed.beyondLimit).toBeGreaterThan(0);
    const { nodes: bare } = await answer('get-scorecard', {
      scope: 'component:default/devlake-releases',
      kpis: 'all',
    });
    expect(bare.length).toBeGreaterThan(1);
    expect(
      bare.filter(
        ({ score, whyNoScore }: Args) =>
          (score === null) !== (whyNoScore !== null),
      ),
    ).toEqual([]);
    expect(bare[0]).toMatchObject({
      score: null,
      whyNoScore: expect.any(String),
    });
    // The policy has conditions
    expect(branches.notKnown).toEqual([
      expect.stringContaining('without members that the caller may not read'),
    ]);
  });

  it('have a KPI explained: value, signal, data, members, records', async () => {
    const scope = 'domain:default/github';
    const found = await answer('explain-kpi', { scope, kpi, records: 2 });
    const series = await portal.get(`/series/domain/default/github/${kpi}`);
    const point = series.points.find(
      ({ period }: { period: string }) => period === '2026-04-01',
    );
    const { value, target, threshold, status } = point;
    expect(found).toMatchObject({
      period: { type: 'month', start: '2026-04-01' },
      value,
      target,
      threshold,
      status,
      unit: 'h',
      signal: {
        trend: series.assessment.trend.trend,
        lower: series.assessment.trend.lower,
        upper: series.assessment.trend.upper,
        sentences: series.sentences,
      },
      data: { grade: series.assessment.quality.grade, known: null },
      contribution: {
        before: { period: '2026-03-01' },
        after: { period: '2026-04-01', value },
        whyNone: expect.stringContaining('measured for the scope itself'),
      },
      records: { total: point.denominator, whyNone: null },
      definition: { owner: 'group:default/incident-management' },
      link: 'http://localhost:3000/kpi-tree/kpis/domain/default/github/incident-mttr?records=2026-04-01',
    });
    expect(found.records.items).toHaveLength(2);
    expect(found.records.columns).toContain('title');
    expect(found.history).toHaveLength(12);
    expect(found.history.at(-1)).toMatchObject({ period: '2026-04-01', value });

    const past = await answer('explain-kpi', {
      scope: actions,
      kpi,
      period: '2026-02-14',
    });
    expect(past).toMatchObject({
      period: { start: '2026-02-01' },
      signal: {
        trend: 'unknown',
        whyUnknown: expect.stringContaining('last complete period only'),
      },
      contribution: {
        change: null,
        whyNone: expect.stringContaining('has no members'),
      },
    });
  });

  it('compare services, named or those of a scope', async () => {
    const found = await answer('compare-services', { kpi, limit: 2 });
    const heatmap = await portal.get(
      `/heatmap?tree=it-transformation&sort=kpi:${kpi}&limit=2`,
    );
    expect(found.total).toBe(heatmap.totalItems);
    expect(
      found.services.map(({ entityRef }: { entityRef: string }) => entityRef),
    ).toEqual(
      heatmap.rows.map(({ entityRef }: { entityRef: string }) => entityRef),
    );
    expect(found.kpis).toMatchObject([{ kpi, unit: 'h', target: 2 }]);
    expect(found.services[0].kpis).toMatchObject([
      { kpi, status: 'off-target', period: '2026-04-01' },
    ]);

    const services = ['component:default/pages', actions];
    const named = await answer('compare-services', { services, kpi });
    const valueOf = async (name: string) => {
      const { points } = await portal.get(
        `/series/component/default/${name}/${kpi}`,
      );
      return points.find((one: Args) => one.period === '2026-04-01')?.value;
    };
    const values = new Map(
      named.services.map((one: any) => [one.entityRef, one.kpis[0].value]),
    );
    expect(values).toEqual(
      new Map([
        [services[0], (await valueOf('pages')) ?? null],
        [services[1], await valueOf('actions')],
      ]),
    );
  });

  it('check and try definitions', async () => {
    const wrong = await answer('check-definition', {
      yaml: yaml.replace('unit: h', 'unti: h'),
    });
    expect(wrong).toMatchObject({ isRight: false, kpi: null });
    expect(wrong.problems[0]).toMatchObject({
      line: expect.any(Number),
      field: expect.any(String),
      message: expect.stringContaining('spec.unit is missing'),
    });
    expect(await answer('check-definition', { yaml })).toMatchObject({
      isRight: true,
      problems: [],
      kpi: { name: kpi, spec: { unit: 'h' } },
    });
    const tried = await answer('try-definition', {
      yaml,
      entityRef: actions,
      periods: 2,
    });
    const { points } = await portal.get(
      `/series/component/default/actions/${kpi}`,
    );
    expect(tried).toMatchObject({
      kpi,
      source: 'github-status',
      unit: 'h',
      notKnown: [],
    });
    expect(tried.points.map((one: Args) => [one.period, one.value])).toEqual(
      points.slice(-2).map((one: Args) => [one.period, one.value]),
    );
    expect(tried.olderPoints).toBeGreaterThan(0);
  });

  it('propose actions, which somebody has to open, and list them', async () => {
    const proposed = await answer('propose-action', {
      scope: actions,
      kpi,
      title: 'Runbooks for the most frequent alerts',
      due: '2026-04-30',
      expectation: { percent: -20 },
    });
    expect(proposed.action).toMatchObject({
      state: 'proposed',
      owner: 'user:default/guest',
      answerable: ['user:default/amir-sample', 'group:default/platform-team'],
      isOverdue: true,
      expectation: { value: null, percent: -20, by: null },
      effect: null,
      link: 'http://localhost:3000/kpi-tree/kpis/component/default/actions/incident-mttr',
    });
    const { items } = await portal.get(`/actions?scope=${actions}`);
    expect(items).toMatchObject([
      { id: proposed.action.id, createdBy: 'user:default/guest' },
    ]);
    expect(
      await answer('list-actions', { scope: actions, kpi, overdue: true }),
    ).toMatchObject({ total: 1, items: [proposed.action], nextCursor: null });
    expect(await answer('list-actions', { state: ['open'] })).toMatchObject({
      total: 0,
      items: [],
    });

    const another = { scope: actions, kpi, title: 'x' };
    for (const [args, message] of [
      [{ expectation: { percent: 1, value: 2 } }, /use one of them/],
      [{ due: '2026-01-01', start: '2026-02-01' }, /before start/],
      [{ owner: actions }, /use a user or group/],
      [{ tree: 'it-transformation' }, /use \{ scope, kpi \} or/],
      [{ state: 'done' }, /Unrecognized key.*'state'/],
      [{ links: [{ url: 'ftp://a.example' }] }, /begins with https/],
    ] as [Args, RegExp][]) {
      expect(await failure('propose-action', { ...another, ...args })).toMatch(
        message,
      );
    }
    denied.add('kpi-tree.action.write');
    expect(await failure('propose-action', another)).toMatch(
      /^NotAllowedError: you are not allowed to write actions of incident-mttr/,
    );
    const after = await portal.get(`/actions?scope=${actions}`);
    expect(after.total).toBe(1);
  });

  it('get what their caller may, and hear what is missing', async () => {
    denied.add('kpi-tree.definition.try').add('kpi-tree.record.read');
    expect(await failure('try-definition', { yaml, entityRef: actions })).toBe(
      'NotAllowedError: You need the permission kpi-tree.definition.try: ask the admin of the portal',
    );
    const explained = await answer('explain-kpi', { scope: actions, kpi });
    expect(explained.value).toEqual(expect.any(Number));
    expect(explained.records).toMatchObject({
      total: null,
      items: [],
      whyNone:
        'Records are not shown: You need the permission kpi-tree.record.read: ask the admin of the portal',
    });
    expect(explained.notKnown).toContain(explained.records.whyNone);
  });

  it('cannot tell what they may not read from what does not exist', async () => {
    for (const [name, argsOf] of Object.entries<(ref: string) => Args>({
      'get-scorecard': scope => ({ scope }),
      'explain-kpi': scope => ({ scope, kpi }),
      'compare-services': ref => ({ services: [actions, ref] }),
      'what-needs-me': scope => ({ scope, owner: 'group:default/git-team' }),
      'list-actions': scope => ({ scope }),
      'propose-action': scope => ({ scope, kpi, title: 'x' }),
      'try-definition': entityRef => ({ yaml, entityRef }),
    })) {
      const message = await failure(name, argsOf(hidden));
      expect(message).toMatch(/^NotFoundError: There is no entity component/);
      expect(message.replaceAll(hidden, missing)).toBe(
        await failure(name, argsOf(missing)),
      );
    }
    const { services, total } = await answer('compare-services', { limit: 50 });
    expect(total).toBe(services.length);
    expect(JSON.stringify(services)).not.toContain('codespaces');
    expect(
      JSON.stringify(
        await answer('explain-kpi', { scope: 'all', kpi, parts: 50 }),
      ),
    ).not.toContain('codespaces');
  });

  it('are told what is wrong with their question, and what would be right', async () => {
    for (const [name, args, message] of [
      ['get-scorecard', { scop: 'all' }, /Unrecognized key.*'scop'/],
      ['get-scorecard', {}, /InputError.*"scope"/s],
      ['get-scorecard', { scope: 'a b' }, /is not an entity reference/],
      ['get-scorecard', { scope: 'all', tree: 'x' }, /no valid KpiTree x/],
      ['get-scorecard', { scope: 'all', node: 'x' }, /has no node x/],
      ['get-scorecard', { scope: 'all', asOf: 'May' }, /such as 2026-03-31/],
      ['get-scorecard', { scope: 'all', asOf: '2026-02-31' }, /2026-02-31/],
      ['get-scorecard', { scope: 'a:\0' }, /cannot be stored/],
      ['explain-kpi', { scope: actions, kpi: 'mttx' }, /no valid Kpi mttx/],
      ['explain-kpi', { scope: actions, kpi, records: 51 }, /equal to 50/],
      [
        'explain-kpi',
        { scope: actions, kpi, period: '1990-01-01' },
        /no history: use a date from 20\d\d-/,
      ],
      [
        'compare-services',
        { services: [actions, 'component:default/pages'], scope: 'all' },
        /services and scope are both given/,
      ],
      [
        'compare-services',
        { services: [actions, 'system:default/ai'] },
        /system:default\/ai, which has members/,
      ],
      ['compare-services', { kpi: 'mttx' }, /mttx/],
      ['what-needs-me', { cursor: 'x' }, /use the nextCursor/],
    ] as [string, Args, RegExp][]) {
      expect([name, await failure(name, args)]).toEqual([
        name,
        expect.stringMatching(message),
      ]);
    }
  });

  it('hear that a KPI was never measured, not that it is zero', async () => {
    const scope = 'component:default/devlake-releases';
    const found = await answer('explain-kpi', { scope, kpi });
    expect(found).toMatchObject({
      value: null,
      status: 'no-data',
      history: [],
    });
    expect(found.notKnown[0]).toContain('was never measured');
  });

  it('that are no users have to say whose KPIs they mean', async () => {
    const service = await portal.connect(SERVICE_TOKEN);
    const { isError, text } = await callAs(service, 'what-needs-me');
    expect({ isError, text }).toEqual({
      isError: true,
      text: expect.stringContaining('owner is missing'),
    });
    const proposed = await callAs(service, 'propose-action', {
      scope: actions,
      kpi,
      title: 'x',
    });
    expect(proposed.text).toMatch(/^NotAllowedError: Only users propose/);
    // The MCP backend asks in its own name for a service, which reads everything
    const found = await callAs(service, 'get-scorecard', { scope: hidden });
    expect(found.isError).toBe(false);
    // A token for the MCP backend alone is offered nothing
    const restricted = await portal.connect(TOKEN_FOR_MCP_ONLY);
    expect((await restricted.listTools()).tools).toEqual([]);
    await service.close();
    await restricted.close();
  });
});
