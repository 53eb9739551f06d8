/**
 * What the members of a scope come to knows its numerator, too, to be shown beside the
 * value. Rows of before have none until they are rolled up again.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('scope_values', table => {
    table
      .double('numerator')
      .comment('Of a ratio or mean: the sum of those of the members');
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.alterTable('scope_values', table => {
    table.dropColumn('numerator');
  });
};
