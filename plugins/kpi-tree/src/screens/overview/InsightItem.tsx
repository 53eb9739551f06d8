import { Link } from '@backstage/core-components';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { makeStyles, useTheme } from '@material-ui/core/styles';
import { describeInsight } from '@internal/kpi-tree';
import { type Insight } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { useFormat } from '../../parts/format';
import { RecordsLink } from '../../parts/links/RecordsLink';
import { StatusLabel } from '../../parts/status';
import { meaningColor, TrendLabel } from '../../parts/trend';
import { useWords } from '../../texts';
import { MeaningLabel } from './MeaningLabel';

const useStyles = makeStyles(theme => ({
  root: {
    padding: theme.spacing(1.25, 0, 1.25, 1.5),
    borderLeft: '3px solid',
    '& + &': { marginTop: theme.spacing(1.5) },
  },
  line: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'baseline',
    gap: theme.spacing(0, 1.5),
  },
  names: { flex: '1 1 16em', minWidth: 0, overflowWrap: 'anywhere' },
  kpi: { fontWeight: 600 },
  value: { fontWeight: 600, fontVariantNumeric: 'tabular-nums' },
  small: {
    fontSize: theme.typography.caption.fontSize,
    color: theme.palette.textSubtle,
  },
  texts: {
    margin: theme.spacing(0.5, 0),
    padding: 0,
    listStyle: 'none',
    overflowWrap: 'anywhere',
  },
}));

type InsightItemProps = {
  insight: Insight;
  /** Where the KPI is opened. */
  link: string;
  /** Whether it is at the page of what it is about, which it need not name. */
  isHere: boolean;
};

/** A KPI that moved, its state now, and what shows that it moved. */
export const InsightItem = ({ insight, link, isHere }: InsightItemProps) => {
  const { formatBound, formatPeriod, formatValue } = useFormat();
  const classes = useStyles();
  const theme = useTheme();
  const words = useWords();
  const { scope, title, kpiTitle, evidence, value, unit, target } = insight;
  const { periodType } = insight;
  const [first] = evidence;
  return (
    <li
      className={classes.root}
      style={{ borderColor: meaningColor(theme, first.meaning) }}
    >
      <div className={classes.line}>
        <MeaningLabel evidence={first} />
        <span className={classes.names}>
          <Link to={link} className={classes.kpi}>
            {kpiTitle}
          </Link>
          {!isHere && (
            <>
              {' · '}
              {scope === 'all' ? (
                title
              ) : (
                <EntityRefLink entityRef={scope} title={title} hideIcon />
              )}
            </>
          )}
        </span>
        <span>
          {value !== null && (
            <span className={classes.value}>{formatValue(value, unit)}</span>
          )}{' '}
          <span className={classes.small}>
            {target !== null && formatBound(target, insight.direction, unit)}
          </span>
        </span>
      </div>
      <ul className={classes.texts}>
        {evidence.map(each => (
          <li key={each.kind}>
            {describeInsight(each, { unit, periodType, words })}
          </li>
        ))}
      </ul>
      <div className={classes.line}>
        <StatusLabel status={insight.status} />
        {insight.trend !== 'unknown' && <TrendLabel trend={insight.trend} />}
        <span className={classes.small}>
          {formatPeriod(insight.period, insight.periodType)}
        </span>
        {insight.hasRecords && value !== null && (
          <span className={classes.small}>
            <RecordsLink {...insight} title={`${kpiTitle}, ${title}`} />
          </span>
        )}
        <span className={classes.small}>
          <EntityRefLink
            entityRef={insight.owner}
            defaultKind="group"
            hideIcon
          />
        </span>
      </div>
    </li>
  );
};
