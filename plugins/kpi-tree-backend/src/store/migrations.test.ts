import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { Knex } from 'knex';
import { testDatabases } from '../__testUtils__/databases';
import {
  entity,
  kpiEntity,
  owners,
  treeEntity,
} from '../__testUtils__/entities';
import { createHarness } from '../__testUtils__/harness';

jest.setTimeout(60_000);

const databases = testDatabases();
const ref = 'component:default/a';

const config = {
  directory: resolvePackagePath(
    '@kpi-tree/backstage-plugin-kpi-tree-backend',
    'migrations',
  ),
};

/** Names and types of everything there is, but for the books of knex itself. */
async function schemaOf(knex: Knex): Promise<string[]> {
  const sql =
    knex.client.config.client === 'pg'
      ? `select table_name || '.' || column_name || ' ' || data_type as line from information_schema.columns where table_schema = 'public'`
      : `select m.name || '.' || c.name || ' ' || c.type as line from sqlite_master m join pragma_table_info(m.name) c where m.type = 'table' and m.name not like 'sqlite%'`;
  const result = await knex.raw(sql);
  const rows: { line: string }[] = result.rows ?? result;
  return rows
    .map(row => row.line)
    .filter(line => !line.startsWith('knex_'))
    .sort();
}

describe.each(databases.eachSupportedId())('migrations on %s', id => {
  it('go down as they came up', async () => {
    const knex = await databases.init(id);
    const before: string[][] = [];
    for (;;) {
      before.push(await schemaOf(knex));
      const [, done] = await knex.migrate.up(config);
      if (!done.length) {
        break;
      }
    }
    expect(before.length).toBeGreaterThan(4);
    before.pop();
    while (before.length) {
      await knex.migrate.down(config);
      expect(await schemaOf(knex)).toEqual(before.pop());
    }
  });

  it('bring the measurements of an older version along', async () => {
    const knex = await databases.init(id);
    for (let i = 0; i < 3; i++) {
      await knex.migrate.up(config);
    }
    await knex('series').insert({
      entity_ref: ref,
      kpi: 'mttr',
      grain: 'day',
      source: 'test',
      last_period: 20_553,
      version: 4,
    });
    const series = await knex('series').first('id');
    for (const [period, value] of [
      [20_500, 9], // 2026-02-16
      [20_553, 3], // 2026-04-10
    ]) {
      await knex('measurements').insert({
        series_id: series.id,
        period,
        value,
        weight: 2,
      });
    }
    await knex('current').insert({
      series_id: series.id,
      evaluated_with: 'older',
      state: '{}',
    });
    await knex.migrate.latest(config);

    const h = createHarness(knex, [
      owners,
      kpiEntity('mttr'),
      treeEntity('tree', { d2c: ['mttr'] }),
      entity('Component:a'),
    ]);
    for (const scope of [ref, 'all']) {
      const { trees } = await h.scorecard(scope);
      expect(trees[0].root.children[0].children[0]).toMatchObject({
        value: 3,
        status: 'on-target',
      });
      const { points } = await h.series({ scope, kpi: 'mttr' });
      expect(points.map(point => point.value)).toEqual([9, null, 3, null]);
    }
  });
});
