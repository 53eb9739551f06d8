/** Where measurements stand: as they are, in their periods, and put aside. */
const TABLES = ['measurements', 'period_values', 'staged_measurements'];

/**
 * A measurement has a value and a weight, as all had before, or a numerator and a
 * weight, by which it is divided. So no row becomes larger, and none is written again.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  for (const name of TABLES) {
    await knex.schema.alterTable(name, table => {
      table
        .double('numerator')
        .comment('Stands over the weight in place of a value');
    });
  }
  for (const name of ['measurements', 'period_values']) {
    await knex.schema.alterTable(name, table => {
      table.setNullable('value');
    });
  }
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  for (const name of TABLES) {
    // What stands over 0 cannot be said without a numerator
    await knex(name)
      .whereNotNull('numerator')
      .andWhere('weight', '<=', 0)
      .delete();
    await knex(name)
      .whereNotNull('numerator')
      .update({ value: knex.raw('numerator / weight') });
    await knex.schema.alterTable(name, table => {
      table.dropColumn('numerator');
    });
  }
  for (const name of ['measurements', 'period_values']) {
    await knex.schema.alterTable(name, table => {
      table.dropNullable('value');
    });
  }
};
