/**
 * The command `kpi-tree`.
 *
 * @packageDocumentation
 */
import { Command, CommanderError } from 'commander';
import { addActionsCommand } from './actions/command';
import { addCheckCommand } from './check/command';
import { addDeleteCommand } from './delete/command';
import { addLintCommand } from './lint/command';
import { addPushCommand } from './push/command';

const program = new Command('kpi-tree').description(
  'KPI trees for Backstage, in a repository and in CI',
);
// Otherwise a wrong option ends with 1, as what is to be fixed does
program.exitOverride();
addLintCommand(program);
addPushCommand(program);
addCheckCommand(program);
addActionsCommand(program);
addDeleteCommand(program);
program.parseAsync(process.argv).catch(error => {
  if (error instanceof CommanderError) {
    // It has already reported it, or shown its help
    process.exitCode = error.exitCode ? 2 : 0;
    return;
  }
  process.stderr.write(`${error.name}: ${error.message}\n`);
  process.exitCode = 2;
});
