import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { changedFiles, testsOf } from './changed.mjs';
import { packageBin, rootDir } from './paths.mjs';
import { startPostgres } from './postgres.mjs';
import { runNode } from './processes.mjs';
import { systemsEnvironment } from './systems.mjs';
import { temporaryDir } from './temporary.mjs';

/**
 * @typedef {object} Outcome
 * @property {number} passed
 * @property {number} failed
 * @property {number} skipped
 */

/**
 * @typedef {object} Step
 * @property {string} name - also the argument of `npm test` that selects it
 * @property {() => Promise<Outcome>} run
 */

const backstageCli = () => packageBin('@backstage/cli', 'backstage-cli');
const tsc = () => packageBin('typescript', 'tsc');

/**
 * All that `npm test` runs, in this order.
 *
 * @type {Step[]}
 */
export const steps = [
  staticStep('types', () => {
    // The compiler orders the members of a union as it meets them, so that API reports
    // are only the same on every machine if all is compiled from the start
    rmSync(join(rootDir, 'dist-types'), { recursive: true, force: true });
    return [
      [tsc()],
      [tsc(), '--project', 'e2e'],
      [tsc(), '--project', 'benchmarks'],
    ];
  }),
  staticStep('lint', () => [
    [backstageCli(), 'repo', 'lint'],
    ['scripts/check-folders.mjs'],
  ]),
  // Files, exports and dependencies that nothing uses, and those that are used and not named
  staticStep('unused', () => [[packageBin('knip'), '--no-config-hints']]),
  staticStep('format', () => [[packageBin('prettier'), '--check', '.']]),
  staticStep('definitions', () => [
    ['packages/cli/bin/kpi-tree', 'lint', 'examples'],
  ]),
  staticStep('openapi', () => [['scripts/generate-openapi.mjs', '--check']]),
  staticStep('configuration', () => [
    ['scripts/generate-configuration.mjs', '--check'],
  ]),
  staticStep('docs', () => [
    ['scripts/check-docs.mjs'],
    // As a site, whose pages may not be what VitePress cannot read
    [
      packageBin('vitepress'),
      ...['build', 'docs', '--outDir', join(temporaryDir('docs'), 'site')],
    ],
  ]),
  staticStep('api-reports', () => [
    // The reports are made from the declarations this leaves
    [tsc()],
    [
      packageBin('@backstage/repo-tools', 'backstage-repo-tools'),
      'api-reports',
      '--ci',
      '--sql-reports',
      '--omit-messages',
      'ae-wrong-input-file-type,ae-undocumented',
      '--validate-release-tags',
    ],
  ]),
  staticStep('packages', () => [['scripts/check-packages.mjs']]),
  { name: 'unit', run: () => runJest() },
  { name: 'browser', run: () => runPlaywright(['--grep-invert', '@long']) },
];

/**
 * What `npm run test:long` runs beside: it takes long, or measures the machine.
 *
 * @type {Step[]}
 */
export const longSteps = [
  { name: 'hostile', run: runHostile },
  {
    name: 'properties',
    run: () =>
      runJest({
        tests: ['rollup/incremental', 'rollup/silentMarks'],
        systems: false,
        env: { KPI_TREE_PROPERTY_RUNS: '400' },
      }),
  },
  { name: 'browser', run: () => runPlaywright(['--grep', '@long']) },
];

/** The modules whose tests ask real ticket systems, databases and monitoring. */
const asksSystems =
  /plugins\/kpi-tree-backend-module-(records|prometheus|sql)\//;

/**
 * What `npm test -- --changed` runs while somebody works: the checks, and the tests of the
 * folders in which files differ from main.
 *
 * @returns {Step[]}
 */
export function stepsOfChanges() {
  const { base, files } = changedFiles();
  const tests = testsOf(files);
  return [
    staticStep('types', () => [[tsc()]]),
    staticStep('lint', () => [
      [backstageCli(), 'repo', 'lint', '--since', base],
      ['scripts/check-folders.mjs'],
    ]),
    staticStep('format', () =>
      files.length
        ? [[packageBin('prettier'), '--check', '--ignore-unknown', ...files]]
        : [],
    ),
    ...(tests.length
      ? [
          {
            name: 'unit',
            run: () =>
              runJest({ tests, systems: tests.some(t => asksSystems.test(t)) }),
          },
        ]
      : []),
  ];
}

/**
 * A step that is fine or not as a whole, and of which there is nothing to see
 * as long as it is fine.
 *
 * @param {string} name
 * @param {() => string[][]} commands
 * @returns {Step}
 */
