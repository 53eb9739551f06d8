import { createServer, Server } from 'node:http';
import { AddressInfo } from 'node:net';
import { ActionView } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { Command } from 'commander';
import { addActionsCommand } from './command';

const action: ActionView = {
  id: '1',
  scope: 'component:default/pay',
  kpi: 'mttr',
  title: 'Runbooks',
  owner: 'group:default/ops',
  state: 'open',
  start: '2026-01-01',
  due: '2026-02-01',
  version: 1,
  createdBy: 'user:default/jane',
  createdAt: '2026-01-01T00:00:00Z',
  changedBy: 'user:default/jane',
  changedAt: '2026-01-01T00:00:00Z',
  subjectTitle: 'Mean time to restore',
  unit: 'h',
  periodType: 'month',
  answerable: [],
  isOverdue: true,
  mayWrite: false,
  effect: { verdict: 'too-early', reason: 'few-after', missing: 2 },
};

/** A portal whose list has two pages. */
async function startPortal() {
  const asked: string[] = [];
  const server: Server = createServer((req, res) => {
    asked.push(req.url ?? '');
    const isFirst = !req.url?.includes('cursor=');
    res.setHeader('content-type', 'application/json');
    res.end(
      JSON.stringify({
        items: [isFirst ? action : { ...action, id: '2', title: 'Drills' }],
        total: 2,
        ...(isFirst ? { nextCursor: 'next' } : {}),
      }),
    );
  });
  await new Promise<void>(listening => {
    server.listen(0, '127.0.0.1', listening);
  });
  const { port } = server.address() as AddressInfo;
  return { asked, server, url: `http://127.0.0.1:${port}` };
}

describe('kpi-tree actions', () => {
  let portal: Awaited<ReturnType<typeof startPortal>>;
  const written: string[] = [];

  beforeEach(async () => {
    process.env.KPI_TREE_TOKEN = 'the-secret-token';
    portal = await startPortal();
    written.length = 0;
    jest.spyOn(process.stdout, 'write').mockImplementation(text => {
      written.push(String(text));
      return true;
    });
  });

  afterEach(() => {
    jest.restoreAllMocks();
    portal.server.close();
  });

  const run = (...args: string[]) => {
    const program = new Command();
    program.exitOverride();
    addActionsCommand(program);
    return program.parseAsync(['actions', '--url', portal.url, ...args], {
      from: 'user',
    });
  };

  it('lists all pages in sentences', async () => {
    await run('--scope', 'pay', '--state', 'open', 'proposed', '--overdue');
    expect(written.join('')).toBe(
      `Runbooks [open, overdue]
  mttr of component:default/pay, done by group:default/ops, from 2026-01-01, due 2026-02-01
  Too early: 2 months more with a value are needed.
  1

Drills [open, overdue]
  mttr of component:default/pay, done by group:default/ops, from 2026-01-01, due 2026-02-01
  Too early: 2 months more with a value are needed.
  2
`,
    );
    expect(decodeURIComponent(portal.asked[0])).toBe(
      '/api/kpi-tree/v1/actions?scope=component:default/pay&below=true&state=open,proposed&overdue=true&limit=200',
    );
    expect(portal.asked).toHaveLength(2);
  });

  it('prints them as JSON', async () => {
    await run('--json');
    expect(JSON.parse(written.join(''))).toMatchObject([
      { id: '1', effect: { verdict: 'too-early' } },
      { id: '2' },
    ]);
  });

  it('refuses a state that there is not', async () => {
    await expect(run('--state', 'late')).rejects.toThrow(
      '--state is late: use one of proposed, open, done, cancelled',
    );
    expect(portal.asked).toEqual([]);
  });
});
