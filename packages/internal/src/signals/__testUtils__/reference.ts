import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Values that other software computed, by file; see `src/__testData__`. */
export function reference<T>(name: string): T {
  return JSON.parse(
    readFileSync(
      join(__dirname, '../../__testData__/stats-reference', name),
      'utf8',
    ),
  );
}
