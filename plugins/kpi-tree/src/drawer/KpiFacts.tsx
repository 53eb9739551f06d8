import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { makeStyles } from '@material-ui/core/styles';
import Skeleton from '@material-ui/lab/Skeleton';
import type {
  KpiScorecardNode,
  Series,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { ReactNode } from 'react';
import { formatCount, formatInstant, periodTypeLabels } from '../format';

const useStyles = makeStyles(theme => ({
  root: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fill, minmax(200px, 1fr))',
    gap: theme.spacing(1.5, 3),
    margin: 0,
    paddingTop: theme.spacing(2),
    borderTop: `1px solid ${theme.palette.divider}`,
    fontSize: theme.typography.body2.fontSize,
    '& dt': {
      fontSize: theme.typography.caption.fontSize,
      color: theme.palette.textSubtle,
    },
    '& dd': { margin: 0, overflowWrap: 'anywhere' },
  },
}));

type KpiFactsProps = {
  node: KpiScorecardNode;
  timeZone: string;
  /** `undefined` while it is loaded. */
  series?: Series;
};

/** Who answers for a KPI, where its number comes from and how fresh it is. */
export const KpiFacts = ({ node, timeZone, series }: KpiFactsProps) => {
  const classes = useStyles();
  const { updatedAt, sampleSize } = node;
  const facts: [string, ReactNode][] = [
    ['Owner', node.owner ? <EntityRefLink entityRef={node.owner} /> : 'Nobody'],
    ['Source', <Source node={node} series={series} />],
    ['Value', originText(node)],
    [
      'Measured by',
      `${periodTypeLabels[node.grain]}, judged by ${periodTypeLabels[
        node.periodType
      ].toLocaleLowerCase('en')}`,
    ],
    ...(sampleSize !== null && sampleSize !== 1
      ? [
          ['Sample size', formatCount(Math.round(sampleSize))] as [
            string,
            ReactNode,
          ],
        ]
      : []),
    ['Last updated', <Instant value={updatedAt} timeZone={timeZone} />],
    [
      'Source complete up to',
      series ? (
        <Instant value={series.coveredUntil} timeZone={timeZone} />
      ) : (
        <Skeleton width={120} />
      ),
    ],
  ];
  return (
    <dl className={classes.root}>
      {facts.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
};

function Source({ node, series }: Pick<KpiFactsProps, 'node' | 'series'>) {
  if (node.formula) {
    return <>A formula of other KPIs</>;
  }
  return series ? <>{series.source ?? 'None'}</> : <Skeleton width={120} />;
}

/** Whose measurements a value comes from. */
function originText({ origin, formula, members }: KpiScorecardNode): string {
  if (origin === 'own') {
    return formula ? 'Computed of what was measured here' : 'Measured here';
  }
  const total = members?.total ?? 0;
  const measured = total - (members?.noData ?? 0);
  return formula
    ? `Computed of what ${formatCount(total)} members add up to`
    : `Rolled up from ${formatCount(measured)} of ${formatCount(
        total,
      )} members`;
}

function Instant({
  value,
  timeZone,
}: {
  value: string | null;
  timeZone: string;
}) {
  return value ? (
    <time dateTime={value}>{formatInstant(value, timeZone)}</time>
  ) : (
    <>Not known</>
  );
}
