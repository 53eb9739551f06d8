import { Command, Option } from 'commander';
import { Format, formatResult, formats } from './format';
import { lint } from './lint';

/** Adds `kpi-tree lint`. */
export function addLintCommand(program: Command): void {
  program
    .command('lint')
    .description(
      'Check Kpi and KpiTree definitions and kpi-tree.io annotations in YAML files, as the portal does. Exit code: 0 if all is right, 1 if something needs fixing, 2 if it could not be checked.',
    )
    .argument('[paths...]', 'files and folders', ['.'])
    .addOption(
      new Option('--format <format>', 'how to report what is wrong')
        .choices([...formats])
        .default('human'),
    )
    .option(
      '--context <paths...>',
      'files and folders with definitions, owners and entities that live elsewhere; read, but not reported on',
    )
    .option('--no-library', 'the portal does not have the KPI library')
    .action(
      async (
        paths: string[],
        options: { format: Format; context?: string[]; library: boolean },
      ) => {
        const result = await lint(paths, {
          context: options.context ?? [],
          library: options.library,
        });
        process.stdout.write(`${formatResult(result, options.format)}\n`);
        process.exitCode = result.findings.length ? 1 : 0;
      },
    );
}
