/**
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('kept_records', table => {
    table
      .text('mark')
      .comment(
        'JSON: what was measured of these records; null if of others as well',
      );
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.alterTable('kept_records', table => {
    table.dropColumn('mark');
  });
};
