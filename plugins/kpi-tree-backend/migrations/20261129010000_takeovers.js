/**
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('takeovers', table => {
    table.comment('Which entity took over the history of an earlier reference');
    table.increments('id').primary();
    table.string('from_ref', 255).notNullable();
    table.string('to_ref', 255).notNullable();
    table.string('taken_at', 24).notNullable().comment('ISO 8601');
    table.integer('series').notNullable().comment('That were taken over');
    table.integer('measurements').notNullable().comment('Of these series');
    table
      .integer('replaced')
      .notNullable()
      .comment('Of them those of periods that the entity had measured itself');
    table.index(['to_ref']);
  });
  await knex.schema.createTable('entity_names', table => {
    table.comment('By which names sources know entities that may be measured');
    table.string('entity_ref', 255).primary();
    table
      .text('names', 'longtext')
      .notNullable()
      .comment('JSON; by source, as they were last');
    table
      .string('since', 24)
      .comment('ISO 8601; when it came, if that was seen');
    table
      .string('gone_at', 24)
      .comment('ISO 8601; when it was in the catalog no more');
    table.index(['gone_at']);
  });
  await knex.schema.alterTable('series', table => {
    table
      .integer('taken_until')
      .comment(
        'Epoch day; up to it there is what was measured under another reference',
      );
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.alterTable('series', table => {
    table.dropColumn('taken_until');
  });
  await knex.schema.dropTable('entity_names');
  await knex.schema.dropTable('takeovers');
};
