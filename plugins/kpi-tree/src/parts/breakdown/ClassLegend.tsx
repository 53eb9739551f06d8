import { makeStyles, useTheme } from '@material-ui/core/styles';
import type { BreakdownClass } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { useFormat } from '../format';
import { classBackground } from './classStyle';
import { useClassTitle } from './useClassTitle';

const useStyles = makeStyles(theme => ({
  root: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(0.5, 2),
    margin: theme.spacing(1, 0, 0),
    padding: 0,
    listStyle: 'none',
    fontSize: theme.typography.body2.fontSize,
  },
  item: {
    display: 'flex',
    alignItems: 'center',
    gap: theme.spacing(0.75),
    minWidth: 0,
    overflowWrap: 'anywhere',
  },
  swatch: {
    flex: 'none',
    width: 12,
    height: 12,
    borderRadius: 2,
    border: `1px solid ${theme.palette.divider}`,
  },
  share: { color: theme.palette.textSubtle, whiteSpace: 'nowrap' },
}));

/** The classes of a stacked chart, from the bottom up, with their shares in the whole. */
export const ClassLegend = ({ classes }: { classes: BreakdownClass[] }) => {
  const styles = useStyles();
  const theme = useTheme();
  const titleOf = useClassTitle();
  const { formatShare } = useFormat();
  return (
    <ul className={styles.root}>
      {classes.map((one, index) => (
        <li key={`${one.kind} ${one.name}`} className={styles.item}>
          <span
            className={styles.swatch}
            style={{ background: classBackground(theme, one, index) }}
          />
          {titleOf(one)}
          {one.share !== null && (
            <span className={styles.share}>{formatShare(one.share)}</span>
          )}
        </li>
      ))}
    </ul>
  );
};
