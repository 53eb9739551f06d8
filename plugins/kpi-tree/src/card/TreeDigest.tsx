import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { makeStyles } from '@material-ui/core/styles';
import type { ScorecardTree } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { useFormat } from '../format';
import { ScoreRing, StatusLabel } from '../status';
import { kpiTreeTranslationRef } from '../translation';
import { AttentionList } from './AttentionList';
import { ValueStreamList } from './ValueStreamList';

const WIDE = '@container kpi-card (min-width: 640px)';

const useStyles = makeStyles(theme => ({
  container: {
    containerType: 'inline-size',
    containerName: 'kpi-card',
    fontSize: theme.typography.body2.fontSize,
    color: theme.palette.text.primary,
    '* + &': { marginTop: theme.spacing(2) },
  },
  root: {
    display: 'grid',
    gap: theme.spacing(2, 4),
    [WIDE]: { gridTemplateColumns: 'minmax(0, 1fr) minmax(0, 1fr)' },
  },
  overall: {
    display: 'flex',
    alignItems: 'center',
    gap: theme.spacing(2),
    marginBottom: theme.spacing(1),
  },
  title: { fontWeight: 600 },
  coverage: {
    fontSize: theme.typography.caption.fontSize,
    color: theme.palette.textSubtle,
  },
  heading: {
    margin: theme.spacing(0, 0, 0.5),
    fontSize: theme.typography.caption.fontSize,
    fontWeight: 600,
    color: theme.palette.textSubtle,
  },
}));

type TreeDigestProps = {
  tree: ScorecardTree;
  /** Whether the tree needs to be told from others. */
  titled: boolean;
  linkTo: (kpi?: string) => string;
};

/** A KPI tree in brief. */
export const TreeDigest = ({ tree, titled, linkTo }: TreeDigestProps) => {
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const { formatShare } = useFormat();
  const classes = useStyles();
  const { root } = tree;
  return (
    <div className={classes.container}>
      <div className={classes.root}>
        <div>
          <div className={classes.overall}>
            <ScoreRing score={root.score} status={root.status} />
            <div>
              {titled && <div className={classes.title}>{tree.title}</div>}
              <StatusLabel status={root.status} />
              <div className={classes.coverage}>
                {t('card.measured', { share: formatShare(root.coverage) })}
              </div>
            </div>
          </div>
          <ValueStreamList root={root} />
        </div>
        <div>
          <h4 className={classes.heading}>{t('card.needsAttention')}</h4>
          <AttentionList root={root} linkTo={linkTo} />
        </div>
      </div>
    </div>
  );
};
