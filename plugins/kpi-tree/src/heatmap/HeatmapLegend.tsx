import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { makeStyles } from '@material-ui/core/styles';
import classNames from 'classnames';
import { ReactNode } from 'react';
import { StatusGlyph, statusOrder } from '../status';
import { kpiTreeTranslationRef } from '../translation';
import { TrendGlyph } from '../trend';
import { useHeatmapStyles } from './heatmapStyles';

const useStyles = makeStyles(theme => ({
  root: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(0.5, 2),
    margin: 0,
    padding: 0,
    listStyle: 'none',
    fontSize: theme.typography.caption.fontSize,
    color: theme.palette.text.primary,
  },
  item: { display: 'inline-flex', alignItems: 'center', gap: 6 },
  swatch: {
    position: 'static',
    width: 24,
    height: 20,
    justifyContent: 'center',
    cursor: 'default',
  },
  empty: { border: `1px dotted ${theme.palette.textSubtle}` },
}));

/** What the colours, shapes and arrows of the heatmap mean. */
export const HeatmapLegend = () => {
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const classes = useStyles();
  const cells = useHeatmapStyles();
  const item = (text: string, content: ReactNode, className?: string) => (
    <li key={text} className={classes.item}>
      <span
        className={classNames(cells.cell, classes.swatch, className)}
        aria-hidden
      >
        <svg viewBox="-8 -8 16 16" focusable="false">
          {content}
        </svg>
      </span>
      {text}
    </li>
  );
  return (
    <ul className={classes.root} aria-label={t('heatmap.legend')}>
      {statusOrder.map(status =>
        item(
          t(`status.${status}`),
          <StatusGlyph status={status} />,
          cells[status],
        ),
      )}
      {item(t('heatmap.notAttached'), null, classes.empty)}
      {item(t('status.improving'), <TrendGlyph trend="improving" />)}
      {item(t('status.worsening'), <TrendGlyph trend="worsening" />)}
    </ul>
  );
};
