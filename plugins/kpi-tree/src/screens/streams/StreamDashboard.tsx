import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Link } from '@backstage/core-components';
import Paper from '@material-ui/core/Paper';
import { makeStyles } from '@material-ui/core/styles';
import type {
  Scorecard,
  ScorecardNode,
  ScorecardTree,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { AttentionList } from '../../parts/nodes/AttentionList';
import { useSearchLink } from '../../parts/links/useSearchLink';
import { kpisOf } from '../../parts/status';
import { kpiTreeTranslationRef } from '../../texts';
import { ProcessSection } from './ProcessSection';
import { RunRateSection } from './RunRateSection';
import { StreamHead } from './StreamHead';
import { streamParts } from './streamNodes';
import { WorstServices } from './WorstServices';

const useStyles = makeStyles(theme => ({
  root: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr)',
    gap: theme.spacing(3),
  },
  first: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(100%, 320px), 1fr))',
    gap: theme.spacing(2),
  },
  card: {
    padding: theme.spacing(2),
    minWidth: 0,
    '& > h3': {
      margin: theme.spacing(0, 0, 1),
      fontSize: theme.typography.body1.fontSize,
      fontWeight: 600,
    },
  },
}));

type StreamDashboardProps = {
  scorecard: Scorecard;
  tree: ScorecardTree;
  node: ScorecardNode;
  /** Whether it is a value stream, by which the heatmap can be narrowed. */
  isStream: boolean;
};

/**
 * A value stream: its state and history, what needs attention first, where it is worst,
 * how the running period goes, and each KPI of its processes as a small chart.
 */
export const StreamDashboard = (props: StreamDashboardProps) => {
  const { scorecard, tree, node, isStream } = props;
  const classes = useStyles();
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const linkTo = useSearchLink();
  const kpis = kpisOf(node);
  const parts = streamParts(node);
  return (
    <article className={classes.root} aria-label={node.title}>
      <StreamHead scorecard={scorecard} tree={tree.name} node={node} />
      {kpis.length === 0 && (
        <Paper className={classes.card}>
          <h3>{t('streams.noKpis')}</h3>
          {t('streams.noKpisNext', { title: node.title })}{' '}
          <Link to={linkTo({ tab: 'library', stream: undefined })}>
            {t('streams.openLibrary')}
          </Link>
        </Paper>
      )}
      {kpis.length > 0 && (
        <div className={classes.first}>
          <Paper
            component="section"
            className={classes.card}
            aria-label={t('streams.attention')}
          >
            <h3>{t('streams.attention')}</h3>
            <AttentionList
              root={node}
              limit={5}
              linkTo={kpi => linkTo({ tab: 'streams', kpi })}
            />
          </Paper>
          {scorecard.memberCount > 1 && (
            <Paper
              component="section"
              className={classes.card}
              aria-label={t('streams.worst')}
            >
              <h3>{t('streams.worst')}</h3>
              <WorstServices
                scope={scorecard.scope}
                tree={tree.name}
                node={node}
                isStream={isStream}
              />
            </Paper>
          )}
        </div>
      )}
      {kpis.length > 0 && (
        <Paper
          component="section"
          className={classes.card}
          aria-label={t('streams.runRate')}
        >
          <h3>{t('streams.runRate')}</h3>
          <RunRateSection scorecard={scorecard} kpis={kpis} />
        </Paper>
      )}
      {parts.map(part => (
        <ProcessSection
          key={part.process?.id ?? node.id}
          scope={scorecard.scope}
          tree={tree.name}
          part={part}
        />
      ))}
    </article>
  );
};
