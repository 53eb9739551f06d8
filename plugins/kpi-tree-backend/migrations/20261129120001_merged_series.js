/**
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('merged_series', table => {
    table.comment('Series that became part of others, for writes in flight');
    table.integer('series_id').primary();
    table.integer('into_id').notNullable();
    table.index(['into_id']);
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('merged_series');
};
