/**
 * `node scripts/hostile.mjs [cases] [seed]` sends the API what nobody should, on SQLite
 * and PostgreSQL: the property of `hostileInputs.test.ts` with more cases, another seed
 * each time, and at most a second for each answer.
 */
import { randomInt } from 'node:crypto';
import { packageBin } from './lib/paths.mjs';
import { runNodeInteractively } from './lib/processes.mjs';
import { shutdown, shutdownOnInterruption } from './lib/shutdown.mjs';
import { databaseEnvironment } from './lib/test-steps.mjs';

/** Some minutes for each database. */
const CASES = 5_000;

/** In which an answer has to come. */
const LONGEST_MS = 1_000;

const [cases = CASES, seed = randomInt(2 ** 31)] = process.argv
  .slice(2)
  .map(Number);

shutdownOnInterruption(130);
console.log(`${cases} cases on each database, seed ${seed}`);
process.exitCode = await runNodeInteractively(
  [
    packageBin('@backstage/cli', 'backstage-cli'),
    ...['repo', 'test', 'hostileInputs', '--watchAll=false'],
    ...['-t', 'whatever|readable'],
  ],
  {
    ...(await databaseEnvironment()),
    KPI_TREE_HOSTILE_RUNS: String(cases),
    KPI_TREE_HOSTILE_SEED: String(seed),
    KPI_TREE_HOSTILE_MS: String(LONGEST_MS),
  },
);
await shutdown();
