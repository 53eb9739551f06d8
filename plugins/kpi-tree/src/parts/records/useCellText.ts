import type { RecordColumn } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { useCallback } from 'react';
import { useFormat } from '../format';

/** Instants whose zone is known; others are shown as they are. */
const INSTANT =
  /^\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)$/;
const NUMBER = /^-?\d{1,15}(\.\d+)?$/;

/**
 * What a cell of a record says, in the language of the reader where it is an instant or a
 * number, else as its source has it; nothing if it is blank.
 *
 * @param timeZone - in which instants are shown
 */
export function useCellText(timeZone: string) {
  const { formatInstant, locale } = useFormat();
  return useCallback(
    (
      cell: string | null | undefined,
      type: RecordColumn['type'],
    ): string | undefined => {
      if (!cell) {
        return undefined;
      }
      if (type === 'instant' && INSTANT.test(cell)) {
        const at = new Date(cell);
        return Number.isNaN(at.getTime())
          ? cell
          : formatInstant(at.toISOString(), timeZone);
      }
      return type === 'number' && NUMBER.test(cell)
        ? // As exact as its source has it
          Number(cell).toLocaleString(locale, { maximumFractionDigits: 20 })
        : cell;
    },
    [formatInstant, locale, timeZone],
  );
}
