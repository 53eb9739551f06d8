/**
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('rollup_versions', table => {
    table.comment('Counts how often something of a KPI was rolled up');
    table.string('kpi', 63).primary().comment('Empty for the nodes of trees');
    table.integer('version').notNullable();
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('rollup_versions');
};
