/**
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('follows', table => {
    table.comment('What users follow: they are told of it as its owners are');
    table.string('user_ref', 255).notNullable();
    table
      .string('scope', 255)
      .notNullable()
      .comment('Entity reference, or all');
    table
      .string('kpi', 255)
      .notNullable()
      .comment('Empty for all of the scope');
    table
      .string('tree', 255)
      .notNullable()
      .comment('Empty for all of the scope');
    table.string('since', 24).notNullable().comment('ISO 8601');
    table.primary(['user_ref', 'scope', 'kpi', 'tree']);
    table.index(['scope']);
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('follows');
};
