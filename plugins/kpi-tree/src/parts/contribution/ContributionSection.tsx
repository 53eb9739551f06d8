import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { makeStyles } from '@material-ui/core/styles';
import Skeleton from '@material-ui/lab/Skeleton';
import {
  contributionGroupings,
  type ContributionBy,
  type KpiScorecardNode,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { useState } from 'react';
import type { Scope } from '../../api';
import { LoadError } from '../notices/LoadError';
import { SegmentedControl } from '../controls/SegmentedControl';
import { useContributions } from '../../queries/useContributions';
import { useKpiTreeParams } from '../view/useKpiTreeParams';
import { kpiTreeTranslationRef } from '../../texts';
import { comparedPeriods, ComparedPeriods } from './comparedPeriods';
import { ContributionAnswer } from './ContributionAnswer';
import { PeriodSelect } from './PeriodSelect';

const useStyles = makeStyles(theme => ({
  title: {
    margin: theme.spacing(0, 0, 1.5),
    fontSize: theme.typography.body1.fontSize,
    fontWeight: 600,
  },
  controls: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'center',
    gap: theme.spacing(1.5),
    marginBottom: theme.spacing(1.5),
  },
  note: {
    margin: 0,
    fontSize: theme.typography.body2.fontSize,
    color: theme.palette.textSubtle,
  },
}));

const byLabels = {
  entity: 'contribution.byEntity',
  owner: 'contribution.byOwner',
  system: 'contribution.bySystem',
} as const satisfies Record<ContributionBy, string>;

type ContributionSectionProps = { scope: Scope; node: KpiScorecardNode };

/** Which members explain the change of a scope's KPI between two periods. */
export const ContributionSection = ({
  scope,
  node,
}: ContributionSectionProps) => {
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const classes = useStyles();
  const { params } = useKpiTreeParams();
  const periods = comparedPeriods(node, params);
  return (
    <section>
      <h3 className={classes.title}>{t('contribution.title')}</h3>
      {periods ? (
        <Comparison scope={scope} node={node} periods={periods} />
      ) : (
        <p className={classes.note}>{t('contribution.noPeriods')}</p>
      )}
    </section>
  );
};

function Comparison({
  scope,
  node,
  periods: { from, to, options },
}: ContributionSectionProps & { periods: ComparedPeriods }) {
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const classes = useStyles();
  const { params, update } = useKpiTreeParams();
  const [view, setView] = useState<'chart' | 'table'>('chart');
  const by = contributionGroupings.find(one => one === params.by) ?? 'entity';
  const { value, loading, error, retry } = useContributions(scope, node.kpi, {
    from,
    to,
    by,
  });
  const hasShares = !value || !value.limit;
  return (
    <>
      <div className={classes.controls}>
        <PeriodSelect
          label={t('contribution.from')}
          value={from}
          options={options.filter(period => period < to)}
          type={node.periodType}
          onChange={period => update({ from: period })}
        />
        <PeriodSelect
          label={t('contribution.to')}
          value={to}
          options={options.slice(0, -1)}
          type={node.periodType}
          onChange={period =>
            update({ to: period, from: from < period ? from : undefined })
          }
        />
        {hasShares && (
          <>
            <SegmentedControl
              label={t('contribution.by')}
              value={by}
              options={contributionGroupings.map(one => ({
                value: one,
                label: t(byLabels[one]),
              }))}
              onChange={one =>
                update({ by: one === 'entity' ? undefined : one })
              }
            />
            <SegmentedControl
              label={t('contribution.view')}
              value={view}
              options={[
                { value: 'chart', label: t('common.chart') },
                { value: 'table', label: t('common.table') },
              ]}
              onChange={setView}
            />
          </>
        )}
      </div>
      {error && !loading && (
        <LoadError
          title={t('contribution.loadError')}
          error={error}
          onRetry={retry}
        />
      )}
      {loading && (
        <div role="status" aria-label={t('contribution.loading')}>
          <Skeleton variant="rect" height={240} />
        </div>
      )}
      {value && !loading && !error && (
        <ContributionAnswer answer={value} view={view} />
      )}
    </>
  );
}
