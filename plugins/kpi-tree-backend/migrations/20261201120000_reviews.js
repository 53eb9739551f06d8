/**
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('reviews', table => {
    table.comment('Periods of scopes that people talked through');
    table.string('id', 36).primary();
    table.string('scope', 255).notNullable().comment('Entity, scope, or all');
    table.string('tree', 63).notNullable();
    table.string('period_type', 16).notNullable();
    table.integer('period').notNullable().comment('First day, epoch day');
    table.integer('as_of').notNullable().comment('Epoch day');
    table.integer('compare').notNullable().comment('Epoch day');
    table.string('previous', 36).comment('The review before');
    table.text('fields', 'longtext').notNullable().comment('JSON');
    table.integer('version').notNullable();
    table.string('created_by', 255).notNullable();
    table.string('created_at', 24).notNullable().comment('ISO 8601');
    table.string('changed_by', 255).notNullable();
    table.string('changed_at', 24).notNullable().comment('ISO 8601');
    table.string('closed_by', 255);
    table.string('closed_at', 24).comment('ISO 8601');
    table
      .text('content', 'longtext')
      .comment('JSON: what a closed one showed when it was closed');
    table.unique(['scope', 'tree', 'period_type', 'period'], {
      indexName: 'reviews_subject_idx',
    });
  });
  await knex.schema.createTable('review_versions', table => {
    table.comment('What people had written in reviews after each change');
    table
      .string('review_id', 36)
      .notNullable()
      .references('id')
      .inTable('reviews')
      .onDelete('CASCADE');
    table.integer('version').notNullable();
    table.string('changed_by', 255).notNullable();
    table.string('changed_at', 24).notNullable().comment('ISO 8601');
    table.text('fields', 'longtext').notNullable().comment('JSON');
    table.primary(['review_id', 'version']);
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('review_versions');
  await knex.schema.dropTable('reviews');
};
