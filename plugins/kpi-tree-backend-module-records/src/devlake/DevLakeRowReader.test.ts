import createKnex, { Knex } from 'knex';
import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { documentedColumns } from '../__testUtils__/startProduct';
import { a, b, collect, domain, TestKpi } from '../__testUtils__/records';
import { ReadRow, Row } from '../rows/RowReader';
// The models of Apache DevLake as the types of gorm, which creates its tables
import schema from '../__testData__/devlake/schema.json';
import { devLakeSchema } from './config';
import { DevLakeRowReader } from './DevLakeRowReader';

jest.setTimeout(120_000);

const NAME = 'devlake_test';

/** How gorm writes the types of Go; see its drivers of MySQL 1.5 and PostgreSQL 1.5. */
const types: Record<string, Record<string, string>> = {
  pg: {
    string: 'text',
    'indexed string': 'text',
    time: 'timestamptz',
    bool: 'boolean',
    float64: 'decimal',
    int: 'bigint',
    int64: 'bigint',
    uint: 'bigint',
    uint64: 'bigint',
  },
  mysql2: {
    string: 'longtext',
    'indexed string': 'varchar(191)',
    time: 'datetime(3)',
    bool: 'boolean',
    float64: 'double',
    int: 'bigint',
    int64: 'bigint',
    uint: 'bigint unsigned',
    uint64: 'bigint unsigned',
  },
};

/** An empty database of a DevLake. */
async function createTables(knex: Knex, client: string): Promise<void> {
  for (const [table, columns] of Object.entries(schema.tables)) {
    await knex.schema.dropTableIfExists(table);
    await knex.schema.createTable(table, builder => {
      const keys: string[] = [];
      for (const [column, type] of Object.entries(columns)) {
        const [name] = type.split(' key');
        builder.specificType(column, types[client][name] ?? name);
        if (type.endsWith(' key')) {
          keys.push(column);
        }
      }
      if (keys.length) {
        builder.primary(keys);
      }
    });
  }
}

const {
  BACKSTAGE_TEST_DATABASE_POSTGRES18_CONNECTION_STRING: postgres,
  KPI_TREE_TEST_MARIADB_URL: mariadb,
} = process.env;

const databases = [
  { client: 'pg' as const, server: postgres },
  { client: 'mysql2' as const, server: mariadb },
];

databases
  .filter(({ server }) => !server)
  // Said in the output, so that nobody takes them for tested
  .forEach(({ client }) => it.todo(`reads a DevLake with a real ${client}`));

/** A date as DevLake writes it: in UTC. */
const at = (day: string, time = '00:00:00') => new Date(`2026-${day}T${time}Z`);

const commit = (
  deployment: string,
  finished: Date | null,
  changes: object = {},
) => ({
  id: `${deployment}:${Math.random()}`,
  commit_sha: '0a1b2c',
  cicd_deployment_id: deployment,
  cicd_scope_id: 'github:1',
  result: 'SUCCESS',
  environment: 'PRODUCTION',
  created_date: at('03-01'),
  finished_date: finished,
  repo_url: 'https://github.com/acme/shop',
  ...changes,
});

const mapping = (project_name: string, table: string, row_id: string) => ({
  project_name,
  table,
  row_id,
});

const blueprint = (id: number, project_name: string, enable = true) => ({
  id,
  name: project_name,
  project_name,
  enable,
});

const pipeline = (
  id: number,
  blueprint_id: number,
  began_at: Date,
  changes: object = {},
) => ({
  id,
  blueprint_id,
  began_at,
  status: 'TASK_COMPLETED',
  skip_collectors: false,
  ...changes,
});

