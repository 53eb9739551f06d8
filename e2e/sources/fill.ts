import createKnex, { Knex } from 'knex';

const variable = (name: string) => process.env[`KPI_TREE_E2E_${name}`] ?? '';

/** Incidents: when each began, and how many hours it took. */
export const incidents: [began: string, hours: number][] = [
  ['2026-03-30T10:00:00Z', 9],
  ['2026-04-02T08:00:00Z', 1],
  ['2026-04-11T22:30:00Z', 4],
  ['2026-04-29T23:00:00Z', 2.5],
];

/** Changes: when each ended, and whether it worked. */
export const changes: [closed: string, worked: boolean][] = [
  ['2026-03-31T23:59:59Z', false],
  ['2026-04-01T00:00:00Z', true],
  ['2026-04-03T12:00:00Z', true],
  ['2026-04-03T13:00:00Z', false],
  ['2026-04-17T09:00:00Z', true],
  ['2026-04-30T23:59:59Z', true],
];

/** Service requests: when each was done, and by when it was to be. */
export const requests: [fulfilled: string, due: string][] = [
  ['2026-03-31T12:00:00Z', '2026-03-30T12:00:00Z'],
  ['2026-04-01T12:00:00Z', '2026-04-02T12:00:00Z'],
  ['2026-04-09T12:00:00Z', '2026-04-08T12:00:00Z'],
  ['2026-04-09T13:00:00Z', '2026-04-09T13:00:00Z'],
];

/** Writes all of them into the systems that keep such things. */
export async function fillSystems(): Promise<void> {
  await Promise.all([fillTracker(), fillMariaDb(), fillPostgres()]);
}

async function fillTracker(): Promise<void> {
  await create('queue', { Name: 'Checkout incidents' });
  for (const [began, hours] of incidents) {
    const end = new Date(Date.parse(began) + hours * 3_600_000).toISOString();
    await create('ticket', {
      Queue: 'Checkout incidents',
      Subject: `Checkout is down since ${began}`,
      Started: sqlInstant(began),
      Resolved: sqlInstant(end),
      Status: 'resolved',
    });
  }
}

async function create(what: 'queue' | 'ticket', fields: object) {
  const answer = await fetch(
    `http://${variable('TRACKER_HOST')}/REST/2.0/${what}`,
    {
      method: 'POST',
      headers: {
        authorization: variable('TRACKER_AUTHORIZATION'),
        'content-type': 'application/json',
      },
      body: JSON.stringify(fields),
    },
  );
  if (!answer.ok) {
    throw new Error(`Request Tracker: ${await answer.text()}`);
  }
}

async function fillMariaDb(): Promise<void> {
  await fillTable('mysql2', variable('MARIADB_URL'), 'changes', table => {
    table.string('service');
    table.dateTime('closed');
    table.boolean('successful');
  })(
    changes.map(([closed, successful]) => ({
      service: 'checkout',
      closed: sqlInstant(closed),
      successful,
    })),
  );
}

async function fillPostgres(): Promise<void> {
  await fillTable('pg', variable('POSTGRES_URL'), 'requests', table => {
    table.string('service');
    table.dateTime('fulfilled', { useTz: false });
    table.dateTime('due', { useTz: false });
  })(
    requests.map(([fulfilled, due]) => ({
      service: 'checkout',
      fulfilled: sqlInstant(fulfilled),
      due: sqlInstant(due),
    })),
  );
}

/** Recreates a table, and answers what fills it. */
function fillTable(
  client: string,
  connection: string,
  name: string,
  columns: (table: Knex.CreateTableBuilder) => void,
): (rows: object[]) => Promise<void> {
  return async rows => {
    const knex = createKnex({ client, connection });
    try {
      await knex.schema.dropTableIfExists(name);
      await knex.schema.createTable(name, columns);
      await knex(name).insert(rows);
    } finally {
      await knex.destroy();
    }
  };
}

/** As databases and Request Tracker take an instant of UTC. */
function sqlInstant(iso: string): string {
  return new Date(iso).toISOString().slice(0, 19).replace('T', ' ');
}
