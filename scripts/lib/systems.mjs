import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { dataDir, debianRoot, runInRoot, startInRoot } from './debian.mjs';
import { waitForHttp } from './http.mjs';
import { icingaSchema, startIcinga } from './icinga.mjs';
import { freePort, isInUse } from './ports.mjs';
import { startRedmine } from './redmine.mjs';
import { startZabbix, zabbixSchema } from './zabbix.mjs';

/**
 * Starts the real systems that sources are tested against, where the machine can run
 * them: Alertmanager, Icinga, MariaDB, Prometheus, Redmine, Request Tracker, VictoriaMetrics and Zabbix.
 *
 * @returns {Promise<Record<string, string>>} the variables by which tests find them;
 *   none where they cannot be run
 */
export async function systemsEnvironment() {
  const root = debianRoot();
  if (!root) {
    console.log(
      'Alertmanager, Icinga, MariaDB, Prometheus, Redmine, Request Tracker, VictoriaMetrics and Zabbix are left out: their packages need root on Debian or Ubuntu',
    );
    return {};
  }
  const database = startMariaDb(root);
  const [
    alertmanager,
    redmine,
    mariadb,
    icinga,
    zabbix,
    prometheus,
    tracker,
    victoria,
  ] = await Promise.all([
    startAlertmanager(root),
    startRedmine(root),
    database,
    database.then(url => startIcinga(root, url)),
    database.then(url => startZabbix(root, url)),
    startPrometheus(root),
    startRequestTracker(root),
    startVictoriaMetrics(root),
  ]);
  return {
    KPI_TREE_TEST_ALERTMANAGER_URL: alertmanager.url,
    KPI_TREE_TEST_ALERTMANAGER_WEBHOOK_PORT: alertmanager.webhookPort,
    KPI_TREE_TEST_ICINGA_COMMANDS: icinga.commands,
    KPI_TREE_TEST_ICINGA_DATABASE: icinga.database,
    KPI_TREE_TEST_MARIADB_URL: mariadb,
    KPI_TREE_TEST_PROMETHEUS_URL: prometheus,
    KPI_TREE_TEST_REDMINE_URL: redmine,
    KPI_TREE_TEST_REQUEST_TRACKER_DATABASE: tracker.database,
    KPI_TREE_TEST_REQUEST_TRACKER_URL: tracker.url,
    KPI_TREE_TEST_VICTORIA_METRICS_URL: victoria,
    KPI_TREE_TEST_ZABBIX_DATABASE: zabbix.database,
    KPI_TREE_TEST_ZABBIX_SENDER: zabbix.sender,
    KPI_TREE_TEST_ZABBIX_URL: zabbix.url,
  };
}

/**
 * Waits until a server listens.
 *
 * @param {string} name
 * @param {number} port
 * @param {ReturnType<typeof startInRoot>} server
 */
async function started(name, port, server) {
  const deadline = Date.now() + 60_000;
  while (!(await isInUse(`http://127.0.0.1:${port}`))) {
    if (server.ended() || Date.now() > deadline) {
      throw new Error(`${name} did not start: ${server.log()}`);
    }
    await sleep(100);
  }
}

/**
 * With a database for tests, and those of Icinga and Zabbix.
 *
 * @param {string} root
 */
export async function startMariaDb(root) {
  const { inside } = dataDir(root, 'mariadb');
  const options = [
    ...['--no-defaults', `--datadir=${inside}`, '--user=root'],
    // What is lost when the machine fails may be lost
    ...['--innodb-flush-log-at-trx-commit=0', '--innodb-flush-method=nosync'],
  ];
  const tables = ['mysql_system_tables', 'mysql_system_tables_data']
    .map(name =>
      readFileSync(join(root, `usr/share/mysql/${name}.sql`), 'utf8'),
    )
    .join('\n');
  runInRoot(root, ['/usr/sbin/mariadbd', ...options, '--bootstrap'], {
    input: `create database mysql;\nuse mysql;\n${tables}
flush privileges;
create user 'test'@'%' identified by 'test';
grant all on *.* to 'test'@'%' with grant option;
create database test;
create database icinga;
use icinga;
${icingaSchema(root)}
create database zabbix character set utf8mb4 collate utf8mb4_bin;
use zabbix;
${zabbixSchema(root)}\n`,
  });
  const port = await freePort();
  const server = startInRoot(root, [
    '/usr/sbin/mariadbd',
    ...options,
    `--port=${port}`,
    '--bind-address=127.0.0.1',
    `--socket=${inside}/socket`,
    '--skip-name-resolve',
  ]);
  await started('MariaDB', port, server);
  return `mysql://test:test@127.0.0.1:${port}/test`;
}

/** The services that the Prometheus of the tests knows, by requests an hour. */
export const meteredServices = { checkout: 1_000, search: 2_000 };

/**
 * Sixty days of counters up to the first of May 2026: each service has its requests
 * in each hour, of which on the n-th day n in a thousand fail.
 */
function counters() {
  const lines = ['# TYPE http_requests counter'];
  const start = Date.UTC(2026, 2, 2) / 1_000;
  for (const [service, rate] of Object.entries(meteredServices)) {
    for (const code of ['200', '500']) {
      let total = 0;
      for (let hour = 0; hour <= 60 * 24; hour++) {
        lines.push(
          `http_requests_total{service="${service}",code="${code}"} ${total} ${
            start + hour * 3_600
          }`,
        );
        const failed = (rate * Math.floor(hour / 24)) / 1_000;
        total += code === '500' ? failed : rate - failed;
      }
    }
  }
  return `${lines.join('\n')}\n# EOF\n`;
}