const rows: Record<string, object[]> = {
  project_mapping: [
    mapping('shop', 'cicd_scopes', 'github:1'),
    // Ids are of one table
    mapping('other', 'boards', 'github:1'),
    mapping('shop', 'repos', 'github:1'),
    mapping('shop', 'boards', 'board:1'),
    mapping('shop', 'boards', 'board:2'),
    mapping('platform', 'cicd_scopes', 'github:1'),
    mapping('platform', 'repos', 'github:1'),
  ],
  cicd_scopes: [{ id: 'github:1', name: 'acme/shop' }],
  repos: [{ id: 'github:1', name: 'acme/shop' }],
  cicd_deployment_commits: [
    // One deployment of two commits, the second of which ends in April
    commit('d1', at('03-31', '23:59:59')),
    commit('d1', at('04-01', '00:00:01')),
    commit('d2', at('03-31', '23:59:59.999')),
    commit('d3', at('03-10')),
    commit('d4', at('03-11'), { result: 'FAILURE' }),
    commit('d5', at('03-12'), { environment: 'STAGING' }),
    // Not finished
    commit('d6', null),
    // Of no project
    commit('d7', at('03-13'), { cicd_scope_id: 'github:2' }),
  ],
  incidents: [
    ...['i1', 'i2'].map((id, n) => ({
      id,
      table: 'boards',
      scope_id: 'board:1',
      status: 'DONE',
      severity: 'high',
      created_date: at('03-10', '01:00:00'),
      resolution_date: at('03-11', `0${n}:00:00`),
      lead_time_minutes: 1_380 + n * 60,
    })),
    {
      id: 'i3',
      table: 'boards',
      scope_id: 'board:1',
      status: 'IN_PROGRESS',
      created_date: at('03-20'),
    },
  ],
  project_incident_deployment_relationships: [
    { id: 'i1', project_name: 'shop', deployment_id: 'd3' },
    { id: 'i2', project_name: 'shop', deployment_id: 'd3' },
    { id: 'i1', project_name: 'platform', deployment_id: 'd3' },
    { id: 'i3', project_name: 'shop', deployment_id: 'd3' },
    // Of an incident that is gone
    { id: 'gone', project_name: 'shop', deployment_id: 'd2' },
  ],
  pull_requests: [
    ...['p1', 'p2', 'p3'].map((id, n) => ({
      id,
      base_repo_id: 'github:1',
      status: 'MERGED',
      created_date: at(`03-0${n + 1}`),
      merged_date: at('03-05'),
      is_draft: false,
      author_name: 'Jane Doe',
    })),
    {
      id: 'p4',
      base_repo_id: 'github:1',
      status: 'OPEN',
      created_date: at('03-05'),
      is_draft: true,
    },
  ],
  project_pr_metrics: [
    // Computed for each project: of p2 with another deployment
    ...[
      ['p1', 'shop', 100],
      ['p1', 'platform', 100],
      ['p2', 'shop', 200],
      ['p2', 'platform', 1_200],
      ['p3', 'shop', 600],
    ].map(([id, project_name, minutes]) => ({
      id,
      project_name,
      pr_cycle_time: minutes,
      pr_deployed_date: minutes === 1_200 ? at('04-01') : at('03-10'),
    })),
    // Not deployed
    { id: 'p3', project_name: 'platform', pr_cycle_time: 5 },
  ],
  board_issues: [
    // On two boards of one project
    { board_id: 'board:1', issue_id: 'x1' },
    { board_id: 'board:2', issue_id: 'x1' },
    { board_id: 'board:3', issue_id: 'x2' },
  ],
  issues: ['x1', 'x2'].map(id => ({
    id,
    type: 'BUG',
    status: 'DONE',
    created_date: at('03-02'),
    resolution_date: at('03-03'),
    lead_time_minutes: 1_440,
    is_subtask: false,
    assignee_name: 'Jane Doe',
    title: 'Jane is sad',
  })),
  _devlake_blueprints: [
    blueprint(1, 'shop'),
    blueprint(2, 'platform'),
    // Nobody collects it, and it holds nothing back
    blueprint(3, 'other', false),
  ],
  _devlake_pipelines: [
    pipeline(1, 1, at('05-10')),
    pipeline(2, 1, at('05-11'), { status: 'TASK_FAILED' }),
    pipeline(3, 1, at('05-12'), { status: 'TASK_PARTIAL' }),
    pipeline(4, 1, at('05-13'), { skip_collectors: true }),
    pipeline(5, 2, at('05-20', '12:00:00.5')),
    pipeline(6, 3, at('01-01')),
  ],
};

const deployed = { result: 'SUCCESS', environment: 'PRODUCTION' };

