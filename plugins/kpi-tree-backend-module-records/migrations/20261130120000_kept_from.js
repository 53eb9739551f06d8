/**
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('kept_records', table => {
    table
      .string('kept_from', 7)
      .notNullable()
      .defaultTo('none')
      .comment(
        'YYYY-MM; of what was before, records may be missing; none if of everything',
      );
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.alterTable('kept_records', table => {
    table.dropColumn('kept_from');
  });
};
