import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import type {
  HeatmapCell,
  HeatmapRow,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import Paper from '@material-ui/core/Paper';
import Popper from '@material-ui/core/Popper';
import { makeStyles } from '@material-ui/core/styles';
import {
  forwardRef,
  useEffect,
  useImperativeHandle,
  useMemo,
  useRef,
  useState,
} from 'react';
import { StatusLabel } from '../../parts/status';
import { kpiTreeTranslationRef } from '../../texts';
import { TrendLabel } from '../../parts/trend';
import type { ShownColumn } from './heatmapColumns';
import type { CellText } from './useCellText';
import { placeOf } from './useGridKeys';

const useStyles = makeStyles(theme => ({
  popper: { zIndex: theme.zIndex.tooltip },
  paper: {
    maxWidth: 300,
    margin: theme.spacing(0.5),
    padding: theme.spacing(1, 1.5),
    fontSize: theme.typography.body2.fontSize,
    lineHeight: 1.4,
    border: `1px solid ${theme.palette.divider}`,
  },
  title: { margin: 0, fontSize: 'inherit', fontWeight: 600 },
  service: { color: theme.palette.textSubtle },
  facts: {
    display: 'grid',
    gridTemplateColumns: 'auto 1fr',
    gap: theme.spacing(0, 1.5),
    margin: theme.spacing(0.5, 0, 0),
    '& dt': { color: theme.palette.textSubtle },
    '& dd': { margin: 0, fontVariantNumeric: 'tabular-nums' },
  },
}));

/** So that the mouse can get from a cell to its readout. */
const DELAY_MS = 120;

type Cell = { service: HeatmapRow; column: ShownColumn };

/** Shows and hides the readout of a cell. */
export type ReadoutHandle = {
  /** @param cell - none hides it */
  show: (target: Element, cell: Cell | undefined) => void;
  /** The mouse has left the cells. */
  leave: () => void;
  hide: () => void;
};

type CellReadoutProps = {
  cellText: (cell: HeatmapCell | null, column: ShownColumn) => CellText;
};

/**
 * All about the cell under the mouse or with the focus. It has a state of its own, so
 * that the grid does not render when the mouse moves. Screen readers get the same from
 * the cell itself.
 */
export const CellReadout = forwardRef<ReadoutHandle, CellReadoutProps>(
  ({ cellText }, ref) => {
    const classes = useStyles();
    const { t } = useTranslationRef(kpiTreeTranslationRef);
    const [shown, setShown] = useState<Cell & { anchor: Element }>();
    const timer = useRef<ReturnType<typeof setTimeout>>();
    const handle = useMemo(() => {
      const later = (next: typeof shown) => {
        clearTimeout(timer.current);
        timer.current = setTimeout(() => setShown(next), DELAY_MS);
      };
      return {
        show: (target: Element, cell: Cell | undefined) => {
          const anchor = placeOf(target) && target.closest('[data-row]');
          later(cell && anchor ? { ...cell, anchor } : undefined);
        },
        leave: () => later(undefined),
        stay: () => clearTimeout(timer.current),
        hide: () => {
          clearTimeout(timer.current);
          setShown(undefined);
        },
      };
    }, []);
    useImperativeHandle(ref, () => handle, [handle]);
    useEffect(() => () => clearTimeout(timer.current), []);
    if (!shown) {
      return null;
    }
    const { service, column, anchor } = shown;
    const cell = service.cells[column.cell];
    const { value, target, period, incomplete } = cellText(cell, column);
    return (
      <Popper
        className={classes.popper}
        open
        anchorEl={anchor}
        placement="bottom-start"
        role="presentation"
        aria-hidden
        onMouseEnter={handle.stay}
        onMouseLeave={handle.leave}
      >
        <Paper className={classes.paper} elevation={4}>
          <p className={classes.title}>{column.title}</p>
          <div className={classes.service}>{service.title}</div>
          {cell ? (
            <dl className={classes.facts}>
              <dt>{t('heatmap.value')}</dt>
              <dd>{value}</dd>
              {target && (
                <>
                  <dt>{t('heatmap.target')}</dt>
                  <dd>{target}</dd>
                </>
              )}
              <dt>{t('heatmap.status')}</dt>
              <dd>
                <StatusLabel status={cell.status} />
              </dd>
              <dt>{t('heatmap.trend')}</dt>
              <dd>
                <TrendLabel trend={cell.trend} />
              </dd>
              {period && (
                <>
                  <dt>{t('heatmap.period')}</dt>
                  <dd>{period}</dd>
                </>
              )}
            </dl>
          ) : (
            <div>{t('heatmap.notAttachedHere')}</div>
          )}
          {incomplete && <div>{incomplete}</div>}
        </Paper>
      </Popper>
    );
  },
);
