/**
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('target_overrides', table => {
    table.comment(
      'Targets that entities set over those of a KPI, and set before',
    );
    table.string('entity_ref', 255).notNullable();
    table.string('kpi', 63).notNullable();
    table.integer('number').notNullable().comment('From 1');
    table
      .string('since', 24)
      .comment(
        'ISO 8601; nothing where the entity was not judged before by anything else',
      );
    table.text('target').comment('JSON; nothing where it sets none');
    table.text('threshold').comment('JSON; nothing where it sets none');
    table.primary(['entity_ref', 'kpi', 'number']);
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('target_overrides');
};
