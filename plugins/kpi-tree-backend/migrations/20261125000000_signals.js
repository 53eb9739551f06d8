/**
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('current', table => {
    table.string('trend', 16).comment('Whether it gets better');
  });
  await knex.schema.alterTable('scope_current', table => {
    table
      .string('evaluated_with', 64)
      .comment('Hash of what it was assessed by, and the current period');
  });
  await knex.schema.createTable('declared_changes', table => {
    table.comment('Since when the process behind a KPI is another one');
    table.string('scope', 255).notNullable().comment('Entity, or all');
    table.string('kpi', 63).notNullable();
    table.integer('date').notNullable().comment('Epoch day');
    table.text('reason').notNullable();
    table.string('declared_by', 255).notNullable();
    table.string('declared_at', 24).notNullable().comment('ISO 8601');
    table.primary(['scope', 'kpi', 'date']);
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('declared_changes');
  await knex.schema.alterTable('scope_current', table => {
    table.dropColumn('evaluated_with');
  });
  await knex.schema.alterTable('current', table => {
    table.dropColumn('trend');
  });
};
