import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { makeStyles } from '@material-ui/core/styles';
import type { ScoreHistory } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { useFormat } from '../../parts/format';
import { scrollingNumberTable } from '../../parts/numberTable';
import { StatusLabel } from '../../parts/status';
import { kpiTreeTranslationRef } from '../../texts';
import { SCORE_CHART_HEIGHT } from './ScoreChart';

const useStyles = makeStyles(theme => ({
  root: { maxHeight: SCORE_CHART_HEIGHT + 24, overflow: 'auto' },
  table: {
    ...scrollingNumberTable(theme),
    '& td:last-child, & th:last-child': { textAlign: 'left' },
  },
}));

type ScoreTableProps = { history: ScoreHistory; title: string };

/** The history of a score as a table, newest first. */
export const ScoreTable = ({ history, title }: ScoreTableProps) => {
  const classes = useStyles();
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const { formatPeriod, formatScore, formatShare } = useFormat();
  const name = t('overview.historyOf', { title });
  return (
    // Focusable, so that it can be scrolled with the keyboard
    <div
      className={classes.root}
      role="region"
      aria-label={name}
      // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={0}
    >
      <table className={classes.table} aria-label={name}>
        <thead>
          <tr>
            <th scope="col">{t('overview.period')}</th>
            <th scope="col">{t('overview.score')}</th>
            <th scope="col">{t('overview.coverage')}</th>
            <th scope="col">{t('overview.status')}</th>
          </tr>
        </thead>
        <tbody>
          {[...history.points].reverse().map(point => (
            <tr key={point.period}>
              <th scope="row">
                {formatPeriod(point.period, history.periodType)}
              </th>
              <td>{point.score === null ? '–' : formatScore(point.score)}</td>
              <td>{formatShare(point.coverage)}</td>
              <td>
                <StatusLabel status={point.status} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
};
