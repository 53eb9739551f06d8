/**
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('check_ins', table => {
    table.comment('What owners say about KPIs in periods; the newest counts');
    table.increments('number').primary().comment('In the order of writing');
    table.string('id', 36).notNullable().unique();
    table.string('scope', 255).notNullable().comment('Entity, scope, or all');
    table.string('kpi', 63).notNullable();
    table.string('period_type', 8).notNullable();
    table.integer('period').notNullable().comment('Epoch day of its first day');
    table.text('text').notNullable();
    table.string('confidence', 16).notNullable();
    table.string('made_by', 255).notNullable();
    table.string('made_at', 24).notNullable().comment('ISO 8601');
    table.index(['scope', 'kpi', 'period'], 'check_ins_scope_idx');
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('check_ins');
};
