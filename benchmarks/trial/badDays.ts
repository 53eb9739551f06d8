/** What happens to the portal in the trial, one thing after another. */
import { spawnSync } from 'node:child_process';
import { rmSync, statfsSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { COLLECTED, COMPONENTS, PUSHED } from './definitions';
import { Ledger, trialDays } from './Ledger';
import { Portal } from './Portal';

/** One bad day: it may change the ledger where the portal is to change. */
export type BadDay = {
  name: string;
  happen: (portal: Portal, ledger: Ledger) => Promise<string | void>;
};

/** Fills the table that the source reads, and the ledger with it. */
export async function fillWarehouse(portal: Portal, ledger: Ledger) {
  const rows = COMPONENTS.flatMap((component, i) =>
    trialDays().map((day, j) => ({
      entity: `component:default/${component}`,
      day,
      amount: (i * 31 + j * 7) % 100,
    })),
  );
  await portal.warehouse('warehouse.bookings').delete();
  await portal.warehouse.batchInsert('warehouse.bookings', rows, 1_000);
  for (const { entity, day, amount } of rows) {
    ledger.set(COLLECTED, entity.split('/')[1], day, amount);
  }
}

/** Has the source collected now, and waits for the end of the run. */
export async function collect(portal: Portal): Promise<string> {
  for (;;) {
    const answer = await portal.ask('/sources/warehouse/runs', {
      method: 'POST',
      body: '{}',
    });
    if (answer.status === 409) {
      // It is being collected by its schedule
      await sleep(1_000);
      continue;
    }
    const { id } = await answer.json();
    for (;;) {
      await sleep(1_000);
      const run = await (await portal.ask(`/runs/${id}`)).json();
      if (run.endedAt) {
        return run.state;
      }
    }
  }
}

const SECONDS = Number(process.env.TRIAL_CATALOG_AWAY ?? 600);

export const BAD_DAYS: BadDay[] = [
  {
    name: 'a replica is killed and comes back, six times, in turn',
    async happen(portal) {
      for (let i = 0; i < 6; i++) {
        await sleep(5_000);
        await portal.killReplica(i % 2);
        await sleep(5_000);
        await portal.startReplica(i % 2);
      }
    },
  },
  {
    name: 'the source hangs for a minute',
    async happen(portal) {
      let status = '';
      await portal.warehouse.transaction(async trx => {
        await trx.raw('lock table warehouse.bookings in access exclusive mode');
        status = await collect(portal);
      });
      return `its run: ${status}; after that: ${await collect(portal)}`;
    },
  },
  {
    name: 'the source lies: every second day cannot be read',
    async happen(portal) {
      await portal
        .warehouse('warehouse.bookings')
        .whereRaw("right(day, 1) in ('1', '3', '5', '7', '9')")
        .update({ day: '31.02.2026' });
      return `its run: ${await collect(portal)}`;
    },
  },
  {
    name: 'the source is empty',
    async happen(portal) {
      await portal.warehouse('warehouse.bookings').delete();
      return `its run: ${await collect(portal)}`;
    },
  },
  {
    name: 'the source is as before again',
    async happen(portal, ledger) {
      await fillWarehouse(portal, ledger);
      return `its run: ${await collect(portal)}`;
    },
  },
  {
    name: `the catalog is away for ${SECONDS} seconds`,
    async happen(portal) {
      await portal.killCatalog();
      await sleep(SECONDS * 1_000);
      await portal.startCatalog();
    },
  },
  {
    name: 'the clock of one replica is a day ahead for a minute',
    async happen(portal) {
      portal.setClock(0, 86_400_000);
      await sleep(60_000);
      portal.setClock(0, 0);
    },
  },
  {
    name: 'the clock of one replica is a day behind for a minute',
    async happen(portal) {
      portal.setClock(1, -86_400_000);
      await sleep(60_000);
      portal.setClock(1, 0);
    },
  },
  {
    name: 'the disk is full for half a minute',
    async happen(portal) {
      const { bsize, bavail } = statfsSync(tmpdir());
      if (bsize * bavail > 4e9) {
        return 'left out: the temporary folder is no file system of its own of less than 4 GB';
      }
      const ballast = join(tmpdir(), 'ballast');
      spawnSync('dd', ['if=/dev/zero', `of=${ballast}`, 'bs=64k']);
      let refused = 0;
      for (const end = Date.now() + 30_000; Date.now() < end; ) {
        // Also what the database holds in reserve is used up
        await portal.warehouse
          .raw('create table warehouse.more as select generate_series(1, 3e5)')
          .then(() => portal.warehouse.raw('drop table warehouse.more'))
          .catch(() => refused++);
        await sleep(500);
      }
      rmSync(ballast);
      const restarted = await portal.reviveDatabase();
      return `${refused} statements of others were refused${
        restarted ? ', the database ended and was started again' : ''
      }`;
    },
  },
  {
    name: 'a KPI is deleted and made again',
    async happen(portal) {
      const until = async (status: number) => {
        const start = Date.now();
        while ((await portal.ask(`/kpis/${PUSHED}`)).status !== status) {
          await sleep(500);
        }
        return Math.round((Date.now() - start) / 1_000);
      };
      portal.define({ without: [PUSHED] });
      const gone = await until(404);
      await sleep(30_000);
      portal.define();
      return `gone after ${gone} s, back after ${await until(200)} s`;
    },
  },
];
