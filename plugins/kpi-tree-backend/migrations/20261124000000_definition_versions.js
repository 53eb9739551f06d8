/**
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('definition_versions', table => {
    table.comment('Every version of a definition that was evaluated with');
    table.string('kind', 16).notNullable();
    table.string('name', 63).notNullable();
    table.integer('number').notNullable().comment('From 1');
    table.string('hash', 44).notNullable().comment('Of the definition');
    table.string('since', 24).notNullable().comment('ISO 8601; first seen');
    table.text('definition', 'longtext').notNullable().comment('JSON');
    table.primary(['kind', 'name', 'number']);
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('definition_versions');
};
