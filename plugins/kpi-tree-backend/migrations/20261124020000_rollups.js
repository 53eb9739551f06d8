/**
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  const isPostgres = knex.client.config.client === 'pg';

  await knex.schema.alterTable('series', table => {
    table.integer('first_period').comment('The oldest measurement, epoch day');
    table
      .integer('changed_from')
      .comment('First day of what was written since the last evaluation');
    table.integer('changed_to').comment('Last day of the same');
    table
      .integer('folded_until')
      .comment('Epoch day; measurements before it are of whole periods');
    table.string('folded_grain', 8).comment('Of which length they are');
  });
  // All that is there is to be evaluated.
  for (const [column, edge] of [
    ['first_period', 'min'],
    ['changed_from', 'min'],
    ['changed_to', 'max'],
  ]) {
    await knex('series').update({
      [column]: knex('measurements')
        [edge]('period')
        .where('series_id', knex.ref('series.id')),
    });
  }
  await knex.schema.alterTable('series', table => {
    table.dropColumn('version');
  });
  await knex.raw(
    'create index series_changed on series (id) where changed_from is not null',
  );

  await knex.schema.alterTable('measurements', table => {
    table.binary('sketch').comment('Of the distribution, if the KPI asks for');
  });

  await knex.schema.createTable('period_values', table => {
    table.comment('The measurements of a series in the period that is judged');
    table.integer('series_id').notNullable();
    table.integer('period').notNullable().comment('First day, epoch day');
    table.double('value').notNullable();
    table.double('weight').notNullable();
    table.binary('sketch');
    table.primary(['series_id', 'period']);
  });

  await knex.schema.dropTable('current');
  await knex.schema.createTable('current', table => {
    table.comment('The evaluated state of each series: what pages read');
    table.integer('series_id').primary();
    table.string('entity_ref', 255).notNullable();
    table.string('kpi', 63).notNullable();
    table
      .string('evaluated_with', 64)
      .notNullable()
      .comment('Hashes of what it was evaluated and judged by');
    table.integer('period').notNullable().comment('Of the value, epoch day');
    table.double('value');
    table.double('weight');
    table.double('score');
    table.string('status', 16).notNullable();
    table.text('target').comment('JSON; in force in the period');
    table
      .text('details', 'longtext')
      .notNullable()
      .comment('JSON: threshold, provisional value, sparkline');
    table.index(['kpi', 'score', 'entity_ref']);
    table.index(['kpi', 'value', 'entity_ref']);
  });

  await knex.schema.createTable('memberships', table => {
    table.comment('Which entity belonged to which scope, and when');
    table.string('scope', 255).notNullable();
    table.string('entity_ref', 255).notNullable();
    table.integer('from_day').notNullable().comment('The day it was seen');
    table.integer('to_day').comment('The day from which it is no member');
    table.primary(['scope', 'entity_ref', 'from_day']);
  });

  await knex.schema.createTable('scope_values', table => {
    table.comment('What the members of a scope come to in a period');
    table.string('scope', 255).notNullable();
    table.string('kpi', 63).notNullable();
    table.integer('period').notNullable().comment('First day, epoch day');
    table.double('value');
    table.double('weight');
    table.integer('counted').notNullable().comment('Members with a value');
    table.text('bounds').comment('JSON: the sums of their targets');
    table.binary('sketch');
    table.primary(['scope', 'kpi', 'period']);
  });

  await knex.schema.createTable('scope_current', table => {
    table.comment('How the members of a scope stand now: what pages read');
    table.string('scope', 255).notNullable();
    table.string('kpi', 63).notNullable();
    table.text('state', 'longtext').notNullable().comment('JSON');
    table.primary(['scope', 'kpi']);
  });

  await knex.schema.createTable('rollup_marks', table => {
    table.comment('What is to be rolled up anew');
    table.bigIncrements('id').primary();
    table.string('kpi', 63).notNullable();
    table.string('scope', 255).notNullable();
    table.integer('period').comment('Epoch day; all periods if there is none');
    table.index(['kpi']);
  });

  await knex.schema.createTable('entity_nodes', table => {
    table.comment('How each entity stands with the nodes of its trees');
    table.string('entity_ref', 255).primary();
    table.text('statuses', 'longtext').notNullable().comment('JSON');
  });

  await knex.schema.createTable('scope_nodes', table => {
    table.comment('How many members of a scope stand how with each node');
    table.string('scope', 255).primary();
    table.text('counts', 'longtext').notNullable().comment('JSON');
  });

  await knex.schema.createTable('node_marks', table => {
    table.comment('What is to be evaluated or counted anew');
    table.bigIncrements('id').primary();
    table.string('entity_ref', 255).comment('Its nodes, and its scopes');
    table.string('scope', 255).comment('Its members');
    table.index(['entity_ref']);
    table.index(['scope']);
  });

  await knex.schema.createTable('progress', table => {
    table.comment('How far work is that many backends share');
    table.string('task', 63).primary();
    table.string('value', 255).notNullable();
  });

  if (isPostgres) {
    await knex.raw('alter table current set (fillfactor = 80)');
  }
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  for (const table of [
    'progress',
    'node_marks',
    'scope_nodes',
    'entity_nodes',
    'rollup_marks',
    'scope_current',
    'scope_values',
    'memberships',
    'current',
    'period_values',
  ]) {
    await knex.schema.dropTable(table);
  }
  await knex.schema.createTable('current', table => {
    table.integer('series_id').primary();
    table.string('evaluated_with', 64).notNullable();
    table.text('state', 'longtext').notNullable();
  });
  await knex.schema.alterTable('measurements', table => {
    table.dropColumn('sketch');
  });
  await knex.raw('drop index series_changed');
  await knex.schema.alterTable('series', table => {
    table.integer('version').notNullable().defaultTo(0);
    table.dropColumns(
      'first_period',
      'changed_from',
      'changed_to',
      'folded_until',
      'folded_grain',
    );
  });
};
