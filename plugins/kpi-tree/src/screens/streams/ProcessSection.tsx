import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { makeStyles } from '@material-ui/core/styles';
import { useId } from 'react';
import { AddKpiLink } from '../../parts/links/AddKpiLink';
import { KpiChart } from '../../parts/charts/KpiChart';
import { useFormat } from '../../parts/format';
import { useKpiTreeParams } from '../../parts/view/useKpiTreeParams';
import { ScoreBar, StatusIcon, StatusLabel } from '../../parts/status';
import { kpiTreeTranslationRef } from '../../texts';
import { NodeTrend } from '../../parts/trend';
import type { StreamPart } from './streamNodes';

const useStyles = makeStyles(theme => ({
  head: {
    display: 'flex',
    flexWrap: 'wrap',
    alignItems: 'baseline',
    gap: theme.spacing(0, 2),
    marginBottom: theme.spacing(1),
    color: theme.palette.textSubtle,
  },
  title: {
    margin: 0,
    fontSize: theme.typography.h6.fontSize,
    fontWeight: 600,
    color: theme.palette.text.primary,
  },
  charts: {
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fill, minmax(min(100%, 240px), 1fr))',
    gap: theme.spacing(1.5),
    margin: 0,
    padding: 0,
    listStyle: 'none',
  },
  note: { margin: 0, color: theme.palette.textSubtle },
  broken: {
    display: 'flex',
    alignItems: 'flex-start',
    gap: theme.spacing(1),
    '& > svg': { marginTop: 3 },
  },
}));

/** A process of a value stream with a small chart of each of its KPIs. */
export const ProcessSection = ({
  scope,
  tree,
  part: { process, kpis, broken },
}: {
  scope: string;
  tree: string;
  part: StreamPart;
}) => {
  const classes = useStyles();
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const { formatShare } = useFormat();
  const { update } = useKpiTreeParams();
  const titleId = useId();
  return (
    <section aria-labelledby={titleId}>
      <div className={classes.head}>
        <h3 id={titleId} className={classes.title}>
          {process?.title ?? t('streams.direct')}
        </h3>
        {process && (
          <>
            <ScoreBar score={process.score} status={process.status} />
            <StatusLabel status={process.status} />
            <NodeTrend node={process} />
            <span>
              {t('streams.measured', {
                share: formatShare(process.coverage),
              })}
            </span>
            {process.owner && (
              <EntityRefLink
                entityRef={process.owner}
                defaultKind="group"
                hideIcon
              />
            )}
            <AddKpiLink scope={scope} tree={tree} node={process.id} />
          </>
        )}
      </div>
      {kpis.length + broken.length === 0 && (
        <p className={classes.note}>{t('streams.noKpis')}</p>
      )}
      <ul className={classes.charts}>
        {kpis.map(node => (
          <li key={node.id}>
            <KpiChart
              node={node}
              onOpen={({ id }) =>
                update({ tab: 'streams', kpi: id }, { push: true })
              }
            />
          </li>
        ))}
        {broken.map(node => (
          <li key={node.id} className={classes.broken}>
            <StatusIcon status="at-risk" />
            <span>{node.problem ?? node.title}</span>
          </li>
        ))}
      </ul>
    </section>
  );
};
