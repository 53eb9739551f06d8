/**
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.alterTable('current', table => {
    table
      .string('grade', 1)
      .comment(
        'Of the quality of the data, A to D; null if too little is known',
      );
  });
  // Most series are in order: only the others are looked for
  await knex.raw(
    `create index current_grade_idx on ?? (entity_ref, kpi) where grade in ('C', 'D')`,
    ['current'],
  );
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.raw('drop index current_grade_idx');
  await knex.schema.alterTable('current', table => {
    table.dropColumn('grade');
  });
};
