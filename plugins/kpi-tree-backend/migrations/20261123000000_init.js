/**
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('series', table => {
    table.comment('One KPI of one entity, stored in one grain');
    table.increments('id').primary();
    table.string('entity_ref', 255).notNullable();
    table.string('kpi', 63).notNullable();
    table.string('grain', 8).notNullable();
    table.string('source', 255).comment('The source that wrote it last');
    table
      .string('covered_until', 24)
      .comment('ISO 8601; up to when the source is known to be complete');
    table.integer('last_period').comment('The newest measurement, epoch day');
    table
      .integer('version')
      .notNullable()
      .defaultTo(0)
      .comment('Counts the writes, so that what was derived shows its age');
    table.string('updated_at', 24).comment('ISO 8601; the last write');
    table.unique(['entity_ref', 'kpi', 'grain']);
    table.index(['kpi']);
  });

  await knex.schema.createTable('measurements', table => {
    table.comment('The values of the series');
    table.integer('series_id').notNullable();
    table.integer('period').notNullable().comment('First day, epoch day');
    table.double('value').notNullable();
    table.double('weight').notNullable();
    table.primary(['series_id', 'period']);
  });

  await knex.schema.createTable('current', table => {
    table.comment('The evaluated state of each series: what pages read');
    table.integer('series_id').primary();
    table
      .string('evaluated_with', 64)
      .notNullable()
      .comment('Version of the series and hash of what it was judged by');
    table.text('state', 'longtext').notNullable().comment('JSON');
  });

  await knex.schema.createTable('sources', table => {
    table.comment('Which source is being collected, and with what definitions');
    table.string('id', 255).primary();
    table.string('run_id', 36).comment('The run that holds the source');
    table.bigInteger('heartbeat').comment('ms since epoch, of the holder');
    table
      .string('plan', 64)
      .comment('Hash of the definitions of the last successful run');
  });

  await knex.schema.createTable('runs', table => {
    table.comment('The record of each collection');
    table.string('id', 36).primary();
    table.string('source', 255).notNullable();
    table.string('state', 16).notNullable();
    table.string('trigger', 16).notNullable();
    table.string('started_at', 24).notNullable();
    table.string('ended_at', 24);
    table.integer('rows_read').notNullable().defaultTo(0);
    table.integer('rows_rejected').notNullable().defaultTo(0);
    table.integer('measurements_written').notNullable().defaultTo(0);
    table.text('errors', 'longtext').notNullable().comment('JSON');
    table.index(['source', 'started_at']);
    table.index(['started_at']);
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  for (const table of [
    'runs',
    'sources',
    'current',
    'measurements',
    'series',
  ]) {
    await knex.schema.dropTable(table);
  }
};
