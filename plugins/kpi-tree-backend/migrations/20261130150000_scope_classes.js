/**
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('scope_classes', table => {
    table.comment(
      'What values of scopes are made of, by the classes of a column',
    );
    table.string('scope', 255).notNullable();
    table.string('kpi', 63).notNullable();
    table.integer('period').notNullable().comment('First day, epoch day');
    table.string('by_column', 255).notNullable();
    table.text('classes', 'longtext').notNullable().comment('JSON');
    table.primary(['scope', 'kpi', 'period', 'by_column']);
    // What is of a value goes with it, whatever takes it away
    table
      .foreign(['scope', 'kpi', 'period'])
      .references(['scope', 'kpi', 'period'])
      .inTable('scope_values')
      .onDelete('CASCADE');
  });
  // Those of members that there are already
  await knex.raw(
    `insert into rollup_marks (scope, kpi)
     select distinct scope, kpi from scope_values where kpi in (
       select series.kpi from series
         join period_classes on period_classes.series_id = series.id)`,
  );
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.dropTable('scope_classes');
};
