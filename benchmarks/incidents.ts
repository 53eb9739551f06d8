/**
 * Incidents as a service desk exports them: a CSV file, and the same rows in a table.
 */
import { createReadStream, createWriteStream } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Client } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { NOW } from './portal';

const DAY_MS = 86_400_000;

const HEADER = 'number,service,priority,opened,restored\n';

/** Rows of CSV, in the order in which incidents were opened. */
function* csvRows(count: number, services: number, days: number) {
  const start = NOW.getTime() - days * DAY_MS;
  const text = (ms: number) => new Date(ms).toISOString().slice(0, 19);
  let part = '';
  for (let i = 0; i < count; i++) {
    // Spread evenly, and otherwise like chance, but the same in each run
    const mixed = Math.imul(i, 2_654_435_761) >>> 0;
    const opened = start + Math.floor((i / count) * days * DAY_MS);
    const restored = opened + 60_000 * (1 + (mixed % 600));
    const service = `service-${Math.floor(mixed / 7) % services}`;
    const priority = 1 + (Math.floor(mixed / 11) % 4);
    part += `INC${i},${service},${priority},${text(opened)}Z,${text(
      restored,
    )}Z\n`;
    if (i % 1_000 === 999) {
      yield part;
      part = '';
    }
  }
  yield part;
}

/** Writes the file. */
export async function writeIncidents(
  path: string,
  count: number,
  services: number,
  days: number,
): Promise<void> {
  await pipeline(
    Readable.from(
      (function* rows() {
        yield HEADER;
        yield* csvRows(count, services, days);
      })(),
    ),
    createWriteStream(path),
  );
}

/**
 * Writes the file again, in which the incidents of its last part are restored an hour later.
 *
 * @param share - how large that part is, 0..1
 * @returns how many these are
 */
export async function changeLast(
  path: string,
  changed: string,
  share: number,
): Promise<number> {
  const lines = (await readFile(path, 'utf8')).trimEnd().split('\n');
  const count = Math.round((lines.length - 1) * share);
  for (let i = lines.length - count; i < lines.length; i++) {
    const cells = lines[i].split(',');
    const restored = new Date(Date.parse(cells[4]) + 3_600_000);
    cells[4] = `${restored.toISOString().slice(0, 19)}Z`;
    lines[i] = cells.join(',');
  }
  await writeFile(changed, `${lines.join('\n')}\n`);
  return count;
}

/** Copies the file into the table `incidents` of the schema `public`. */
export async function copyIncidents(
  path: string,
  connectionString: string,
): Promise<void> {
  const client = new Client({ connectionString });
  await client.connect();
  try {
    await client.query(
      `drop table if exists incidents;
       create table incidents (number text, service text, priority int, opened timestamptz, restored timestamptz)`,
    );
    await pipeline(
      createReadStream(path),
      client.query(
        copyFrom('copy incidents from stdin with (format csv, header)'),
      ),
    );
    await client.query(
      'alter table incidents add updated timestamptz; update incidents set updated = opened; create index on incidents (updated)',
    );
    await client.query('vacuum analyze incidents');
  } finally {
    await client.end();
  }
}

/** Does with the last rows of the table what {@link changeLast} does with those of the file. */
export async function changeLastRows(
  connectionString: string,
  share: number,
): Promise<void> {
  const client = new Client({ connectionString });
  await client.connect();
  try {
    await client.query(
      `update incidents set restored = restored + interval '1 hour', updated = $1
       where number in (
         select number from incidents order by opened desc
         limit (select round(count(*) * $2::float8) from incidents))`,
      [NOW.toISOString(), share],
    );
  } finally {
    await client.end();
  }
}
