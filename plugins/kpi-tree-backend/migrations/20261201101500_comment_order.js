/**
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('comments', table => {
    table
      .integer('number')
      .notNullable()
      .defaultTo(0)
      .comment('In the order of writing, also of one instant');
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.alterTable('comments', table => {
    table.dropColumn('number');
  });
};
