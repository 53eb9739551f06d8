/**
 * Each write of a measurement updates its series. With room for the new version of
 * a row in the same page PostgreSQL leaves the indexes alone.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  if (knex.client.config.client === 'pg') {
    await knex.raw('alter table series set (fillfactor = 50)');
  }
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  if (knex.client.config.client === 'pg') {
    await knex.raw('alter table series reset (fillfactor)');
  }
};
