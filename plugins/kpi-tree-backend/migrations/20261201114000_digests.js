/**
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('digests', table => {
    table.comment('When users want a digest of what they own and follow');
    table.string('user_ref', 255).primary();
    table.string('every', 8).notNullable().comment('week or month');
    table.string('time_zone', 64).notNullable();
    table.integer('weekday').notNullable().comment('1 is Monday; of weeks');
    table.integer('hour').notNullable();
    table.string('next_at', 24).notNullable().comment('ISO 8601');
    table.index(['next_at']);
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('digests');
};
