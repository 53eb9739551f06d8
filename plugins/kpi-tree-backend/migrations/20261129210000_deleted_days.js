/**
 * Days of which measurements were deleted: of these nobody knows anything until their
 * source has looked again, or somebody sends that nothing happened.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('series', table => {
    table
      .text('deleted_days')
      .comment(
        'JSON: stretches of days since 1970, each with its first day and the day after its last; null if there are none',
      );
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.alterTable('series', table => {
    table.dropColumns('deleted_days');
  });
};
