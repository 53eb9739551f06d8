/**
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('actions', table => {
    table.comment('What owners do to improve KPIs');
    table.string('id', 36).primary();
    table.string('scope', 255).notNullable().comment('Entity, scope, or all');
    table.string('kpi', 63).comment('Of which KPI it is; else of a node');
    table.string('tree', 63);
    table.string('node', 255);
    table.string('owner', 255).notNullable().comment('Who does it');
    table.string('state', 16).notNullable();
    table.integer('start_day').comment('Epoch days');
    table.integer('due_day');
    table.integer('done_day');
    table
      .text('fields')
      .notNullable()
      .comment('JSON: title, text, links and expectation');
    table.integer('version').notNullable();
    table.string('created_by', 255).notNullable();
    table.string('created_at', 24).notNullable().comment('ISO 8601');
    table.string('changed_by', 255).notNullable();
    table.string('changed_at', 24).notNullable().comment('ISO 8601');
    table.index(['scope', 'kpi'], 'actions_scope_idx');
    table.index(['owner'], 'actions_owner_idx');
  });
  await knex.schema.createTable('action_versions', table => {
    table.comment('What actions were like after each change');
    table
      .string('action_id', 36)
      .notNullable()
      .references('id')
      .inTable('actions')
      .onDelete('CASCADE');
    table.integer('version').notNullable();
    table.string('changed_by', 255).notNullable();
    table.string('changed_at', 24).notNullable().comment('ISO 8601');
    table.text('fields').notNullable().comment('JSON: all that people write');
    table.primary(['action_id', 'version']);
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('action_versions');
  await knex.schema.dropTable('actions');
};