function staticStep(name, commands) {
  return {
    name,
    async run() {
      for (const command of commands()) {
        const { code, output } = await runNode(command, { show: () => false });
        if (code !== 0) {
          console.log(output);
          return { passed: 0, failed: 1, skipped: 0 };
        }
      }
      return { passed: 1, failed: 0, skipped: 0 };
    },
  };
}

/**
 * The variables that let Backstage's TestDatabases use a PostgreSQL of ours. On
 * CI it would start one with Docker for every version it knows.
 */
export async function databaseEnvironment() {
  const { connectionString } = await startPostgres();
  return {
    BACKSTAGE_TEST_DISABLE_DOCKER: '1',
    BACKSTAGE_TEST_DATABASE_POSTGRES18_CONNECTION_STRING: connectionString,
  };
}

/**
 * @param {object} [options]
 * @param {string[]} [options.tests] - patterns of the files; all if not given
 * @param {boolean} [options.systems] - whether the real systems are to run
 * @param {Record<string, string>} [options.env] - further variables
 * @returns {Promise<Outcome>}
 */
async function runJest({ tests = [], systems = true, env = {} } = {}) {
  const resultFile = join(temporaryDir('jest'), 'results.json');
  const { code } = await runNode(
    [
      backstageCli(),
      'repo',
      'test',
      '--watchAll=false',
      '--ci',
      '--json',
      `--outputFile=${resultFile}`,
      ...(tests.length ? ['--passWithNoTests', ...tests] : []),
    ],
    {
      timeoutMinutes: 55,
      env: {
        ...(await databaseEnvironment()),
        ...(systems ? await systemsEnvironment() : {}),
        ...env,
      },
    },
  );
  const results = readResults(resultFile);
  printSlowest(results?.testResults ?? []);
  return outcome(code, {
    passed: results?.numPassedTests ?? 0,
    // A test file that does not even load has no tests to count
    failed:
      (results?.numFailedTests ?? 0) +
      (results?.numRuntimeErrorTestSuites ?? 0),
    skipped: (results?.numPendingTests ?? 0) + (results?.numTodoTests ?? 0),
  });
}

/**
 * Where the time goes: whoever makes the tests quicker begins here.
 *
 * @param {{ name: string, startTime: number, endTime: number }[]} files
 */
function printSlowest(files) {
  const seconds = files
    .map(({ name, startTime, endTime }) => ({
      file: relative(rootDir, name),
      took: (endTime - startTime) / 1000,
    }))
    .sort((a, b) => b.took - a.took);
  const all = seconds.reduce((sum, { took }) => sum + took, 0);
  console.log(
    `\n${seconds.length} test files took ${all.toFixed(0)} s, the slowest:`,
  );
  for (const { file, took } of seconds.slice(0, 25)) {
    console.log(`${took.toFixed(1).padStart(7)} s  ${file}`);
  }
}

/** @returns {Promise<Outcome>} */
async function runHostile() {
  const script = join(rootDir, 'scripts/hostile.mjs');
  const { code } = await runNode([script]);
  return outcome(code, { passed: code === 0 ? 1 : 0, failed: 0, skipped: 0 });
}

/**
 * @param {string[]} selection - arguments that say which tests
 * @returns {Promise<Outcome>}
 */
async function runPlaywright(selection) {
  const resultFile = join(rootDir, 'e2e/results/results.json');
  rmSync(resultFile, { force: true });
  const { code } = await runNode(
    [
      packageBin('@playwright/test', 'playwright'),
      ...['test', '--config', 'e2e', ...selection],
    ],
    // Playwright ends the portal in an orderly way on SIGINT
    { stopSignal: 'SIGINT' },
  );
  const { stats, errors } = readResults(resultFile) ?? {};
  return outcome(code, {
    passed: stats?.expected ?? 0,
    failed:
      (stats?.unexpected ?? 0) + (stats?.flaky ?? 0) + (errors ?? []).length,
    skipped: stats?.skipped ?? 0,
  });
}

/**
 * @param {string} file
 * @returns {any} undefined if the test runner did not come to write it
 */
function readResults(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined;
}

/**
 * A test runner that ends badly has failed, also where no test has.
 *
 * @param {number} code
 * @param {Outcome} counts
 * @returns {Outcome}
 */
function outcome(code, counts) {
  return code !== 0 && counts.failed === 0 ? { ...counts, failed: 1 } : counts;
}
