/** Where an assessment of a trend is stored, as JSON. */
const PLACES = [
  ['current', 'details'],
  ['scope_current', 'state'],
  ['insights', 'evidence'],
];

/** Nothing else in these columns has a key of either name. */
async function rename(knex, before, after) {
  for (const [table, column] of PLACES) {
    await knex(table)
      .where(column, 'like', `%"${before}":%`)
      .update({
        [column]: knex.raw('replace(??, ?, ?)', [
          column,
          `"${before}":`,
          `"${after}":`,
        ]),
      });
  }
}

/**
 * The first day of the newest part of a chart has a name that says so.
 *
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await rename(knex, 'since', 'chartFrom');
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await rename(knex, 'chartFrom', 'since');
};
