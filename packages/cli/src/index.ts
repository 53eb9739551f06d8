/**
 * The command `kpi-tree`.
 *
 * @packageDocumentation
 */
import { Command } from 'commander';
import { addLintCommand } from './lint/command';
import { addPushCommand } from './push/command';

const program = new Command('kpi-tree').description(
  'KPI trees for Backstage, in a repository and in CI',
);
addLintCommand(program);
addPushCommand(program);
program.parseAsync(process.argv).catch(error => {
  process.stderr.write(`${error.name}: ${error.message}\n`);
  process.exitCode = 2;
});
