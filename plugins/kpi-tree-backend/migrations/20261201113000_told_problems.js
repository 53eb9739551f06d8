/**
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('told_problems', table => {
    table.comment('Entities whose owners know that they have mistakes');
    table.string('entity_ref', 255).primary();
    table.string('since', 24).notNullable().comment('ISO 8601');
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('told_problems');
};
