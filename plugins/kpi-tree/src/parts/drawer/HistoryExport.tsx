import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { useTheme } from '@material-ui/core/styles';
import type { Series } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import type { RefObject } from 'react';
import type { Flag } from '../charts/flags';
import type { ChartHandle } from '../charts/HistoryChart';
import { ExportMenu, fileName, svgPicture } from '../export';
import { useFormat } from '../format';
import { kpiTreeTranslationRef } from '../../texts';
import { historyRows } from './historyRows';

type HistoryExportProps = {
  series: Series;
  flags: Flag[];
  /** Not given where no chart is shown. */
  chart?: RefObject<ChartHandle>;
  /** The instant of the scorecard, ISO 8601. */
  asOf: string;
  timeZone: string;
};

/** Saves a history as a picture of the chart or as data. */
export const HistoryExport = ({
  series,
  flags,
  chart,
  asOf,
  timeZone,
}: HistoryExportProps) => {
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const { formatDate } = useFormat();
  const theme = useTheme();
  const { scope, kpi, title, unit } = series;
  const of = scope === 'all' ? t('chart.everything') : nameOf(scope);
  const picture = (handle: ChartHandle) =>
    handle.withLegend(drawing =>
      svgPicture(drawing, {
        title,
        lines: [
          t('chart.savedOf', { scope: of, date: formatDate(asOf, timeZone) }),
          t('chart.unit', { unit: unit === '1' ? t('chart.count') : unit }),
        ],
        background: theme.palette.background.paper,
        color: theme.palette.text.primary,
        fontFamily: theme.typography.fontFamily ?? 'sans-serif',
      }),
    );
  return (
    <ExportMenu
      name={fileName(kpi, of, asOf.slice(0, 10))}
      of={t('chart.title', { kpi: title })}
      picture={chart && (() => picture(chart.current!))}
      rows={() => historyRows(series, flags)}
    />
  );
};

/** `actions` of `component:default/actions`. */
function nameOf(entityRef: string): string {
  return entityRef.slice(entityRef.lastIndexOf('/') + 1);
}
