import { readdirSync, readFileSync } from 'node:fs';

/** As often it is looked at. */
const EVERY_MS = 50;

/**
 * The most memory (RSS) that a process and those that it started have at the same time, from
 * now on. What they share is counted in each.
 */
export function peakMemory(pid: number): {
  /** @returns mebibytes */
  stop: () => number;
} {
  let peak = 0;
  const look = () => {
    peak = Math.max(peak, memoryOf(pid));
  };
  const timer = setInterval(look, EVERY_MS);
  return {
    stop: () => {
      look();
      clearInterval(timer);
      return peak;
    },
  };
}

function memoryOf(pid: number): number {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    const kibibytes = Number(/^VmRSS:\s+(\d+)/m.exec(status)?.[1] ?? 0);
    const children = readdirSync(`/proc/${pid}/task`).flatMap(task =>
      readFileSync(`/proc/${pid}/task/${task}/children`, 'utf8')
        .split(' ')
        .filter(Boolean),
    );
    return children.reduce(
      (sum, child) => sum + memoryOf(Number(child)),
      kibibytes / 1_024,
    );
  } catch {
    // It has ended
    return 0;
  }
}
