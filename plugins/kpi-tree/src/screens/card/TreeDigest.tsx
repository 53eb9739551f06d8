import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { makeStyles } from '@material-ui/core/styles';
import type { ScorecardTree } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { useFormat } from '../../parts/format';
import { ScoreRing, StatusLabel } from '../../parts/status';
import { kpiTreeTranslationRef } from '../../texts';
import type { CardSection } from './cardSections';
import { AttentionList } from '../../parts/nodes/AttentionList';
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
  /** Whether the tree needs to be distinguished from others. */
  titled: boolean;
  linkTo: (kpi?: string) => string;
  sections: readonly CardSection[];
};

/** A KPI tree in brief. */
export const TreeDigest = ({
  tree,
  titled,
  linkTo,
  sections,
}: TreeDigestProps) => {
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const { formatShare } = useFormat();
  const classes = useStyles();
  const { root } = tree;
  const shows = (section: CardSection) => sections.includes(section);
  return (
    <div className={classes.container}>
      <div className={classes.root}>
        {(shows('score') || shows('streams')) && (
          <div>
            {shows('score') && (
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
            )}
            {shows('streams') && <ValueStreamList root={root} />}
          </div>
        )}
        {shows('attention') && (
          <div>
            <h4 className={classes.heading}>{t('card.needsAttention')}</h4>
            <AttentionList root={root} linkTo={linkTo} />
          </div>
        )}
      </div>
    </div>
  );
};
