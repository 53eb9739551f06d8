import Paper from '@material-ui/core/Paper';
import { makeStyles } from '@material-ui/core/styles';
import type { Scope } from '../api';
import { useKpiTreeParams } from '../state/useKpiTreeParams';
import { InsightList } from './InsightList';
import { DEFAULT_SINCE, SinceChoice } from './SinceChoice';
import { useInsights } from './useInsights';

const useStyles = makeStyles(theme => ({
  since: { marginBottom: theme.spacing(2) },
  paper: {
    padding: theme.spacing(2),
    [theme.breakpoints.down('xs')]: { padding: theme.spacing(1.5) },
  },
}));

/** What moved in a scope since the day that the URL says. */
export const InsightsPanel = ({ scope }: { scope: Scope }) => {
  const classes = useStyles();
  const { params, update } = useKpiTreeParams();
  const since = params.since ?? DEFAULT_SINCE;
  const insights = useInsights(scope, since);
  return (
    <>
      <div className={classes.since}>
        <SinceChoice
          value={since}
          date={insights.since}
          onChange={next =>
            update({
              tab: 'overview',
              since: next === DEFAULT_SINCE ? undefined : next,
            })
          }
        />
      </div>
      <Paper className={classes.paper}>
        <InsightList scope={scope} insights={insights} />
      </Paper>
    </>
  );
};
