/**
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('kept_records', table => {
    table
      .text('older')
      .comment(
        'JSON: until when the records reach that are older than those that are kept; null if not known',
      );
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.alterTable('kept_records', table => {
    table.dropColumn('older');
  });
};
