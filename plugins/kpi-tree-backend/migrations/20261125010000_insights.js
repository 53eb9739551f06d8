/**
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('insights', table => {
    table.comment('What moved last, of each kind the event that still holds');
    table.string('subject', 255).notNullable().comment('Entity, scope, or all');
    table.string('kpi', 63).notNullable();
    table
      .integer('series_id')
      .notNullable()
      .comment('Of what was measured; 0 if it is rolled up from members');
    table.string('kind', 8).notNullable();
    table.integer('day').notNullable().comment('When it was known, epoch day');
    table
      .double('sort_key')
      .notNullable()
      .comment('Logarithm of what it weighs, which all lose alike with time');
    table.text('evidence').notNullable().comment('JSON');
    table.primary(['subject', 'kpi', 'series_id', 'kind']);
    table.index(['series_id'], 'insights_series_idx');
    table.index(
      ['sort_key', 'subject', 'kpi', 'series_id', 'kind'],
      'insights_order_idx',
    );
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('insights');
};
