/**
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('period_exceptions', table => {
    table.comment('Periods that are left out of the limits of KPIs');
    table.string('scope', 255).notNullable().comment('Entity, scope, or all');
    table.string('kpi', 63).notNullable();
    table.string('period_type', 8).notNullable();
    table.integer('period').notNullable().comment('Epoch day of its first day');
    table.text('reason').notNullable();
    table.string('made_by', 255).notNullable();
    table.string('made_at', 24).notNullable().comment('ISO 8601');
    table.primary(['scope', 'kpi', 'period_type', 'period']);
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('period_exceptions');
};
