/**
 * Where the values of periods stand: what of the past was folded into them is in
 * `measurements`.
 */
const TABLES = ['measurements', 'period_values', 'current', 'scope_values'];

/**
 * How much of periods is known. A row of which all is known takes no more room, and none
 * is written again. Of what there is already nobody knows how much is known: it counts
 * as whole until it is collected or sent again.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  for (const name of TABLES) {
    await knex.schema.alterTable(name, table => {
      table
        .integer('known_days')
        .comment('How many days of the period are known; null if all are');
      table.integer('known_of').comment('Of how many days');
    });
  }
  await knex.schema.alterTable('series', table => {
    table
      .integer('known_from')
      .comment(
        'First day since 1970 of those on which no measurement means that nothing happened',
      );
    table
      .integer('known_until')
      .comment(
        'The day after the last of them; the same as known_from where there are none, null where nobody has said so',
      );
  });
  await knex.schema.alterTable('sources', table => {
    table
      .text('known')
      .comment('JSON: by KPI, between which days the source has looked');
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  for (const name of TABLES) {
    await knex.schema.alterTable(name, table => {
      table.dropColumns('known_days', 'known_of');
    });
  }
  await knex.schema.alterTable('series', table => {
    table.dropColumns('known_from', 'known_until');
  });
  await knex.schema.alterTable('sources', table => {
    table.dropColumn('known');
  });
};
