/**
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('kept_records', table => {
    table
      .text('trace', 'longtext')
      .comment(
        'By which the reader of the source knows what changed since; null if it reads everything',
      );
  });
  await knex.schema.alterTable('record_sources', table => {
    table
      .integer('updates')
      .notNullable()
      .defaultTo(0)
      .comment('Counts the readings, whether they came to an end or not');
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.alterTable('record_sources', table => {
    table.dropColumn('updates');
  });
  await knex.schema.alterTable('kept_records', table => {
    table.dropColumn('trace');
  });
};