const kpis: TestKpi[] = [
  {
    name: 'deployments',
    settings: {
      time: 'finished_date',
      measure: 'count',
      where: { kind: 'deployment', ...deployed },
    },
  },
  {
    name: 'failures',
    spec: { unit: '%' },
    settings: {
      time: 'finished_date',
      measure: 'ratio',
      where: { kind: 'deployment', ...deployed },
      numerator: { sum: 'incidents' },
    },
  },
  {
    name: 'lead-time',
    settings: {
      time: 'pr_deployed_date',
      measure: 'median',
      where: { kind: 'pull_request' },
      of: { column: 'pr_cycle_time', unit: 'min' },
    },
    spec: { unit: 'min' },
  },
  {
    name: 'mttr',
    settings: {
      time: 'resolution_date',
      measure: 'mean',
      where: { kind: 'incident' },
      of: { column: 'lead_time_minutes', unit: 'min' },
    },
    spec: { unit: 'min' },
  },
  {
    name: 'recovery',
    settings: {
      time: 'resolution_date',
      measure: 'mean',
      where: { kind: 'incident' },
      of: {
        duration: { from: 'deployment_finished_date', to: 'resolution_date' },
      },
    },
    spec: { unit: 'min' },
  },
  {
    name: 'bugs',
    settings: {
      time: 'created_date',
      measure: 'count',
      where: { kind: 'issue', type: 'BUG' },
    },
  },
];

