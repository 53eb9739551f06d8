/** Every secret of every source is one to Backstage, which takes it out of its logs. */
import { loadConfigSchema } from '@backstage/config-loader';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

jest.setTimeout(120_000);

const plugins = join(__dirname, '../../../plugins');

/** The packages that have configuration of their own. */
const packages = readdirSync(plugins)
  .map(
    name =>
      JSON.parse(readFileSync(join(plugins, name, 'package.json'), 'utf8')) as {
        name: string;
        configSchema?: string;
      },
  )
  .filter(({ configSchema }) => configSchema)
  .map(({ name }) => name);

const id = { id: 'one' };
const url = 'https://desk.example.com';
const entities = { byName: true };

/** Where an admin may write a secret, each of another name. */
const config = {
  kpiTree: {
    http: { allow: ['files.example.com'] },
    prometheus: {
      sources: [
        {
          ...id,
          url,
          headers: {
            Authorization: 'Bearer secret-prometheus',
            'X-Scope-OrgID': 'secret-tenant',
          },
        },
      ],
    },
    sql: {
      sources: [
        {
          ...id,
          client: 'pg',
          connection: { host: 'dwh', password: 'secret-sql' },
          queries: { one: 'select 1' },
        },
        {
          ...id,
          client: 'pg',
          connection: 'postgresql://kpi:secret-in-url@dwh/kpi',
          queries: { one: 'select 1' },
        },
        {
          ...id,
          client: 'mssql',
          connection: {
            server: 'dwh',
            authentication: { options: { password: 'secret-nested' } },
          },
          queries: { one: 'select 1' },
        },
      ],
    },
    records: {
      sources: [
        {
          ...id,
          entities,
          sql: {
            client: 'mysql2',
            connection: { host: 'dwh', password: 'secret-records-sql' },
            query: 'select 1',
          },
        },
        {
          ...id,
          entities,
          sql: {
            client: 'pg',
            connection: 'postgresql://kpi:secret-of-records@dwh/kpi',
            query: 'select 1',
          },
        },
        {
          ...id,
          entities,
          devLake: {
            client: 'mysql2',
            connection: 'mysql://kpi:secret-of-devlake@devlake/lake',
          },
        },
        {
          ...id,
          entities,
          devLake: {
            client: 'pg',
            connection: { host: 'devlake', password: 'secret-devlake' },
          },
        },
        {
          ...id,
          entities,
          icinga: {
            client: 'mysql2',
            connection: 'mysql://kpi:secret-of-icinga@icinga/icinga',
          },
        },
        {
          ...id,
          entities,
          icinga: {
            client: 'pg',
            connection: { host: 'icinga', password: 'secret-icinga' },
          },
        },
        ...[
          'http',
          'requestTracker',
          'redmine',
          'serviceNow',
          'jira',
          'zabbix',
        ].map(product => ({
          ...id,
          entities,
          [product]: { url, headers: { 'x-key': `secret-${product}` } },
        })),
        ...['pagerDuty', 'gitHub', 'gitLab'].map(product => ({
          ...id,
          entities,
          [product]: { headers: { 'x-key': `secret-${product}` } },
        })),
      ],
    },
  },
};

/** What a schema declares. */
type Declared = { properties?: Record<string, Declared>; items?: Declared };

/** All texts in a value. */
function texts(value: unknown): string[] {
  if (typeof value === 'string') {
    return [value];
  }
  return typeof value === 'object' && value !== null
    ? Object.values(value).flatMap(texts)
    : [];
}

describe('the configuration of sources', () => {
  it('is tested with each product whose requests have headers', async () => {
    const { schemas } = (
      await loadConfigSchema({ dependencies: packages })
    ).serialize() as { schemas: { value: Declared }[] };
    const products = schemas.flatMap(({ value }) =>
      Object.entries(
        value.properties?.kpiTree?.properties?.records?.properties?.sources
          ?.items?.properties ?? {},
      ).flatMap(([name, { properties }]) => (properties?.headers ? name : [])),
    );
    const tested = config.kpiTree.records.sources.flatMap(source =>
      Object.keys(source).filter(key => products.includes(key)),
    );
    expect(products).toContain('http');
    expect(tested.sort()).toEqual(products.sort());
  });

  it('has no secret that Backstage does not know as one', async () => {
    const schema = await loadConfigSchema({ dependencies: packages });
    const secretsIn = (visibility: 'secret' | 'frontend' | 'backend') =>
      texts(
        schema.process([{ context: 'test', data: config }], {
          visibility: [visibility],
          ignoreSchemaErrors: true,
        }),
      )
        .filter(text => text.includes('secret-'))
        .sort();
    expect(secretsIn('secret')).toEqual(
      texts(config)
        .filter(text => text.includes('secret-'))
        .sort(),
    );
    expect(secretsIn('frontend')).toEqual([]);
    expect(secretsIn('backend')).toEqual([]);
  });
});
