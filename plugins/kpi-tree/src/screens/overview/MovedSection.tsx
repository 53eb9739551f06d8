import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Button from '@material-ui/core/Button';
import Paper from '@material-ui/core/Paper';
import { makeStyles } from '@material-ui/core/styles';
import { useState } from 'react';
import type { Scope } from '../../api';
import { useFormat } from '../../parts/format';
import { InsightList } from './InsightList';
import { DEFAULT_SINCE, SinceChoice } from './SinceChoice';
import { useInsights } from '../../queries/useInsights';
import { useKpiTreeParams } from '../../parts/view/useKpiTreeParams';
import { useView } from '../../parts/view/useView';
import { kpiTreeTranslationRef } from '../../texts';

/** What fits below the rest without hiding that there is more. */
const SHOWN = 4;

const useStyles = makeStyles(theme => ({
  root: { padding: theme.spacing(2), minWidth: 0 },
  head: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    justifyContent: 'space-between',
    gap: theme.spacing(1, 2),
    marginBottom: theme.spacing(1.5),
  },
  title: {
    margin: 0,
    fontSize: theme.typography.body1.fontSize,
    fontWeight: 600,
  },
  all: { marginTop: theme.spacing(1) },
  note: { margin: theme.spacing(1, 0, 0), color: theme.palette.textSubtle },
}));

/** The most important of what moved since a day; all of it on demand, in place. */
export const MovedSection = ({ scope }: { scope: Scope }) => {
  const classes = useStyles();
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const { formatPeriod } = useFormat();
  const { asOf } = useView();
  return asOf ? (
    <Paper
      className={classes.root}
      component="section"
      aria-label={t('overview.moved')}
    >
      <h2 className={classes.title}>{t('overview.moved')}</h2>
      <p className={classes.note}>
        {t('overview.movedNow', { date: formatPeriod(asOf, 'day', 'long') })}
      </p>
    </Paper>
  ) : (
    <Moved scope={scope} />
  );
};

function Moved({ scope }: { scope: Scope }) {
  const classes = useStyles();
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const { params, update } = useKpiTreeParams();
  const since = params.since ?? DEFAULT_SINCE;
  const insights = useInsights(scope, since);
  const [all, setAll] = useState(false);
  const isLong = insights.items.length > SHOWN;
  return (
    <Paper
      className={classes.root}
      component="section"
      aria-label={t('overview.moved')}
    >
      <div className={classes.head}>
        <h2 className={classes.title}>{t('overview.moved')}</h2>
        <SinceChoice
          value={since}
          date={insights.page?.since}
          onChange={next =>
            update({
              tab: 'overview',
              since: next === DEFAULT_SINCE ? undefined : next,
            })
          }
        />
      </div>
      <InsightList
        scope={scope}
        insights={
          all || !isLong
            ? insights
            : {
                ...insights,
                items: insights.items.slice(0, SHOWN),
                page: insights.page && {
                  ...insights.page,
                  nextCursor: undefined,
                },
              }
        }
      />
      {isLong && (
        <Button
          className={classes.all}
          size="small"
          color="primary"
          aria-expanded={all}
          onClick={() => setAll(!all)}
        >
          {t(all ? 'overview.movedFewer' : 'overview.movedAll')}
        </Button>
      )}
    </Paper>
  );
}
