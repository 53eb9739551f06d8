/**
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('current', table => {
    table
      .double('open_score')
      .comment('The score without its floor: by it members are ranked');
    table.dropIndex(['kpi', 'score', 'entity_ref']);
    table.index(['kpi', 'open_score', 'entity_ref']);
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.alterTable('current', table => {
    table.dropIndex(['kpi', 'open_score', 'entity_ref']);
    table.index(['kpi', 'score', 'entity_ref']);
    table.dropColumn('open_score');
  });
};
