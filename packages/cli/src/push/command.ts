import { InputError, ResponseError } from '@backstage/errors';
import {
  measurementFields,
  MeasurementField,
  MeasurementFormat,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { Command, Option } from 'commander';
import { createReadStream, readFileSync } from 'node:fs';
import { push, PushOutcome } from './push';
import { oneRow, readCsvRows, readJsonLines, Rows } from './readRows';

type Options = {
  url?: string;
  tokenEnv: string;
  tokenFile?: string;
  source: string;
  dryRun: boolean;
  format?: 'csv' | 'jsonl';
  columns?: string;
  decimalComma: boolean;
  dates: NonNullable<MeasurementFormat['dates']>;
  rejected?: string;
  entity?: string;
  kpi?: string;
  period?: string;
  value?: string;
  weight?: string;
};

/** Adds `kpi-tree push`. */
export function addPushCommand(program: Command): void {
  program
    .command('push')
    .description(
      'Send measurements to a portal: of a CSV or JSON lines file, of standard input, or one. Exit code: 0 if all are stored, 1 if rows were rejected (the others are stored), 2 if it could not be done.',
    )
    .argument('[file]', 'CSV or JSON lines file; - is standard input')
    .option(
      '--url <url>',
      'address of the backend of the portal; else of the variable KPI_TREE_URL',
    )
    .option(
      '--token-env <name>',
      'environment variable that holds the token',
      'KPI_TREE_TOKEN',
    )
    .option('--token-file <path>', 'file that holds the token, instead')
    .option('--source <id>', 'who measured it', 'push')
    .option('--dry-run', 'check the rows, and store nothing', false)
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
    .option('--decimal-comma', 'numbers are written like 1.234,5', false)
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
    .action(async (file: string | undefined, options: Options) => {
      const { source, dryRun, rejected } = options;
      const url = options.url ?? process.env.KPI_TREE_URL;
      if (!url || !URL.canParse(url)) {
        throw new InputError(
          `--url is ${
            url ?? 'missing'
          }: use the address of the portal's backend, such as https://portal.example.com`,
        );
      }
      const token = readToken(options);
      const outcome = await push(await readRows(file, options), {
        url,
        token,
        source,
        dryRun,
        rejectedFile: rejected,
        onProgress: ({ rowsRead }) => {
          if (process.stderr.isTTY) {
            process.stderr.write(`\r${rowsRead} rows`);
          }
        },
      }).catch(error => {
        throw explained(error, url, options);
      });
      if (process.stderr.isTTY) {
        process.stderr.write('\r');
      }
      tell(outcome, options);
      process.exitCode = outcome.rowsRejected ? 1 : 0;
    });
}

/** From a variable or a file, so that it is in no list of processes and no history. */
function readToken(options: Options): string {
  const { tokenEnv, tokenFile } = options;
  const token = tokenFile
    ? readFileSync(tokenFile, 'utf8').trim()
    : process.env[tokenEnv]?.trim();
  if (!token) {
    throw new InputError(
      `There is no token in ${tokenPlace(
        options,
      )}: put one of backend.auth.externalAccess of the portal there`,
    );
  }
  return token;
}

function tokenPlace({ tokenEnv, tokenFile }: Options): string {
  return tokenFile ?? `the environment variable ${tokenEnv}`;
}

/** A refusal of the portal, with what of the command it is about. */
function explained(error: unknown, url: string, options: Options): unknown {
  if (!(error instanceof ResponseError)) {
    return error;
  }
  if (error.statusCode === 401) {
    return new InputError(
      `${url} refuses the token in ${tokenPlace(
        options,
      )} (401 Unauthorized): put one of backend.auth.externalAccess of the portal there`,
    );
  }
  if (error.statusCode === 404) {
    return new InputError(
      `There is no KPI Tree at ${url} (404 Not Found): use the address of the portal's backend, such as https://portal.example.com`,
    );
  }
  return error;
}

async function readRows(
  file: string | undefined,
  options: Options,
): Promise<Rows> {
  const { columns = '', decimalComma, dates, entity, kpi, period } = options;
  const { value, weight } = options;
  const format = { decimalComma, dates };
  const fields = new Map<MeasurementField, string | undefined>([
    ['entityRef', entity],
    ['kpi', kpi],
    ['period', period],
    ['value', value],
    ['weight', weight],
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

function tell(outcome: PushOutcome, { dryRun, rejected }: Options): void {
  const { rowsRead, rowsRejected, measurementsWritten } = outcome;
  const { errors, warnings } = outcome;
  for (const { message, where, count } of errors) {
    const more = count > 1 ? ` and ${count - 1} more` : '';
    process.stderr.write(`${where ? `${where}${more}: ` : ''}${message}\n`);
  }
  for (const { message, count } of warnings) {
    const rows = count === 1 ? '1 row' : `${count} rows`;
    process.stderr.write(`Warning: ${rows}: ${message}\n`);
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
