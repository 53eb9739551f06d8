import { Link } from '@backstage/core-components';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { makeStyles } from '@material-ui/core/styles';
import type { ScorecardNode } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import classNames from 'classnames';
import { useSearchLink } from '../../parts/links/useSearchLink';
import { useFormat } from '../../parts/format';
import { StatusIcon } from '../../parts/status';
import { kpiTreeTranslationRef } from '../../texts';

const useStyles = makeStyles(theme => ({
  list: {
    display: 'flex',
    flexWrap: 'wrap',
    gap: theme.spacing(1),
    margin: 0,
    padding: 0,
    listStyle: 'none',
  },
  link: {
    display: 'inline-flex',
    alignItems: 'center',
    gap: theme.spacing(1),
    padding: theme.spacing(0.75, 1.5),
    border: `1px solid ${theme.palette.divider}`,
    borderRadius: theme.shape.borderRadius,
    backgroundColor: theme.palette.background.paper,
    color: theme.palette.text.primary,
    '&:hover': { backgroundColor: theme.palette.action.hover },
    '&:focus-visible': {
      outline: `2px solid ${theme.palette.primary.main}`,
      outlineOffset: 2,
    },
  },
  selected: {
    fontWeight: 600,
    boxShadow: `inset 0 -3px 0 ${theme.palette.primary.main}`,
  },
  score: {
    color: theme.palette.textSubtle,
    fontVariantNumeric: 'tabular-nums',
  },
}));

type StreamListProps = {
  nodes: ScorecardNode[];
  /** The id of the one that is shown. */
  selected: string;
};

/** All value streams with their scores; each leads to its dashboard. */
export const StreamList = ({ nodes, selected }: StreamListProps) => {
  const classes = useStyles();
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const { formatScore } = useFormat();
  const linkTo = useSearchLink();
  return (
    <nav aria-label={t('streams.choose')}>
      <ul className={classes.list}>
        {nodes.map(({ id, title, score, status }) => (
          <li key={id}>
            <Link
              to={linkTo({ stream: id, kpi: undefined })}
              underline="none"
              className={classNames(classes.link, {
                [classes.selected]: id === selected,
              })}
              aria-current={id === selected ? 'page' : undefined}
            >
              <StatusIcon status={status} />
              {title}{' '}
              <span className={classes.score}>
                {score === null ? t('streams.noScore') : formatScore(score)}
              </span>
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
};
