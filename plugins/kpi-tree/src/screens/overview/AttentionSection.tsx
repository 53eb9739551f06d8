import { Link } from '@backstage/core-components';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Paper from '@material-ui/core/Paper';
import { makeStyles } from '@material-ui/core/styles';
import type { ScorecardNode } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { AttentionList } from '../../parts/nodes/AttentionList';
import { useSearchLink } from '../../parts/links/useSearchLink';
import { attentionList, needsAttention, statusOrder } from '../../parts/status';
import { kpiTreeTranslationRef } from '../../texts';

/** As many as one takes in at a glance. */
const SHOWN = 8;

const useStyles = makeStyles(theme => ({
  root: { padding: theme.spacing(2), minWidth: 0 },
  title: {
    margin: theme.spacing(0, 0, 1),
    fontSize: theme.typography.body1.fontSize,
    fontWeight: 600,
  },
  all: { margin: theme.spacing(1.5, 0, 0) },
}));

type AttentionSectionProps = {
  /** What of the tree passes the filters. */
  shown: ScorecardNode | undefined;
};

/** The KPIs that need attention most, whether they get better, and who is on them. */
export const AttentionSection = ({ shown }: AttentionSectionProps) => {
  const classes = useStyles();
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const linkTo = useSearchLink();
  const count = shown ? attentionList(shown).length : 0;
  return (
    <Paper
      className={classes.root}
      component="section"
      aria-label={t('overview.attention')}
    >
      <h2 className={classes.title}>{t('overview.attention')}</h2>
      {shown ? (
        <AttentionList
          root={shown}
          limit={SHOWN}
          linkTo={kpi => linkTo({ tab: 'overview', kpi })}
        />
      ) : (
        t('overview.nothingMatches')
      )}
      {count > SHOWN && (
        <p className={classes.all}>
          <Link
            to={linkTo({
              tab: 'tree',
              statuses: statusOrder.filter(needsAttention).join(','),
            })}
          >
            {t('overview.attentionAll', { count })}
          </Link>
        </p>
      )}
    </Paper>
  );
};
