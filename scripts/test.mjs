/**
 * `npm test` brings all that a fresh machine lacks and runs every check and
 * test there is. `npm test -- unit browser` runs only these steps, and
 * `npm test -- --changed` what is quick and concerns the files that changed,
 * and `npm run test:long` what takes long or measures the machine.
 *
 * `yarn test [arguments of Jest]` is what it is in any Backstage repository,
 * with a PostgreSQL for the tests that want one.
 *
 * Only Node's own modules may be imported here: the dependencies may not be
 * installed yet.
 */
import { isRunByYarn } from './lib/environment.mjs';
import { ensureInstalled } from './lib/install.mjs';
import { ensureSupportedNode } from './lib/node-runtime.mjs';
import { packageBin } from './lib/paths.mjs';
import { runNodeInteractively } from './lib/processes.mjs';
import {
  isShuttingDown,
  shutdown,
  shutdownOnInterruption,
} from './lib/shutdown.mjs';
import {
  databaseEnvironment,
  longSteps,
  steps,
  stepsOfChanges,
} from './lib/test-steps.mjs';
import { printSummary } from './lib/test-summary.mjs';

/** The exit code after Ctrl-C. */
const interrupted = 130;

const args = process.argv.slice(2);

/** @returns {Promise<number>} the exit code */
async function runJest() {
  const cli = packageBin('@backstage/cli', 'backstage-cli');
  return runNodeInteractively(
    [cli, 'repo', 'test', ...args],
    await databaseEnvironment(),
  );
}

/** @returns {Promise<number>} the exit code */
async function runSteps() {
  const install = { name: 'install', run: installStep };
  return runEach([install, ...selectedSteps()]);
}

function selectedSteps() {
  if (args.length === 1 && args[0] === '--changed') {
    return stepsOfChanges();
  }
  if (args.length === 1 && args[0] === '--long') {
    return longSteps;
  }
  const unknown = args.filter(name => !steps.some(step => step.name === name));
  if (unknown.length > 0) {
    const names = steps.map(step => step.name).join(', ');
    throw new Error(`No step ${unknown.join(', ')}. There are: ${names}`);
  }
  return steps.filter(({ name }) => args.length === 0 || args.includes(name));
}

/**
 * @param {import('./lib/test-steps.mjs').Step[]} selected
 * @returns {Promise<number>} the exit code
 */
async function runEach(selected) {
  const results = [];
  for (const { name, run } of selected) {
    console.log(`\n== ${name}`);
    const startedAt = Date.now();
    const outcome = await run().catch(error => {
      console.error(error);
      return { passed: 0, failed: 1, skipped: 0 };
    });
    if (isShuttingDown()) {
      return interrupted;
    }
    const seconds = (Date.now() - startedAt) / 1000;
    results.push({ name, outcome, seconds });
    if (name === 'install' && outcome.failed > 0) {
      break;
    }
  }
  await shutdown();
  return printSummary(results) ? 0 : 1;
}

/** Nothing that counts as a test, unless it fails. */
async function installStep() {
  await ensureInstalled();
  return { passed: 0, failed: 0, skipped: 0 };
}

await ensureSupportedNode();
shutdownOnInterruption(interrupted);
try {
  process.exitCode = await (isRunByYarn() ? runJest() : runSteps());
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
await shutdown();
