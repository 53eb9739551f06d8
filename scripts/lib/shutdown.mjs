/**
 * What has to be ended or removed when the script is done or is interrupted:
 * processes, databases, temporary folders.
 *
 * @type {Set<() => unknown>}
 */
const tasks = new Set();

/** @type {Promise<void> | undefined} */
let running;

/**
 * @param {() => unknown} task - to be run at the end of the script
 * @returns {() => void} takes the task back
 */
export function onShutdown(task) {
  tasks.add(task);
  return () => void tasks.delete(task);
}

/** True from the moment the script has begun to end. */
export function isShuttingDown() {
  return running !== undefined;
}

/** Runs what `onShutdown` collected, the newest first, once. */
export function shutdown() {
  running ??= (async () => {
    for (const task of [...tasks].reverse()) {
      try {
        await task();
      } catch (error) {
        console.error(error);
      }
    }
  })();
  return running;
}

/**
 * Makes Ctrl-C and the like end the script in an orderly way. A terminal sends
 * the signal to all processes and npm passes it on once more: only the first
 * counts.
 *
 * @param {number} exitCode - the exit code after an interruption
 */
export function shutdownOnInterruption(exitCode) {
  onInterruption(async () => {
    await shutdown();
    process.exit(exitCode);
  });
}

/**
 * @param {(signal: NodeJS.Signals) => unknown} listener - may be called more
 *   than once
 */
export function onInterruption(listener) {
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
    process.on(signal, listener);
  }
  // Between npm and this script there is a shell. When npm is told to end, it
  // ends the shell, and this script is not notified but has lost its parent.
  if (process.env.npm_lifecycle_event) {
    const parent = process.ppid;
    const timer = setInterval(() => {
      if (process.ppid !== parent) {
        clearInterval(timer);
        listener('SIGTERM');
      }
    }, 250);
    timer.unref();
  }
}
