import {
  copyFileSync,
  existsSync,
  mkdirSync,
  renameSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { dataDir, runInRoot, startInRoot } from './debian.mjs';
import { waitForHttp } from './http.mjs';
import { freePort } from './ports.mjs';

const home = '/usr/share/redmine';
const instance = '/var/lib/redmine/default';

/** What the package's own scripts would do when it is installed. */
const prepared = `${instance}/prepared.db`;

const defaultData = `
Redmine::DefaultData::Loader.load('en')
Setting.rest_api_enabled = '1'
admin = User.find_by_login('admin')
admin.password = 'password'
admin.must_change_passwd = false
admin.save!
`;

/**
 * Starts a Redmine with nothing but its default data.
 *
 * @param {string} root
 * @returns {Promise<string>} its URL, with the name and password of its admin
 */
export async function startRedmine(root) {
  if (!existsSync(join(root, prepared))) {
    prepare(root);
  }
  const { outside, inside } = dataDir(root, 'redmine');
  copyFileSync(join(root, prepared), join(outside, 'database'));
  const port = await freePort();
  const server = startInRoot(
    root,
    [
      ...['/usr/bin/ruby', '/usr/bin/bundle', 'exec', '/usr/bin/puma'],
      ...['--dir', home, '--threads', '1:4'],
      ...['--bind', `tcp://127.0.0.1:${port}`],
    ],
    { env: environment(`${inside}/database`) },
  );
  await waitForHttp(`http://127.0.0.1:${port}/login`, {
    timeoutMinutes: 2,
    ended: server.ended,
  });
  return `http://admin:password@127.0.0.1:${port}`;
}

/**
 * Makes a database that each Redmine begins with: that takes half a minute.
 *
 * @param {string} root
 */
function prepare(root) {
  for (const dir of ['config', 'files', 'log', 'tmp', 'public/plugin_assets']) {
    mkdirSync(join(root, instance, dir), { recursive: true });
  }
  writeFileSync(
    join(root, instance, 'config/database.yml'),
    `production:
  adapter: sqlite3
  database: <%= ENV['REDMINE_DATABASE'] %>\n`,
  );
  writeFileSync(
    join(root, instance, 'config/secret_key.txt'),
    'only-for-tests-only-for-tests-only-for-tests',
  );
  writeFileSync(join(root, home, 'Gemfile.local'), `gem 'puma'\n`);
  writeFileSync(join(root, instance, 'data.rb'), defaultData);
  const partial = `${prepared}.partial`;
  const env = environment(partial);
  const bundle = ['/usr/bin/ruby', '/usr/bin/bundle'];
  const run = [...bundle, 'exec', '/usr/bin/ruby'];
  runInRoot(root, [...bundle, 'install', '--local', '--quiet'], { env });
  runInRoot(
    root,
    [...run, '/usr/bin/rake', '-f', `${home}/Rakefile`, 'db:migrate'],
    { env },
  );
  runInRoot(
    root,
    [...run, `${home}/bin/rails`, 'runner', `${instance}/data.rb`],
    {
      env,
    },
  );
  renameSync(join(root, partial), join(root, prepared));
}

/** @param {string} database */
function environment(database) {
  return {
    BUNDLE_GEMFILE: `${home}/Gemfile`,
    BUNDLE_SILENCE_ROOT_WARNING: '1',
    HOME: '/tmp',
    LC_ALL: 'C.UTF-8',
    RAILS_ENV: 'production',
    REDMINE_DATABASE: database,
    SCHEMA: '/dev/null',
    VERBOSE: 'false',
  };
}
