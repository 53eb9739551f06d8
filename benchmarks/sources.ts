/**
 * How fast a million incidents in a file or a table become measurements, and in how
 * much memory, compared with awk and plain SQL that do the same sums.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Knex } from 'knex';
import { copyIncidents, writeIncidents } from './incidents';
import { median, Row } from './report';

const SERVICES = 1_000;
const DAYS = 730;

/** What a way took. */
export type Measured = {
  seconds: number;
  measurements: number;
  mebibytes: number;
  /** The seconds of a collection of everything before, where only changes were measured. */
  whole?: number;
};

/** Sums by service and day: incidents, their hours, and those of priority 1. */
const AWK = `
function instant(t) {
  return mktime(substr(t,1,4) " " substr(t,6,2) " " substr(t,9,2) " " substr(t,12,2) " " substr(t,15,2) " " substr(t,18,2))
}
NR > 1 {
  key = $2 " " substr($4, 1, 10)
  count[key]++
  hours[key] += (instant($5) - instant($4)) / 3600
  critical[key] += $3 == 1
}
END {
  for (key in count) {
    found += 3
    checksum += hours[key] / count[key] + critical[key] / count[key]
  }
  print found, checksum
}`;

/** @returns rows of the table of results */
export async function benchmarkSources(
  knex: Knex,
  connectionString: string,
  {
    rounds,
    incidents,
    ways: wanted,
  }: { rounds: number; incidents: number; ways?: string[] },
): Promise<Row[]> {
  const dir = mkdtempSync(join(tmpdir(), 'kpi-tree-incidents-'));
  const file = join(dir, 'incidents.csv');
  const env = {
    ...process.env,
    INCIDENTS: file,
    DATABASE: connectionString,
    SERVICES: String(SERVICES),
    DAYS: String(DAYS),
    TZ: 'UTC',
  };
  const ours = (way: string): Measured =>
    JSON.parse(
      execFileSync(
        process.execPath,
        [
          '--require',
          require.resolve('@backstage/cli-node/config/nodeTransform.cjs'),
          join(__dirname, 'sourceRun.ts'),
          way,
        ],
        { env, encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] },
      )
        .trim()
        .split('\n')
        .pop()!,
    );
  const awk = (): Measured => {
    const start = performance.now();
    const [found] = execFileSync('awk', ['-F,', AWK, file], {
      env,
      encoding: 'utf8',
    }).split(' ');
    return {
      seconds: (performance.now() - start) / 1_000,
      measurements: Number(found),
      mebibytes: NaN,
    };
  };
  try {
    await writeIncidents(file, incidents, SERVICES, DAYS);
    await copyIncidents(file, connectionString);
    const ways: [string, () => Measured][] = [
      ['awk', awk],
      ['csv', () => ours('csv')],
      ['plain SQL', () => ours('plain SQL')],
      ['sql', () => ours('sql')],
      ['sql rows', () => ours('sql rows')],
      ['csv to the store', () => ours('csv to the store')],
      ['csv changed to the store', () => ours('csv changed to the store')],
      [
        'sql rows changed to the store',
        () => ours('sql rows changed to the store'),
      ],
      ['sql to the store', () => ours('sql to the store')],
    ];
    const unknown = wanted?.filter(way => !ways.some(([name]) => name === way));
    if (unknown?.length) {
      throw new Error(
        `No way ${unknown.join()}: there are ${ways.map(([name]) => name)}`,
      );
    }
    const results = new Map<string, Measured[]>();
    for (let round = 0; round < rounds; round++) {
      for (const [name, way] of ways) {
        if (wanted && !wanted.includes(name)) {
          continue;
        }
        await knex.raw(
          'truncate series, measurements, measurement_classes, period_values, period_classes, current, scope_values, scope_classes, scope_current, rollup_marks, node_marks, runs, sources, incomplete_measurements restart identity',
        );
        results.set(name, [...(results.get(name) ?? []), way()]);
      }
    }
    const { mebibytes: idle } = ours('nothing');
    return toRows(results, idle, statSync(file).size, incidents);
  } finally {
    rmSync(dir, { recursive: true });
  }
}

/** What each way is compared with. */
const beside: Record<string, string> = {
  csv: 'awk',
  sql: 'plain SQL',
  'sql rows': 'plain SQL',
  'csv to the store': 'awk',
  'sql to the store': 'plain SQL',
};

function toRows(
  results: Map<string, Measured[]>,
  idle: number,
  bytes: number,
  incidents: number,
): Row[] {
  const seconds = (name: string) =>
    median(results.get(name)!.map(one => one.seconds));
  const rows = [...results].map(([name, measured]): Row => {
    const other = results.has(beside[name]) ? beside[name] : undefined;
    const most = Math.max(...measured.map(one => one.mebibytes));
    return {
      what: `${name}: ${measured[0].measurements.toLocaleString(
        'en',
      )} measurements`,
      value: `${seconds(name).toFixed(1)} s, ${Math.round(
        incidents / seconds(name),
      ).toLocaleString('en')} incidents/s`,
      ratio: [
        measured[0].whole &&
          `${Math.round(
            (100 * seconds(name)) / median(measured.map(one => one.whole!)),
          )} % of a collection of everything`,
        other && `${(seconds(name) / seconds(other)).toFixed(1)} x ${other}`,
        Number.isNaN(most) ? '' : `${Math.round(most)} MiB at most`,
      ]
        .filter(Boolean)
        .join('; '),
      goal: '',
    };
  });
  return [
    ...rows,
    {
      what: `nothing but the code loaded (the file has ${Math.round(
        bytes / 2 ** 20,
      )} MiB)`,
      value: '',
      ratio: `${Math.round(idle)} MiB`,
      goal: '',
    },
  ];
}
