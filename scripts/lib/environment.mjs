import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, dirname, join, relative } from 'node:path';
import { toolsDir, yarnPath } from './paths.mjs';

/**
 * What npm and Yarn tell the scripts they run about themselves. Passed on, it
 * would make the tools started from here believe that they run in another
 * place or under another package manager.
 */
const PACKAGE_MANAGER_VARIABLES =
  /^(npm_(lifecycle_|package_|command$|execpath$|node_execpath$|config_user_agent$|config_local_prefix$)|INIT_CWD$|PROJECT_CWD$|BERRY_BIN_FOLDER$)/i;

/**
 * True if this script runs as `yarn start` or `yarn test`. npm and Yarn share
 * the scripts of package.json: for npm they are the commands that bring
 * everything, for Yarn, whose users have installed the dependencies, they are
 * what they are in any Backstage repository.
 */
export function isRunByYarn() {
  return /^yarn\//.test(process.env.npm_config_user_agent ?? '');
}

/**
 * The environment for child processes: what this process has, without the
 * traces of the package manager that started it, with the Node binary that
 * runs this process and a `yarn` command first on PATH.
 *
 * @param {NodeJS.ProcessEnv} [extra] - variables to add
 * @returns {NodeJS.ProcessEnv}
 */
export function childEnvironment(extra = {}) {
  /** @type {NodeJS.ProcessEnv} */
  const env = {};
  let path = '';
  for (const [name, value] of Object.entries(process.env)) {
    if (name.toUpperCase() === 'PATH') {
      path = value ?? '';
    } else if (!PACKAGE_MANAGER_VARIABLES.test(name)) {
      env[name] = value;
    }
  }
  const first = [dirname(process.execPath), yarnCommandDir()];
  env.PATH = [
    ...first,
    ...path.split(delimiter).filter(dir => !first.includes(dir)),
  ].join(delimiter);
  return { ...env, ...extra };
}

/**
 * Writes a `yarn` command that runs the committed Yarn: some of the tools
 * (backstage-repo-tools, `backstage-cli repo clean`) call `yarn`, which a
 * machine with only npm does not have.
 */
function yarnCommandDir() {
  const dir = join(toolsDir, 'bin');
  const target = relative(dir, yarnPath);
  const [name, content] =
    process.platform === 'win32'
      ? ['yarn.cmd', `@node "%~dp0\\${target}" %*\r\n`]
      : ['yarn', `#!/bin/sh\nexec node "$(dirname "$0")/${target}" "$@"\n`];
  const file = join(dir, name);
  if (!existsSync(file) || readFileSync(file, 'utf8') !== content) {
    mkdirSync(dir, { recursive: true });
    writeFileSync(file, content, { mode: 0o755 });
  }
  return dir;
}
