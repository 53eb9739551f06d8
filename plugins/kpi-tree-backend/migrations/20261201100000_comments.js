/**
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('comments', table => {
    table.comment('What people say about periods of KPIs');
    table.string('id', 36).primary();
    table.string('scope', 255).notNullable().comment('Entity, scope, or all');
    table.string('kpi', 63).notNullable();
    table.string('period_type', 8).notNullable();
    table.integer('period').notNullable().comment('Epoch day of its first day');
    table.text('text').notNullable().comment('Markdown');
    table.text('mentions').notNullable().comment('JSON: entity references');
    table.integer('version').notNullable();
    table.string('created_by', 255).notNullable();
    table.string('created_at', 24).notNullable().comment('ISO 8601');
    table.string('changed_at', 24).notNullable().comment('ISO 8601');
    table.string('deleted_at', 24).comment('ISO 8601');
    table.index(['scope', 'kpi', 'period'], 'comments_scope_idx');
  });
  await knex.schema.createTable('comment_versions', table => {
    table.comment('What comments were like after each change');
    table
      .string('comment_id', 36)
      .notNullable()
      .references('id')
      .inTable('comments')
      .onDelete('CASCADE');
    table.integer('version').notNullable();
    table.string('changed_by', 255).notNullable();
    table.string('changed_at', 24).notNullable().comment('ISO 8601');
    table.text('text').comment('Null: it was deleted');
    table.primary(['comment_id', 'version']);
  });
  await knex.schema.createTable('comment_mentions', table => {
    table.comment('Whom comments name, each once, in the order of writing');
    table.increments('id').primary();
    table
      .string('comment_id', 36)
      .notNullable()
      .references('id')
      .inTable('comments')
      .onDelete('CASCADE');
    table.string('entity_ref', 255).notNullable();
    table.string('mentioned_by', 255).notNullable();
    table.string('mentioned_at', 24).notNullable().comment('ISO 8601');
    table.unique(['comment_id', 'entity_ref'], {
      indexName: 'comment_mentions_uniq',
    });
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('comment_mentions');
  await knex.schema.dropTable('comment_versions');
  await knex.schema.dropTable('comments');
};
