import { alertApiRef, useApi } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type {
  Heatmap,
  HeatmapRow,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { useState } from 'react';
import { downloadFile, fileName } from '../../parts/export';
import { kpiTreeTranslationRef } from '../../texts';
import type { ShownColumn } from './heatmapColumns';
import { heatmapCsv } from './heatmapCsv';
import { filterRows, RowFilter } from './heatmapRows';

type HeatmapExport = {
  tree: string;
  columns: ShownColumn[];
  filter: RowFilter;
  /** Reads the page of a heatmap at a cursor. */
  read: (cursor?: string) => Promise<Heatmap>;
};

/** Saves all services that pass the filters as CSV, those not loaded yet as well. */
export function useHeatmapExport({
  tree,
  columns,
  filter,
  read,
}: HeatmapExport) {
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const alertApi = useApi(alertApiRef);
  const [saving, setSaving] = useState(false);
  const save = async () => {
    setSaving(true);
    try {
      const { csvText } = await import('../../parts/export/csvText');
      const rows: HeatmapRow[] = [];
      let page: Heatmap | undefined;
      do {
        page = await read(page?.nextCursor);
        rows.push(...page.rows);
      } while (page.nextCursor);
      const csv = heatmapCsv(filterRows(rows, columns, filter), columns, {
        service: t('heatmap.service'),
        system: t('heatmap.system'),
        owner: t('heatmap.owner'),
        score: t('heatmap.score'),
        status: t('heatmap.status'),
        rejectedRows: t('heatmap.rejectedRows'),
      });
      downloadFile(
        // Without the mark Excel does not take it for UTF-8
        new Blob(['\uFEFF', csvText(csv)], { type: 'text/csv;charset=utf-8' }),
        `${fileName('heatmap', tree, page.asOf.slice(0, 10))}.csv`,
      );
    } catch (error) {
      alertApi.post({
        message: t('heatmap.saveFailed', {
          reason: error instanceof Error ? error.message : String(error),
        }),
        severity: 'error',
        display: 'transient',
      });
    } finally {
      setSaving(false);
    }
  };
  return { save, saving };
}
