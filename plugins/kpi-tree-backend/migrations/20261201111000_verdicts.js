/**
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('verdicts', table => {
    table.comment(
      'Verdicts of which somebody may be told, and what they were told last; where messages are sent',
    );
    table.string('subject', 255).notNullable();
    table.string('kpi', 255).notNullable();
    table.integer('series_id').notNullable().comment('0 if rolled up');
    table.string('kind', 16).notNullable();
    table.string('state', 16).comment('Nothing if it holds no more');
    table.boolean('is_enough').notNullable().defaultTo(false);
    table
      .integer('period')
      .notNullable()
      .comment('With which it began: epoch day');
    table.integer('day').notNullable().comment('From which it could be known');
    table.integer('newest').notNullable().comment('Of the last value');
    table.text('evidence').notNullable().comment('JSON');
    table.string('told_state', 16);
    table
      .integer('told_newest')
      .comment('Nothing if it was not told, but noted');
    table
      .string('told_with', 64)
      .comment('The definitions by which it was told');
    table.boolean('pending').notNullable().defaultTo(true);
    table.primary(['subject', 'kpi', 'series_id', 'kind']);
    table.index(['series_id']);
    table.index(['pending']);
  });
  await knex.schema.createTable('watched', table => {
    table.comment(
      'Since when verdicts of a series or scope are news: what could be known before is history',
    );
    table.string('subject', 255).notNullable();
    table.string('kpi', 255).notNullable();
    table.integer('series_id').notNullable().comment('0 if rolled up');
    table.integer('since').notNullable().comment('Epoch day');
    table.string('definition', 64).notNullable();
    table.primary(['subject', 'kpi', 'series_id']);
    table.index(['series_id']);
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('watched');
  await knex.schema.dropTable('verdicts');
};
