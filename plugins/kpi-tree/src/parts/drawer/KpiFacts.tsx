import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { makeStyles } from '@material-ui/core/styles';
import Skeleton from '@material-ui/lab/Skeleton';
import type {
  KpiScorecardNode,
  Series,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { ReactNode } from 'react';
import { useFormat } from '../format';
import { kpiTreeTranslationRef } from '../../texts';

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

/** Who owns a KPI, where its number comes from and how fresh it is. */
export const KpiFacts = ({ node, timeZone, series }: KpiFactsProps) => {
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const { formatCount, formatPeriod } = useFormat();
  const classes = useStyles();
  const { updatedAt, sampleSize } = node;
  const facts: [string, ReactNode][] = [
    [
      t('drawer.owner'),
      node.owner ? (
        <EntityRefLink entityRef={node.owner} />
      ) : (
        t('drawer.nobody')
      ),
    ],
    [t('drawer.source'), <Source node={node} series={series} />],
    [t('drawer.value'), <Origin node={node} />],
    [
      t('drawer.measuredBy'),
      t('drawer.measuredByText', {
        grain: t(`common.${node.grain}`),
        period: t(`common.within-${node.periodType}`),
      }),
    ],
    ...(sampleSize !== null && sampleSize !== 1
      ? [
          [t('drawer.sampleSize'), formatCount(Math.round(sampleSize))] as [
            string,
            ReactNode,
          ],
        ]
      : []),
    [t('drawer.updated'), <Instant value={updatedAt} timeZone={timeZone} />],
    [
      t('drawer.completeUntil'),
      series ? (
        <Instant value={series.coveredUntil} timeZone={timeZone} />
      ) : (
        <Skeleton width={120} />
      ),
    ],
    ...(series?.earlierArithmeticBefore
      ? [
          [
            t('drawer.earlierBefore', {
              date: formatPeriod(series.earlierArithmeticBefore, 'day'),
            }),
            t('drawer.earlierText'),
          ] as [string, ReactNode],
        ]
      : []),
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
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  if (node.formula) {
    return <>{t('drawer.formulaOfOthers')}</>;
  }
  return series ? (
    <>{series.source ?? t('drawer.none')}</>
  ) : (
    <Skeleton width={120} />
  );
}

/** Whose measurements a value comes from. */
function Origin({ node }: Pick<KpiFactsProps, 'node'>) {
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const { formatCount } = useFormat();
  const { origin, formula, members } = node;
  if (origin === 'own') {
    return <>{formula ? t('drawer.computedHere') : t('drawer.measuredHere')}</>;
  }
  const total = members?.total ?? 0;
  const measured = total - (members?.noData ?? 0);
  return (
    <>
      {formula
        ? t('drawer.computedMembers', { count: total })
        : t('drawer.rolledUp', {
            count: total,
            measured: formatCount(measured),
          })}
    </>
  );
}

function Instant({
  value,
  timeZone,
}: {
  value: string | null;
  timeZone: string;
}) {
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const { formatInstant } = useFormat();
  return value ? (
    <time dateTime={value}>{formatInstant(value, timeZone)}</time>
  ) : (
    <>{t('drawer.notKnown')}</>
  );
}
