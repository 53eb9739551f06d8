import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import ButtonBase from '@material-ui/core/ButtonBase';
import { makeStyles } from '@material-ui/core/styles';
import type {
  OwnedPage,
  Status,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import classNames from 'classnames';
import { useFormat } from '../../parts/format';
import { StatusLabel, statusOrder } from '../../parts/status';
import { kpiTreeTranslationRef } from '../../texts';

const useStyles = makeStyles(theme => ({
  root: { display: 'flex', flexWrap: 'wrap', gap: theme.spacing(1) },
  toggle: {
    gap: theme.spacing(0.75),
    minHeight: 32,
    padding: theme.spacing(0.25, 1.25),
    border: `1px solid ${theme.palette.divider}`,
    borderRadius: 16,
    fontSize: theme.typography.body2.fontSize,
    fontFamily: theme.typography.fontFamily,
    '&:hover': { backgroundColor: theme.palette.action.hover },
    '&:focus-visible': {
      outline: `2px solid ${theme.palette.primary.main}`,
      outlineOffset: 1,
    },
  },
  chosen: {
    borderColor: theme.palette.text.primary,
    backgroundColor: theme.palette.action.selected,
  },
  number: { fontWeight: 600, fontVariantNumeric: 'tabular-nums' },
}));

type StatusTogglesProps = {
  /** How many there are of each, whatever is chosen. */
  counts: OwnedPage['counts'];
  /** All are shown if none is chosen. */
  value: Status[];
  onChange: (value: Status[]) => void;
};

/** How many KPIs stand how; each status shows its own or, pressed again, all. */
export const StatusToggles = (props: StatusTogglesProps) => {
  const { counts, value, onChange } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const { formatCount } = useFormat();
  const offered = statusOrder.filter(
    status => counts[status] || value.includes(status),
  );
  return (
    <div
      role="group"
      aria-label={t('mine.statusFilter')}
      className={classes.root}
    >
      {offered.map(status => {
        const isChosen = value.includes(status);
        return (
          <ButtonBase
            key={status}
            className={classNames(classes.toggle, {
              [classes.chosen]: isChosen,
            })}
            aria-pressed={isChosen}
            onClick={() =>
              onChange(
                isChosen
                  ? value.filter(other => other !== status)
                  : [...value, status],
              )
            }
          >
            <span className={classes.number}>
              {formatCount(counts[status] ?? 0)}
            </span>
            <StatusLabel status={status} />
          </ButtonBase>
        );
      })}
    </div>
  );
};
