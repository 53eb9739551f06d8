import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { makeStyles } from '@material-ui/core/styles';
import classNames from 'classnames';
import { statusOrder } from '../../parts/status';
import { kpiTreeTranslationRef } from '../../texts';
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
    // Its corner is within it
    position: 'relative',
    width: 24,
    height: 20,
    padding: 0,
    backgroundPosition: 'center',
    justifyContent: 'center',
    cursor: 'default',
  },
  // Some stand in the middle of a line elsewhere
  text: {
    display: 'inline-block',
    '&::first-letter': { textTransform: 'uppercase' },
  },
  empty: { border: `1px dotted ${theme.palette.textSubtle}` },
}));

/** What the colours, shapes and arrows of the heatmap mean. */
export const HeatmapLegend = () => {
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const classes = useStyles();
  const cells = useHeatmapStyles();
  const item = (text: string, className: string) => (
    <li key={text} className={classes.item}>
      <span
        className={classNames(cells.cell, classes.swatch, className)}
        aria-hidden
      />
      <span className={classes.text}>{text}</span>
    </li>
  );
  return (
    <ul className={classes.root} aria-label={t('heatmap.legend')}>
      {statusOrder.map(status => item(t(`status.${status}`), cells[status]))}
      {item(t('heatmap.notAttached'), classes.empty)}
      {item(
        t('heatmap.rejectedRows'),
        classNames(cells['no-target'], cells.rowsMissing),
      )}
      {item(t('status.improving'), cells.improving)}
      {item(t('status.worsening'), cells.worsening)}
    </ul>
  );
};
