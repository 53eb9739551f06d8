import { useApi } from '@backstage/core-plugin-api';
import { readCsv, usedColumns } from '@internal/kpi-tree';
import {
  PushCounts,
  RunError,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { useCallback, useEffect, useRef, useState } from 'react';
import { kpiTreeApiRef } from '../../api';
import {
  collections,
  numbers,
  useInvalidate,
} from '../../queries/useInvalidate';
import { coveredOf, Mapping, toPushRows } from './csvFile';
import { fileBytes } from './fileBytes';
import { RejectedRows } from './RejectedRows';

/** How an import goes or went. */
export type ImportState = {
  state: 'running' | 'done' | 'cancelled' | 'failed';
  counts: PushCounts;
  /** How much of the file is read, 0..1. */
  fraction: number;
  errors: RunError[];
  /** What may become of rows that were stored. */
  warnings: RunError[];
  rejected?: RejectedRows;
  /** Why it failed. */
  error?: Error;
};

const beginning: ImportState = {
  state: 'running',
  counts: { rowsRead: 0, rowsRejected: 0, measurementsWritten: 0 },
  fraction: 0,
  errors: [],
  warnings: [],
};

/** Imports a file; whoever leaves the page cancels it. */
export function useImport() {
  const api = useApi(kpiTreeApiRef);
  const invalidate = useInvalidate();
  const [value, setValue] = useState<ImportState>();
  const stop = useRef<AbortController>();
  useEffect(() => () => stop.current?.abort(), []);

  const start = useCallback(
    async (file: File, mapping: Mapping) => {
      const controller = new AbortController();
      stop.current = controller;
      const { signal } = controller;
      let current = beginning;
      const update = (changes: Partial<ImportState>) => {
        current = { ...current, ...changes };
        setValue(current);
      };
      update({});
      try {
        let bytesRead = 0;
        const table = await readCsv(
          fileBytes(file, bytes => {
            bytesRead = bytes;
          }),
        );
        const { header, delimiter, records } = table;
        const rejected = new RejectedRows(header, delimiter);
        update({ rejected });
        const { errors, warnings } = await api.pushMeasurements(
          toPushRows(records(usedColumns(mapping.columns)), mapping),
          {
            source: 'import',
            covered: coveredOf(mapping) ?? undefined,
            signal,
            where: ({ line }) => `line ${line}`,
            onRejected: rows => rejected.add(rows),
            onProgress: counts =>
              update({ counts, fraction: bytesRead / file.size }),
          },
        );
        update({ state: 'done', errors, warnings, fraction: 1 });
      } catch (error) {
        update(
          signal.aborted
            ? { state: 'cancelled' }
            : { state: 'failed', error: error as Error },
        );
      } finally {
        // Also what failed or was stopped has stored rows
        invalidate([...numbers, ...collections]);
      }
    },
    [api, invalidate],
  );
  return {
    value,
    start,
    cancel: () => stop.current?.abort(),
    reset: () => setValue(undefined),
  };
}
