/**
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('messages', table => {
    table.comment(
      'Messages to users: those to be sent, and for a while the sent',
    );
    table.string('id', 64).primary();
    table.string('kind', 40).notNullable();
    table.text('content').notNullable().comment('JSON: title, link, to whom');
    table.string('created_at', 24).notNullable().comment('ISO 8601');
    table.integer('attempts').notNullable().defaultTo(0);
    table
      .string('due_at', 24)
      .comment('From when on it may be sent; nothing if that is over');
    table.string('ended_at', 24).comment('When it was sent, or given up');
    table
      .string('outcome', 20)
      .comment('sent, nobody (was found), forbidden or failed');
    table.string('detail', 1000).comment('Why it reached nobody');
    table.index(['due_at', 'created_at']);
    table.index(['outcome', 'ended_at']);
  });
  await knex.schema.createTable('reader_rights', table => {
    table.comment('What the policy of the catalog last said of a user');
    table.string('user_ref', 255).primary();
    table.text('decision').notNullable().comment('JSON');
    table.string('decided_at', 24).notNullable().comment('ISO 8601');
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('reader_rights');
  await knex.schema.dropTable('messages');
};
