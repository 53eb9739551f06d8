import { spawnSync } from 'node:child_process';
import { childEnvironment } from './environment.mjs';

/**
 * Runs lines of a shell, as a reader does who copies them.
 *
 * @param {string} code
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv }} [options]
 * @returns {string} what they print
 * @throws if one fails
 */
export function shell(code, { cwd, env } = {}) {
  const { status, stdout, stderr, error } = spawnSync(
    'sh',
    ['-e', '-c', code],
    {
      cwd,
      env: childEnvironment(env),
      encoding: 'utf8',
      maxBuffer: 64 * 1024 * 1024,
    },
  );
  if (status !== 0) {
    throw new Error(`${code}\nfailed: ${error ?? `${stdout}\n${stderr}`}`);
  }
  return stdout;
}
