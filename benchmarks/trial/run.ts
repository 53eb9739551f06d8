/**
 * A trial of reliability by hand: two replicas on a PostgreSQL of their own with the
 * real catalog, a client that sends, one that reads, and bad days.
 *
 *   yarn trial            all bad days, 25 minutes
 *   yarn trial catalog    those with the word in their names
 *
 * After each, everything that the portal shows is compared with what was acknowledged.
 * For the full disk, `TMPDIR` has to be a file system of its own of less than 4 GB.
 */
import { setTimeout as sleep } from 'node:timers/promises';
import { seeded } from '../../packages/internal/src/signals/__testUtils__/history';
import { BAD_DAYS, collect, fillWarehouse } from './badDays';
import { Ledger } from './Ledger';
import { Portal } from './Portal';
import { Reader } from './Reader';
import { Sender } from './Sender';

/** How long the portal has to be right again after the end of a bad day, in ms. */
const HEALED_WITHIN = 180_000;

const SEED = 20261129;

async function main() {
  const words = process.argv.slice(2);
  const portal = await Portal.start();
  const ledger = new Ledger();
  const sender = new Sender(portal, ledger, seeded(SEED));
  const reader = new Reader(portal);
  await fillWarehouse(portal, ledger);
  await untilReady(portal);
  await collect(portal);
  let wrong = 0;
  const days = BAD_DAYS.filter(
    ({ name }) => !words.length || words.some(word => name.includes(word)),
  );
  for (const { name, happen } of days) {
    reader.report();
    sender.failures = 0;
    sender.longest = 0;
    const before = sender.acknowledged;
    sender.start();
    await sleep(5_000);
    const remark = await happen(portal, ledger);
    await sender.stop();
    const { seconds, differences } = await healed(portal, ledger);
    wrong += differences.length;
    const { read, failed, p50, p99 } = reader.report();
    console.log(
      [
        `\n${name}${remark ? ` (${remark})` : ''}`,
        `  sent: ${sender.acknowledged - before} acknowledged, ${
          sender.failures
        } attempts failed, the longest took ${ms(sender.longest)}`,
        `  read: ${read} pages, ${failed} failed, p50 ${ms(p50)}, p99 ${ms(
          p99,
        )}`,
        differences.length
          ? `  WRONG after ${seconds} s: ${
              differences.length
            }\n    ${differences.slice(0, 10).join('\n    ')}`
          : `  all right ${seconds} s after it`,
      ].join('\n'),
    );
  }
  await reader.stop();
  await portal.stop();
  const { shutdown } = await import('../../scripts/lib/shutdown.mjs');
  await shutdown();
  process.exit(wrong ? 1 : 0);
}

/** Waits until what the portal shows is what was acknowledged. */
async function healed(portal: Portal, ledger: Ledger) {
  const start = Date.now();
  for (;;) {
    const differences = await ledger.differences(portal);
    const took = Date.now() - start;
    if (!differences.length || took > HEALED_WITHIN) {
      return { seconds: Math.round(took / 1_000), differences };
    }
    await sleep(1_000);
  }
}

/** The catalog has read its file, and the plugin the catalog. */
async function untilReady(portal: Portal) {
  const start = Date.now();
  for (;;) {
    const answer = await portal
      .ask('/scorecards/component/default/service-19')
      .catch(() => undefined);
    if (answer?.ok && (await answer.text()).includes('deployments')) {
      return;
    }
    if (Date.now() - start > HEALED_WITHIN) {
      throw new Error(`The portal is not ready: ${answer?.status}`);
    }
    await sleep(1_000);
  }
}

const ms = (value: number) => `${Math.round(value)} ms`;

main().catch(error => {
  console.error(error);
  process.exit(1);
});
