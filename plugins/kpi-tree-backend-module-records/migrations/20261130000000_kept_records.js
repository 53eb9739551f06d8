/**
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('kept_records', table => {
    table.comment('What is kept of the records of each source');
    table.string('source', 255).primary();
    table
      .integer('version')
      .notNullable()
      .comment('Counts the changes; chunks have the one that wrote them');
    table
      .text('columns')
      .notNullable()
      .comment('JSON: the columns that are kept, and how they are read');
    table
      .string('read_at', 24)
      .notNullable()
      .comment('ISO 8601 in UTC; up to when records count');
  });
  await knex.schema.createTable('record_chunks', table => {
    table.comment('The kept records of a source and a month, as Parquet');
    table.string('source', 255).notNullable();
    table
      .string('month', 7)
      .notNullable()
      .comment('YYYY-MM, in the time zone of the portal; none without a time');
    table.integer('part').notNullable().comment('Of a month, from 0');
    table.integer('version').notNullable();
    table.integer('records').notNullable();
    table.integer('bytes').notNullable();
    table
      .string('hash', 64)
      .notNullable()
      .comment('Of the records of the month, whatever their order');
    table.binary('data').notNullable();
    table.primary(['source', 'month', 'part']);
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('record_chunks');
  await knex.schema.dropTable('kept_records');
};
