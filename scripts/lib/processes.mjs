import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';
import { childEnvironment } from './environment.mjs';
import { rootDir } from './paths.mjs';
import { isShuttingDown, onShutdown } from './shutdown.mjs';

const isWindows = process.platform === 'win32';

/** The leaders of the process groups that are running. */
const groups = new Set();

// Where this process ends without its shutdown, nothing may stay behind
process.on('exit', () => {
  for (const pid of groups) {
    signalGroup(pid, 'SIGKILL');
  }
});

/**
 * @typedef {object} StartOptions
 * @property {string} [cwd] - the working directory, by default the repository
 * @property {NodeJS.ProcessEnv} [env] - variables to add to the environment
 * @property {import('node:child_process').StdioOptions} [stdio]
 * @property {NodeJS.Signals} [stopSignal] - how to ask the process to end
 */

/**
 * Starts a Node script that ends, with everything it starts in turn, when this
 * process is stopped. It runs in a process group of its own: the tools behind
 * it do not all end their children, and a group can be ended as a whole.
 *
 * @param {string[]} args - the script and its arguments
 * @param {StartOptions} [options]
 */
export function startNode(args, options = {}) {
  const child = spawn(process.execPath, args, {
    cwd: options.cwd ?? rootDir,
    env: childEnvironment(options.env),
    stdio: options.stdio ?? ['ignore', 'inherit', 'inherit'],
    detached: !isWindows,
    windowsHide: true,
  });
  const stop = () => stopTree(child, options.stopSignal);
  const forget = onShutdown(stop);
  groups.add(child.pid);
  /** @type {Promise<number>} resolves to the exit code */
  const ended = new Promise(resolve => {
    child.once('error', () => resolve(1));
    child.once('close', (code, signal) => resolve(signal ? 1 : code ?? 1));
  });
  const exited = ended.finally(async () => {
    forget();
    if (!isShuttingDown()) {
      // What it has started and left behind ends with it
      await stop();
    }
    groups.delete(child.pid);
  });
  return { child, stop, exited };
}

/**
 * Runs a Node script to its end.
 *
 * @param {string[]} args - the script and its arguments
 * @param {StartOptions & { show?: (line: string) => boolean, timeoutMinutes?: number }} [options] -
 *   `show` keeps the output, which then is in the result, back but for the
 *   lines it chooses
 * @returns {Promise<{ code: number, output: string }>}
 */
export async function runNode(args, options = {}) {
  const { show, timeoutMinutes = 30, ...startOptions } = options;
  const { child, exited, stop } = startNode(args, {
    ...startOptions,
    stdio: show ? ['ignore', 'pipe', 'pipe'] : undefined,
  });
  let output = '';
  for (const input of [child.stdout, child.stderr]) {
    if (input && show) {
      createInterface({ input }).on('line', line => {
        output += `${line}\n`;
        if (show(line)) {
          console.log(line);
        }
      });
    }
  }
  const timer = setTimeout(() => {
    console.error(`Stopped after ${timeoutMinutes} minutes: ${args.join(' ')}`);
    stop();
  }, timeoutMinutes * 60_000);
  const code = await exited;
  clearTimeout(timer);
  return { code, output };
}

/**
 * Runs a Node script in the terminal of this process, which gives it the
 * keyboard: for the commands a developer works with, such as tests on watch.
 *
 * @param {string[]} args - the script and its arguments
 * @param {NodeJS.ProcessEnv} [env] - variables to add to the environment
 * @returns {Promise<number>} its exit code
 */
export async function runNodeInteractively(args, env) {
  const child = spawn(process.execPath, args, {
    env: childEnvironment(env),
    stdio: 'inherit',
  });
  onShutdown(async () => {
    if (child.exitCode === null && child.signalCode === null) {
      child.kill('SIGTERM');
      await once(child, 'exit');
    }
  });
  const [code, signal] = await once(child, 'exit');
  return signal ? 1 : code;
}

/**
 * Ends a process and all that it started: asks first, and insists after a
 * while.
 *
 * @param {import('node:child_process').ChildProcess} child
 * @param {NodeJS.Signals} [signal]
 */
async function stopTree(child, signal = 'SIGTERM') {
  const { pid } = child;
  if (pid === undefined) {
    return;
  }
  if (isWindows) {
    spawnSync('taskkill', ['/pid', String(pid), '/t', '/f']);
    return;
  }
  signalGroup(pid, signal);
  for (let waited = 0; waited < 10_000; waited += 50) {
    if (!signalGroup(pid, 0)) {
      return;
    }
    await sleep(50);
  }
  signalGroup(pid, 'SIGKILL');
}

/**
 * @param {number} pid - the process that leads the group
 * @param {NodeJS.Signals | 0} signal - 0 only looks whether the group is alive
 * @returns {boolean} false if nothing of the group is left
 */
function signalGroup(pid, signal) {
  try {
    process.kill(-pid, signal);
    return true;
  } catch {
    return false;
  }
}
