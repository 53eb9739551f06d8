/**
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('set_aside', table => {
    table.comment(
      'What cannot be evaluated, until its data or definition change',
    );
    table
      .integer('series_id')
      .notNullable()
      .comment('Of what was measured; 0 if it is rolled up from members');
    table.string('subject', 255).notNullable().comment('Entity, scope, or all');
    table.string('kpi', 63).notNullable();
    table.text('reason').notNullable().comment('Why, in a sentence');
    table.string('since', 24).notNullable().comment('ISO 8601');
    table
      .string('tried_with', 64)
      .notNullable()
      .comment('Hashes of what it could not be evaluated with');
    table.primary(['series_id', 'subject', 'kpi']);
    table.index(['kpi'], 'set_aside_kpi_idx');
  });
  await knex.schema.createTable('set_aside_rows', table => {
    table.comment('What stood in other tables with a date that is none');
    table.increments('id').primary();
    table.string('what', 16).notNullable().comment('What kind of row it was');
    table.integer('series_id').comment('Of a measurement or coverage');
    table.string('subject', 255).notNullable().comment('Entity, scope, or all');
    table.string('kpi', 63).notNullable();
    table.string('date', 32).notNullable().comment('As it stood there');
    table.text('row', 'longtext').notNullable().comment('JSON: all of it');
    table.string('set_aside_at', 24).notNullable().comment('ISO 8601');
    table.index(['series_id'], 'set_aside_rows_series_idx');
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('set_aside_rows');
  await knex.schema.dropTable('set_aside');
};
