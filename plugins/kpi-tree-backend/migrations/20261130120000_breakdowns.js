/**
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  // What is of a measurement goes with it, whatever takes it away
  for (const [name, of, comment] of [
    ['measurement_classes', 'measurements', 'What measurements are made of'],
    ['period_classes', 'period_values', 'What values of periods are made of'],
  ]) {
    await knex.schema.createTable(name, table => {
      table.comment(`${comment}, by the classes of a column`);
      table.integer('series_id').notNullable();
      table.integer('period').notNullable().comment('First day, epoch day');
      table.string('by_column', 255).notNullable();
      table.text('classes', 'longtext').notNullable().comment('JSON');
      table.primary(['series_id', 'period', 'by_column']);
      table
        .foreign(['series_id', 'period'])
        .references(['series_id', 'period'])
        .inTable(of)
        .onDelete('CASCADE');
    });
  }
  await knex.schema.createTable('staged_classes', table => {
    table.comment(
      'The classes that a run would change, as staged_measurements',
    );
    table.string('run_id', 36).notNullable();
    table.integer('series_id').notNullable();
    table.integer('period').notNullable().comment('First day, epoch day');
    table.string('by_column', 255).notNullable();
    table
      .integer('part')
      .notNullable()
      .comment('The stretch of time of the run');
    table
      .text('classes', 'longtext')
      .comment('JSON; nothing where they are taken away');
    table.primary(['run_id', 'series_id', 'period', 'by_column']);
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  for (const table of [
    'staged_classes',
    'period_classes',
    'measurement_classes',
  ]) {
    await knex.schema.dropTable(table);
  }
};