describe.each(databases.filter(({ server }) => server))(
  'a DevLake with $client',
  ({ client, server }) => {
    let knex: Knex;
    let connection: string;

    beforeAll(async () => {
      const admin = createKnex({ client, connection: server });
      const url = new URL(server!);
      if (client === 'pg') {
        await admin.raw(`create schema if not exists ${NAME}`);
        url.searchParams.set('options', `-c search_path=${NAME}`);
      } else {
        await admin.raw(`create database if not exists ${NAME}`);
        url.pathname = `/${NAME}`;
      }
      await admin.destroy();
      connection = url.href;
      knex = createKnex({
        client,
        connection:
          client === 'pg' ? connection : { uri: connection, timezone: 'Z' },
      } as Knex.Config);
    });

    afterAll(() => knex.destroy());

    beforeEach(async () => {
      await createTables(knex, client);
      for (const [table, list] of Object.entries(rows)) {
        await knex(table).insert(list);
      }
    });

    const readerOf = (settings: object = {}) =>
      new DevLakeRowReader(
        devLakeSchema.parse({ client, connection, ...settings }),
        'kpiTree.records.sources[test].devLake',
      );

    const measure = (settings: object = {}, covers: object = {}) =>
      collect(readerOf(settings), {
        kpis,
        config: {
          csv: undefined,
          devLake: devLakeSchema.parse({ client, connection }),
          entities: {
            column: 'project',
            map: { shop: a, platform: b },
            ignore: ['*'],
            always: [domain],
          },
          covers,
        },
      });

    it('needs no more than what the page lets its user read', async () => {
      const page = readFileSync(
        resolve(__dirname, '../../docs/devlake.md'),
        'utf8',
      );
      const tables = [...page.matchAll(/grant select on lake\.(\w+) to/g)].map(
        ([, table]) => table,
      );
      const isPostgres = client === 'pg';
      const user = isPostgres ? 'kpi_reader' : `'kpi_reader'@'%'`;
      if (isPostgres) {
        await knex.raw(
          `do $$ begin create user kpi_reader password 'secret'; exception when duplicate_object then null; end $$`,
        );
        await knex.raw(`grant usage on schema ${NAME} to ${user}`);
      } else {
        await knex.raw(
          `create user if not exists ${user} identified by 'secret'`,
        );
      }
      for (const table of tables) {
        await knex.raw(`grant select on ${NAME}.${table} to ${user}`);
      }
      const url = new URL(connection);
      url.username = 'kpi_reader';
      url.password = 'secret';
      const { rowsRead, errors } = await measure({ connection: url.href });
      expect(errors).toEqual([]);
      expect(rowsRead).toBe((await measure()).rowsRead);
    });

    const read = async (settings: object = {}) => {
      const found: ReadRow[] = [];
      for await (const row of readerOf(settings).read({
        signal: new AbortController().signal,
      })) {
        found.push(row);
      }
      return found;
    };

    const rowsOf = async (settings: object = {}) =>
      (await read(settings)).map(one => ('row' in one ? one.row : ({} as Row)));

    it('measures deployments to production as DevLake counts them', async () => {
      const { values, errors } = await measure();
      expect(errors).toEqual([]);
      expect(values(a, 'deployments')).toMatchObject({
        '2026-03-01': [2, 1],
        '2026-04-01': [1, 1],
      });
      // It is in two projects, and one deployment
      expect(values(b, 'deployments')).toEqual(values(a, 'deployments'));
      expect(values(domain, 'deployments')).toMatchObject({
        '2026-03-01': [3, 1],
        '2026-04-01': [1, 1],
      });
    });

    it('measures the incidents that deployments caused', async () => {
      const { values } = await measure();
      // Three of one of two: DevLake has more than 100 % as well
      expect(values(a, 'failures')).toEqual({
        '2026-03-01': [150, 2],
        '2026-04-01': [0, 1],
      });
      expect(values(a, 'mttr')).toEqual({ '2026-03-01': [1_410, 2] });
      expect(values(a, 'recovery')).toEqual({ '2026-03-01': [1_470, 2] });
    });

    it('measures the lead time of changes by project', async () => {
      const { values } = await measure();
      expect(values(a, 'lead-time')).toEqual({ '2026-03-01': [200, 3] });
      expect(values(b, 'lead-time')).toEqual({
        '2026-03-01': [100, 1],
        '2026-04-01': [1_200, 1],
      });
    });

    it('counts an issue of two boards once', async () => {
      const { values } = await measure();
      expect(values(a, 'bugs')['2026-03-01']).toEqual([1, 1]);
      expect(values(domain, 'bugs')['2026-03-01']).toEqual([2, 1]);
    });

    it('knows nothing of what was after the last whole collection', async () => {
      const { coveredUntil, values } = await measure();
      expect(coveredUntil).toBe('2026-05-10T00:00:00.000Z');
      // May has begun to be known
      expect(Object.keys(values(a, 'deployments'))).toEqual([
        '2026-03-01',
        '2026-04-01',
        '2026-05-01',
      ]);
      const platform = await measure({ projects: ['platform'] });
      expect(platform.coveredUntil).toBe('2026-05-20T12:00:00.500Z');
      const configured = await measure({}, { until: '2026-04-15' });
      expect(configured.coveredUntil).toBe('2026-04-15T00:00:00.000Z');
    });

    it('says which project was never collected', async () => {
      await knex('_devlake_pipelines').where({ blueprint_id: 1 }).delete();
      const { errors, coveredUntil } = await measure();
      expect(errors).toEqual([
        expect.stringMatching(
          /devLake project shop: DevLake has not collected all of this project yet/,
        ),
      ]);
      expect(coveredUntil).toBe('2026-05-20T12:00:00.500Z');
    });

    it('reads what is configured, of the projects that are', async () => {
      const ids = async (settings: object) =>
        (await rowsOf(settings)).map(({ kind, id, project }) =>
          [kind, id, project].join(' '),
        );
      const wrong = await measure({ projects: ['shpo', 'platform'] });
      expect(wrong.errors).toContain(
        'kpiTree.records.sources[test].devLake.projects: DevLake has no project shpo: did you mean shop?',
      );
      expect(await ids({ read: ['issues'], projects: ['shop'] })).toEqual([
        'issue x1 shop',
      ]);
      expect(await ids({ read: ['issues', 'incidents'] })).toEqual([
        'issue x1 shop',
        'issue x2 ',
        'incident i1 shop',
        'incident i2 shop',
        'incident i3 shop',
      ]);
      expect(
        await ids({ read: ['pullRequests'], projects: ['platform'] }),
      ).toEqual([
        'pull_request p1 platform',
        'pull_request p2 platform',
        'pull_request p3 platform',
        'pull_request p4 platform',
      ]);
    });

    it('has the documented columns, and nothing of people', async () => {
      const found = await rowsOf();
      expect(JSON.stringify(found)).not.toContain('Jane');
      const documented = documentedColumns('devlake.md');
      for (const kind of ['deployment', 'pull_request', 'incident', 'issue']) {
        const columns = found
          .filter(row => row.kind === kind)
          .flatMap(row => Object.keys(row));
        expect([kind, [...new Set(columns)].sort()]).toEqual([
          kind,
          [
            'kind',
            ...documented
              .filter(({ kinds }) => !kinds.length || kinds.includes(kind))
              .map(({ column }) => column),
          ].sort(),
        ]);
      }
    });

    it('says what is missing of a database that is none', async () => {
      await knex.schema.dropTable('_devlake_pipelines');
      await expect(read()).rejects.toThrow(
        /The query of kpiTree.records.sources\[test\].devLake fails: .*_devlake_pipelines/,
      );
    });
  },
);