/** @param {string} root */
async function startPrometheus(root) {
  const { outside, inside } = dataDir(root, 'prometheus');
  const port = await freePort();
  mkdirSync(join(outside, 'data'));
  writeFileSync(join(outside, 'counters.txt'), counters());
  writeFileSync(
    join(outside, 'prometheus.yml'),
    JSON.stringify({
      global: { scrape_interval: '1s' },
      scrape_configs: [
        {
          job_name: 'prometheus',
          static_configs: [
            {
              targets: [`127.0.0.1:${port}`],
              labels: { service: 'monitoring' },
            },
          ],
        },
      ],
    }),
  );
  runInRoot(root, [
    '/usr/bin/promtool',
    'tsdb',
    'create-blocks-from',
    // A few large blocks: for each it reads all again
    '--max-block-duration=2400h',
    'openmetrics',
    `${inside}/counters.txt`,
    `${inside}/data`,
  ]);
  const server = startInRoot(root, [
    '/usr/bin/prometheus',
    `--config.file=${inside}/prometheus.yml`,
    `--storage.tsdb.path=${inside}/data`,
    '--storage.tsdb.retention.time=100y',
    `--web.listen-address=127.0.0.1:${port}`,
  ]);
  await started('Prometheus', port, server);
  const url = `http://127.0.0.1:${port}`;
  await waitForHttp(`${url}/-/ready`, {
    timeoutMinutes: 1,
    ended: server.ended,
  });
  return url;
}

/**
 * With a webhook at a port on which a test may listen.
 *
 * @param {string} root
 */
async function startAlertmanager(root) {
  const { outside, inside } = dataDir(root, 'alertmanager');
  const port = await freePort();
  const webhookPort = String(await freePort());
  writeFileSync(
    join(outside, 'alertmanager.yml'),
    JSON.stringify({
      route: {
        receiver: 'portal',
        group_by: ['...'],
        group_wait: '0s',
        group_interval: '1s',
      },
      receivers: [
        {
          name: 'portal',
          webhook_configs: [{ url: `http://127.0.0.1:${webhookPort}/` }],
        },
      ],
    }),
  );
  const server = startInRoot(root, [
    '/usr/bin/prometheus-alertmanager',
    `--config.file=${inside}/alertmanager.yml`,
    `--storage.path=${inside}/data`,
    `--web.listen-address=127.0.0.1:${port}`,
    // It is alone
    '--cluster.listen-address=',
  ]);
  await started('Alertmanager', port, server);
  const url = `http://127.0.0.1:${port}`;
  await waitForHttp(`${url}/-/ready`, {
    timeoutMinutes: 1,
    ended: server.ended,
  });
  return { url, webhookPort };
}

/** @param {string} root */
async function startVictoriaMetrics(root) {
  const { inside } = dataDir(root, 'victoria-metrics');
  const port = await freePort();
  const server = startInRoot(root, [
    '/usr/bin/victoria-metrics',
    `-httpListenAddr=127.0.0.1:${port}`,
    `-storageDataPath=${inside}/data`,
    '-retentionPeriod=100y',
  ]);
  await started('VictoriaMetrics', port, server);
  const url = `http://127.0.0.1:${port}`;
  await waitForHttp(`${url}/health`, {
    timeoutMinutes: 1,
    ended: server.ended,
  });
  return url;
}

/** What its API cannot create: a custom field of the tickets of all queues. */
const customFields = `@CustomFields = ({
  Name => 'Service',
  Type => 'FreeformSingle',
  LookupType => 'RT::Queue-RT::Ticket',
  Queue => 0,
});
1;
`;

/** @param {string} root */
export async function startRequestTracker(root) {
  const { outside, inside } = dataDir(root, 'request-tracker');
  const port = await freePort();
  writeFileSync(
    join(outside, 'config.pm'),
    `use utf8;
Set($rtname, 'test');
Set($Organization, 'test');
Set($WebDomain, '127.0.0.1');
Set($WebPort, ${port});
Set($DatabaseType, 'SQLite');
Set($DatabaseName, '${inside}/database');
Set($Timezone, 'UTC');
Set($LogToSyslog, undef);
Set($LogToSTDERR, 'error');
1;
`,
  );
  const env = { RT_SITE_CONFIG: `${inside}/config.pm` };
  runInRoot(
    root,
    ['/usr/sbin/rt-setup-database-5', '--action', 'init', '--skip-create'],
    { env },
  );
  writeFileSync(join(outside, 'custom-fields'), customFields);
  runInRoot(
    root,
    [
      ...['/usr/sbin/rt-setup-database-5', '--action', 'insert'],
      ...['--datafile', `${inside}/custom-fields`, '--skip-create'],
    ],
    { env },
  );
  const server = startInRoot(
    root,
    ['/usr/share/request-tracker5/libexec/rt-server', '--port', String(port)],
    { env },
  );
  await started('Request Tracker', port, server);
  return {
    url: `http://root:password@127.0.0.1:${port}`,
    // What its API does not take can be written into it
    database: join(outside, 'database'),
  };
}
