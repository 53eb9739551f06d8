import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * Creates a folder in the system's temporary folder that is removed when
 * this process ends.
 *
 * @param {string} purpose - becomes part of its name
 */
export function temporaryDir(purpose) {
  const dir = mkdtempSync(join(tmpdir(), `kpi-tree-${purpose}-`));
  process.on('exit', () => rmSync(dir, { recursive: true, force: true }));
  return dir;
}
