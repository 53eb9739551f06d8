/**
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('records', table => {
    table.comment('Records of other systems, as they were read last');
    table.string('source', 255).notNullable();
    table
      .string('id', 255)
      .notNullable()
      .comment('Of the system; a hash where that is longer');
    table
      .string('updated', 24)
      .notNullable()
      .comment('When it was changed last, ISO 8601 in UTC');
    table
      .integer('reading')
      .notNullable()
      .comment('The last reading of everything in which it was there');
    table
      .text('row', 'longtext')
      .notNullable()
      .comment('JSON; texts by column');
    table.primary(['source', 'id']);
  });
  await knex.schema.createTable('record_sources', table => {
    table.comment('How far each system was read');
    table.string('source', 255).primary();
    table
      .string('settings', 64)
      .notNullable()
      .comment('Hash of what is asked for; with another all is read again');
    table
      .string('watermark', 24)
      .comment('ISO 8601 in UTC; all that was changed before has been read');
    table
      .string('covered_from', 24)
      .notNullable()
      .comment(
        'ISO 8601 in UTC; all that was changed since has been asked for',
      );
    table
      .integer('reading')
      .notNullable()
      .comment('Counts the readings of everything');
    table
      .string('read_at', 24)
      .comment('ISO 8601 in UTC; of the last of these');
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('record_sources');
  await knex.schema.dropTable('records');
};
