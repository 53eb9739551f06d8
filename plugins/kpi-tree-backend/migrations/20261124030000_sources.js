/**
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('sources', table => {
    table
      .string('watermark', 24)
      .comment('ISO 8601; up to when it was collected by its schedule');
    table
      .string('history_at', 24)
      .comment('ISO 8601; when its whole history was collected last');
    table
      .integer('failures')
      .notNullable()
      .defaultTo(0)
      .comment('Runs that failed since the last that succeeded');
    table
      .bigInteger('paused_until')
      .comment('ms since epoch; its schedule waits until then');
  });
  await knex.schema.alterTable('runs', table => {
    table.string('window_from', 24).comment('ISO 8601; what is collected');
    table.string('window_to', 24);
    table
      .string('done_until', 24)
      .comment('ISO 8601; where an interrupted run goes on');
    table.boolean('dry_run').notNullable().defaultTo(false);
    table.boolean('cancel').notNullable().defaultTo(false);
    table.text('sample', 'longtext').comment('JSON; of a dry run');
  });
  await knex.schema.alterTable('series', table => {
    table.string('run_id', 36).comment('The run that wrote it last');
    table.index(['source'], 'series_source_idx');
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.alterTable('series', table => {
    table.dropIndex(['source'], 'series_source_idx');
    table.dropColumn('run_id');
  });
  await knex.schema.alterTable('runs', table => {
    for (const column of [
      'window_from',
      'window_to',
      'done_until',
      'dry_run',
      'cancel',
      'sample',
    ]) {
      table.dropColumn(column);
    }
  });
  await knex.schema.alterTable('sources', table => {
    for (const column of [
      'watermark',
      'history_at',
      'failures',
      'paused_until',
    ]) {
      table.dropColumn(column);
    }
  });
};
