/**
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('series', table => {
    table
      .integer('folded_arithmetic')
      .comment('The oldest version of the arithmetic that folded it');
  });
  // Until this version measurements became values of periods in one way
  await knex('series')
    .whereNotNull('folded_until')
    .update({ folded_arithmetic: 3 });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.alterTable('series', table => {
    table.dropColumn('folded_arithmetic');
  });
};
