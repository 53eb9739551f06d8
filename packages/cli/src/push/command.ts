import { InputError } from '@backstage/errors';
import {
  measurementFields,
  MeasurementField,
  MeasurementFormat,
} from '@internal/kpi-tree';
import { MeasurementsClient } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { Command, Option } from 'commander';
import { createReadStream } from 'node:fs';
import { addPortalOptions, PortalOptions, withPortal } from '../portal/portal';
import { push, PushOutcome } from './push';
import { runOfPipeline } from './runOfPipeline';
import { oneRow, readCsvRows, readJsonLines, Rows } from './readRows';

type Options = PortalOptions & {
  source: string;
  run?: string;
  dryRun: boolean;
  coveredFrom?: string;
  coveredUntil?: string;
  format?: 'csv' | 'jsonl';
  columns?: string;
  decimalComma?: boolean;
  dates: NonNullable<MeasurementFormat['dates']>;
  rejected?: string;
  entity?: string;
  kpi?: string;
  period?: string;
  value?: string;
  weight?: string;
  numerator?: string;
  denominator?: string;
};

/** Adds `kpi-tree push`. */
export function addPushCommand(program: Command): void {
  addPortalOptions(
    program
      .command('push')
      .description(
        'Send measurements to a portal: from a CSV or JSON lines file, from standard input, or a single one. Exit code: 0 if all are stored, 1 if rows were rejected (the others are stored), 2 if it could not be done.',
      )
      .argument('[file]', 'CSV or JSON lines file; - is standard input'),
  )
    .option('--source <id>', 'who measured it', 'push')
    .option(
      '--run <text>',
      'by which run it is sent, such as a build: its id, or the address of its page; by default that of the pipeline, where it is known',
    )
    .option('--dry-run', 'check the rows, and store nothing', false)
    .option(
      '--covered-from <date>',
      'the first day for which the rows are complete, for each KPI and entity in them: on days without a row nothing happened',
    )
    .option('--covered-until <date>', 'the last of these days')
    .addOption(
      new Option(
        '--format <format>',
        'what the file is; by its name if not given, else csv',
      ).choices(['csv', 'jsonl']),
    )
    .option(
      '--columns <list>',
      'which columns of a CSV file hold what: entityRef=service,kpi==mttr takes the column service, and mttr for all rows',
    )
    .option('--decimal-comma', 'numbers are written like 1.234,5')
    .option(
      '--no-decimal-comma',
      'numbers are written like 1234.5, also where they look otherwise',
    )
    .addOption(
      new Option('--dates <order>', 'how dates are written')
        .choices(['iso', 'dmy', 'mdy'])
        .default('iso'),
    )
    .option('--rejected <path>', 'file that takes the rows that were rejected')
    .option('--entity <ref>', 'instead of a file: the entity')
    .option('--kpi <name>', 'instead of a file: the KPI')
    .option('--period <date>', 'instead of a file: the first day of the period')
    .option('--value <number>', 'instead of a file: the value')
    .option('--weight <number>', 'instead of a file: the weight')
    .option(
      '--numerator <number>',
      'instead of a file and a value: the numerator of a ratio or mean',
    )
    .option(
      '--denominator <number>',
      'instead of a file and a value: the denominator, which may be 0',
    )
    .action(async (file: string | undefined, options: Options) => {
      const { source, dryRun, rejected } = options;
      const { run = runOfPipeline(process.env) } = options;
      const outcome = await withPortal(options, async portal =>
        push(new MeasurementsClient(portal), await readRows(file, options), {
          source,
          run,
          dryRun,
          covered: readCovered(options),
          rejectedFile: rejected,
          onProgress: ({ rowsRead }) => {
            if (process.stderr.isTTY) {
              process.stderr.write(`\r${rowsRead} rows`);
            }
          },
        }),
      );
      if (process.stderr.isTTY) {
        process.stderr.write('\r');
      }
      report(outcome, options);
      process.exitCode = outcome.rowsRejected ? 1 : 0;
    });
}

function readCovered({ coveredFrom, coveredUntil }: Options) {
  if (coveredFrom === undefined && coveredUntil === undefined) {
    return undefined;
  }
  if (coveredFrom === undefined || coveredUntil === undefined) {
    throw new InputError(
      'Use --covered-from and --covered-until together: the first and the last day for which the rows are complete',
    );
  }
  return { from: coveredFrom, until: coveredUntil };
}

async function readRows(
  file: string | undefined,
  options: Options,
): Promise<Rows> {
  const { columns = '', decimalComma, dates, entity, kpi, period } = options;
  const { value, weight, numerator, denominator } = options;
  const format = { decimalComma, dates };
  const fields = new Map<MeasurementField, string | undefined>([
    ['entityRef', entity],
    ['kpi', kpi],
    ['period', period],
    ['value', value],
    ['weight', weight],
    ['numerator', numerator],
    ['denominator', denominator],
  ]);
  const given = new Map(
    [...fields].flatMap(([field, text]) =>
      text === undefined ? [] : [[field, text] as const],
    ),
  );
  if (!file) {
    if (!given.size) {
      throw new InputError(
        'There is nothing to send: name a file, - for standard input, or --entity, --kpi, --period and --value',
      );
    }
    return oneRow(given, format);
  }
  if (given.size) {
    throw new InputError(
      `Use either ${file} or --entity, --kpi, --period and --value; for all rows of a file use --columns, such as kpi==mttr`,
    );
  }
  const input = file === '-' ? process.stdin : createReadStream(file);
  const isJson = options.format
    ? options.format === 'jsonl'
    : /\.(jsonl|ndjson)$/.test(file);
  return isJson
    ? readJsonLines(input)
    : readCsvRows(input, parseColumns(columns), format);
}

function parseColumns(list: string): Map<MeasurementField, string> {
  return new Map(
    list
      .split(',')
      .filter(Boolean)
      .map(part => {
        const [field, ...rest] = part.split('=');
        const known = measurementFields.find(name => name === field.trim());
        if (!known || !rest.length) {
          throw new InputError(
            `--columns has "${part}": use a field and a column, such as entityRef=service; the fields are ${measurementFields.join(
              ', ',
            )}`,
          );
        }
        return [known, rest.join('=')];
      }),
  );
}

function report(outcome: PushOutcome, { dryRun, rejected }: Options): void {
  const { rowsRead, rowsRejected, measurementsWritten } = outcome;
  const { errors, warnings } = outcome;
  for (const { message, where, count } of errors) {
    const more = count > 1 ? ` and ${count - 1} more` : '';
    process.stderr.write(`${where ? `${where}${more}: ` : ''}${message}\n`);
  }
  for (const { message, where, count } of warnings) {
    const rows = count === 1 ? '1 row' : `${count} rows`;
    const at = where ? ` (${count === 1 ? '' : 'the first is '}${where})` : '';
    process.stderr.write(`Warning: ${rows}${at}: ${message}\n`);
  }
  if (rejected && rowsRejected) {
    process.stderr.write(`The rejected rows are in ${rejected}\n`);
  }
  process.stdout.write(
    `${rowsRead} ${rowsRead === 1 ? 'row' : 'rows'}: ${measurementsWritten} ${
      dryRun ? 'would be stored' : 'stored'
    }, ${rowsRejected} rejected\n`,
  );
}
