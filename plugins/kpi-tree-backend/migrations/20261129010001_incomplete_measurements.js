/**
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('incomplete_measurements', table => {
    table.comment('Of which a source had rows that could not be used');
    table.string('entity_ref', 255).notNullable();
    table.string('kpi', 63).notNullable();
    table.integer('period').notNullable().comment('First day, epoch day');
    table.string('source', 255).notNullable();
    table.integer('rows').notNullable().comment('How many they are');
    table.primary(['entity_ref', 'kpi', 'period']);
    table.index(['kpi', 'period']);
    table.index(['source', 'kpi']);
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('incomplete_measurements');
};
