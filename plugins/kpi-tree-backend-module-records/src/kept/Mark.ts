import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { createHash, randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';

/** What was measured of kept records, so that the next collection knows what changed since. */
export type Mark = {
  id: string;
  /** Hash of the configuration by which it was measured, and of the version of the product. */
  configuration: string;
  /** From when on the reader asked; nothing if it does not say. */
  askedFrom: string | null;
  /** Up to when all of it is known. */
  until: string;
  /** Hash of the records that are older than what is kept. */
  rest: string;
  /** The columns that rows had. */
  columns: string[];
};

/** Makes one of what is known. */
export function toMark(known: Omit<Mark, 'id'>): string {
  const mark: Mark = { id: randomUUID(), ...known };
  return JSON.stringify(mark);
}

/** Hash of what numbers are made by besides records. */
export function hashOf(configuration: unknown): string {
  return createHash('sha256')
    .update(JSON.stringify([version(), configuration]))
    .digest('base64url');
}

let known: string | undefined;

function version(): string {
  known ??= JSON.parse(
    readFileSync(
      resolvePackagePath(
        '@kpi-tree/backstage-plugin-kpi-tree-backend-module-records',
        'package.json',
      ),
      'utf8',
    ),
  ).version as string;
  return known;
}
