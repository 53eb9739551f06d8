import {
  MeasurementsClient,
  PushCounts,
  WriteResult,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { once } from 'node:events';
import { createWriteStream, WriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';
import { Rows } from './readRows';

/** What was stored of what was sent. */
export type PushOutcome = Omit<WriteResult, 'rejected' | 'push'>;

type PushOptions = {
  source: string;
  /** By which run it is sent. */
  run?: string;
  dryRun: boolean;
  /** The first and the last day for which the rows are complete. */
  covered?: { from: string; until: string };
  /** File that takes the rejected rows; it is written only if there are. */
  rejectedFile?: string;
  onProgress?: (counts: PushCounts) => void;
};

/**
 * Sends rows to a portal.
 *
 * @throws `ResponseError` if the portal refuses
 */
export async function push(
  client: MeasurementsClient,
  { rows, rejectedHeader, rejectedText }: Rows,
  options: PushOptions,
): Promise<PushOutcome> {
  const { source, run, dryRun, covered, rejectedFile, onProgress } = options;
  let file: WriteStream | undefined;
  const result = await client.pushRows(rows, {
    source,
    run,
    dryRun,
    covered,
    onProgress,
    where: ({ line }) => `line ${line}`,
    onRejected: async rejected => {
      if (!rejectedFile) {
        return;
      }
      if (!file) {
        file = createWriteStream(rejectedFile);
        file.write(rejectedHeader);
      }
      if (!file.write(rejectedText(rejected))) {
        await once(file, 'drain');
      }
    },
  });
  if (file) {
    file.end();
    await finished(file);
  }
  return result;
}
