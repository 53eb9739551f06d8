/**
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('sources', table => {
    table
      .string('hold', 36)
      .comment('Of the backend that collects it: whoever takes it has another');
    table
      .text('behind', 'longtext')
      .comment('JSON; since when KPIs could not be measured');
  });
  await knex.schema.alterTable('runs', table => {
    table
      .integer('resumed')
      .notNullable()
      .defaultTo(0)
      .comment('How often it was taken up');
    table
      .string('paced_since', 24)
      .comment('ISO 8601; when it was started or taken up');
    table.string('paced_from', 24).comment('ISO 8601; how far it was then');
    table.string('plan', 64).comment('Hash of the definitions it collects for');
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.alterTable('runs', table => {
    for (const column of ['resumed', 'paced_since', 'paced_from', 'plan']) {
      table.dropColumn(column);
    }
  });
  await knex.schema.alterTable('sources', table => {
    table.dropColumn('hold');
    table.dropColumn('behind');
  });
};
