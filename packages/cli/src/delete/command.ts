import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import {
  DeletedSeries,
  MeasurementsClient,
  MeasurementsDeletion,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { Command } from 'commander';
import { addPortalOptions, PortalOptions, withPortal } from '../portal/portal';

type Options = PortalOptions & {
  entity: string;
  kpi: string;
  from: string;
  to: string;
  setAside: boolean;
  yes: boolean;
};

/** Adds `kpi-tree delete`. */
export function addDeleteCommand(program: Command): void {
  addPortalOptions(
    program
      .command('delete')
      .description(
        'Delete measurements of a KPI of an entity from a portal, for good. Without --yes it shows what would go. Exit code: 0 if it is done or shown, 2 if it could not be done.',
      )
      .requiredOption('--entity <ref>', 'the entity')
      .requiredOption('--kpi <name>', 'the KPI')
      .requiredOption('--from <date>', 'the first day, such as 2026-01-01')
      .requiredOption('--to <date>', 'the last day')
      .option(
        '--set-aside',
        'also those with invalid dates, which the portal set aside',
        false,
      )
      .option('--yes', 'delete them', false),
  ).action(
    async ({ entity, kpi, from, to, setAside, yes, ...portal }: Options) => {
      const entityRef = stringifyEntityRef(
        parseEntityRef(entity, { defaultKind: 'component' }),
      );
      const deletion = await withPortal(portal, access =>
        new MeasurementsClient(access).delete(
          { entityRef, kpi, from, to },
          { setAside, dryRun: !yes },
        ),
      );
      process.stdout.write(report(deletion, `${kpi} of ${entityRef}`, yes));
      for (const warning of deletion.warnings) {
        process.stderr.write(`Warning: ${warning}\n`);
      }
    },
  );
}

function report(
  { measurements, setAside = 0, series }: MeasurementsDeletion,
  what: string,
  isDone: boolean,
): string {
  if (!measurements && !setAside) {
    return `There are no measurements of ${what} in these days\n`;
  }
  const verb = isDone ? 'were deleted' : 'would be deleted';
  const lines = series.map(one => `  ${describe(one)}\n`).join('');
  const examples = series
    .flatMap(({ examples: rows }) => rows)
    .map(({ period, value }) => `    ${period}  ${value}\n`);
  const more = measurements - examples.length;
  return [
    `${counted(measurements)} of ${what} ${verb}:\n`,
    lines,
    ...examples,
    more > 0 ? `    and ${more} more\n` : '',
    setAside ? `  ${counted(setAside)} that were set aside\n` : '',
    isDone ? '' : 'Nothing was deleted: run it again with --yes\n',
  ].join('');
}

function describe(one: DeletedSeries): string {
  return `${counted(one.measurements)} by ${one.grain} from ${
    one.firstPeriod
  } to ${one.lastPeriod}, sent by ${one.source}; ${one.remaining} remain`;
}

function counted(count: number): string {
  return count === 1 ? '1 measurement' : `${count} measurements`;
}
