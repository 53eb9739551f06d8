/**
 * @param {import('knex').Knex} knex
 */
exports.up = async function up(knex) {
  await knex.schema.createTable('staged_measurements', table => {
    table.comment('What a run would change, until it is known whether it may');
    table.string('run_id', 36).notNullable();
    table.integer('series_id').notNullable();
    table.integer('period').notNullable().comment('First day, epoch day');
    table
      .integer('part')
      .notNullable()
      .comment('The stretch of time of the run');
    table.boolean('gone').notNullable().comment('Whether it is taken away');
    table.boolean('presumed').notNullable();
    table.double('value');
    table.double('weight');
    table.binary('sketch');
    table.primary(['run_id', 'series_id', 'period']);
  });
  await knex.schema.alterTable('runs', table => {
    table
      .text('loss', 'longtext')
      .comment('JSON; what it takes away of what was there');
    table.text('held_back').comment('JSON; why it changes nothing');
    table
      .string('loss_digest', 96)
      .comment('The same in a run that would take the same away');
    table.string('accepts', 36).comment('The run that was held back');
    table.string('accepted_by', 255).comment('Who accepted what it takes away');
    table.string('accepted_at', 24).comment('ISO 8601');
  });
  await knex.schema.alterTable('sources', table => {
    table
      .text('kpi_plans', 'longtext')
      .comment('JSON; hash of each KPI as it was collected last');
    table
      .string('held_plan', 64)
      .comment('Hash of the definitions with which a run was held back');
  });
};

/**
 * @param {import('knex').Knex} knex
 */
exports.down = async function down(knex) {
  await knex.schema.alterTable('sources', table => {
    for (const column of ['kpi_plans', 'held_plan']) {
      table.dropColumn(column);
    }
  });
  await knex.schema.alterTable('runs', table => {
    for (const column of [
      'loss',
      'held_back',
      'loss_digest',
      'accepts',
      'accepted_by',
      'accepted_at',
    ]) {
      table.dropColumn(column);
    }
  });
  await knex.schema.dropTable('staged_measurements');
};
