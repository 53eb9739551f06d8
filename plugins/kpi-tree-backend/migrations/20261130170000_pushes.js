/**
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('pushes', table => {
    table.comment('What was sent to the portal and changed something');
    table.increments('id');
    table.string('received_at', 24).notNullable().comment('ISO 8601');
    table
      .string('sent_by', 255)
      .comment('Reference of a user, or the subject of a service');
    table.boolean('by_user').notNullable().defaultTo(false);
    table.string('source', 255).notNullable();
    table.string('run', 500).comment('As the sender calls it, or its address');
  });
  // A row for many measurements: one for each would take as much room as these do
  await knex.schema.createTable('pushed_keys', table => {
    table.comment(
      'Which measurements a push changed; the last of a measurement holds',
    );
    table.increments('id');
    table
      .integer('push_id')
      .comment('Nothing where a collection wrote over what was sent');
    table
      .integer('day_block')
      .notNullable()
      .comment('First days of periods: epoch day / 32');
    table.integer('first_series').notNullable();
    table.integer('last_series').notNullable();
    table.binary('keys').notNullable().comment('Series and days in them');
    table.index(['day_block', 'last_series', 'first_series']);
  });
  await knex.schema.alterTable('series', table => {
    table
      .boolean('pushed')
      .notNullable()
      .defaultTo(false)
      .comment(
        'Whether somebody sent any of its measurements since that is kept',
      );
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.alterTable('series', table => {
    table.dropColumn('pushed');
  });
  await knex.schema.dropTable('pushed_keys');
  await knex.schema.dropTable('pushes');
};
