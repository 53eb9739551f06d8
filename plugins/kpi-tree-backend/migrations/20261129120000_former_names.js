/**
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('former_names', table => {
    table.comment('Which entity has the earlier reference that it names');
    table.string('from_ref', 255).primary();
    table.string('to_ref', 255).notNullable();
    table
      .string('came_again', 10)
      .comment('Date on which another entity was first seen with it since');
    table.index(['to_ref']);
  });
  const names = new Map();
  for (const { from_ref, to_ref } of await knex('takeovers').orderBy('id')) {
    for (const [ref, holder] of names) {
      if (holder === from_ref) {
        names.set(ref, to_ref);
      }
    }
    if (names.get(to_ref) === to_ref) {
      names.delete(to_ref);
    }
    names.set(from_ref, to_ref);
  }
  for (const [from_ref, to_ref] of names) {
    await knex('former_names').insert({ from_ref, to_ref });
  }
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('former_names');
};
