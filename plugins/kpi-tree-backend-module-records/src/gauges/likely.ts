import { nearest } from '@kpi-tree/backstage-plugin-kpi-tree-node';

/** Shorter ones are all alike: P1 is no mistake for P2. */
const FEW_LETTERS = 3;

/** The name that was most likely meant by another; nothing where none is like it. */
export function likely(
  written: string,
  names: Iterable<string>,
): string | undefined {
  return written.length > FEW_LETTERS ? nearest(written, names) : undefined;
}
