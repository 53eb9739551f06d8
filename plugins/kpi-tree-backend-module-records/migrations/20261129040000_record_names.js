/**
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('record_names', table => {
    table.comment('The names that things of other systems have had');
    table.string('source', 255).notNullable();
    table
      .string('id', 255)
      .notNullable()
      .comment('Of the system; stays when the thing is renamed');
    table.string('name', 255).notNullable();
    table.primary(['source', 'id', 'name']);
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('record_names');
};
