import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { Progress } from '@backstage/core-components';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import Button from '@material-ui/core/Button';
import Paper from '@material-ui/core/Paper';
import { makeStyles } from '@material-ui/core/styles';
import {
  qualityFindingKinds,
  type QualityFinding,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import type { Scope } from '../../api';
import { LoadError } from '../../parts/notices/LoadError';
import { useFormat } from '../../parts/format';
import { useKpiTreeParams } from '../../parts/view/useKpiTreeParams';
import { StatusIcon } from '../../parts/status';
import { kpiTreeTranslationRef } from '../../texts';
import { FindingItem } from '../../parts/quality/FindingItem';
import { QualityFilters } from './QualityFilters';
import { useFindingLink } from '../../parts/quality/useFindingLink';
import { useQuality } from '../../queries/useQuality';

const useStyles = makeStyles(theme => ({
  root: {
    padding: theme.spacing(2),
    fontSize: theme.typography.body2.fontSize,
  },
  calm: { display: 'flex', alignItems: 'center', gap: 8, margin: 0 },
  owner: { '& + &': { marginTop: theme.spacing(3) } },
  title: {
    margin: 0,
    fontSize: theme.typography.body1.fontSize,
    fontWeight: 600,
  },
  count: {
    fontSize: theme.typography.body2.fontSize,
    fontWeight: 400,
    color: theme.palette.textSubtle,
  },
  list: { margin: 0, padding: 0, listStyle: 'none' },
}));

/** What is wrong with the KPIs, trees and data of a scope, by who is to fix it. */
export const QualityPanel = ({ scope }: { scope: Scope }) => {
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const { formatCount } = useFormat();
  const classes = useStyles();
  const { params, update } = useKpiTreeParams();
  const kind = qualityFindingKinds.find(each => each === params.finding);
  const filter = { owner: params.owner, kind };
  const { items, page, loading, error, retry, more } = useQuality(
    scope,
    filter,
  );
  const linkOf = useFindingLink(scope);
  if (error) {
    return (
      <LoadError title={t('quality.loadError')} error={error} onRetry={retry} />
    );
  }
  if (!page) {
    return <Progress />;
  }
  const totals = new Map(page.owners.map(each => [each.owner, each]));
  return (
    <>
      <QualityFilters
        report={page}
        filter={filter}
        onChange={next =>
          update({ tab: 'quality', owner: next.owner, finding: next.kind })
        }
      />
      <Paper className={classes.root} aria-busy={loading}>
        {!items.length && !loading && (
          <p className={classes.calm}>
            <StatusIcon status="on-target" />
            {filter.owner || kind ? t('quality.noneOfKind') : t('quality.calm')}
          </p>
        )}
        {byOwner(items).map(([owner, findings]) => (
          <section key={owner} className={classes.owner}>
            <h2 className={classes.title}>
              {owner === null ? (
                t('quality.nobody')
              ) : (
                <EntityRefLink entityRef={owner} />
              )}{' '}
              <span className={classes.count}>
                {t('quality.toMend', {
                  number: formatCount(
                    (kind
                      ? totals.get(owner)?.counts[kind]
                      : totals.get(owner)?.total) ?? findings.length,
                  ),
                })}
              </span>
            </h2>
            <ul className={classes.list}>
              {findings.map(finding => (
                <FindingItem
                  key={[
                    finding.kind,
                    finding.entityRef,
                    finding.kpi,
                    finding.node,
                    finding.field,
                    ...finding.messages,
                  ].join(' ')}
                  finding={finding}
                  link={linkOf(finding)}
                />
              ))}
            </ul>
          </section>
        ))}
        {page.nextCursor && (
          <Button
            size="small"
            color="primary"
            disabled={loading}
            onClick={more}
          >
            {t('quality.moreOf', { number: formatCount(page.totalItems) })}
          </Button>
        )}
      </Paper>
    </>
  );
};

/** Findings come in the order of their owners. */
function byOwner(items: QualityFinding[]): [string | null, QualityFinding[]][] {
  const groups = new Map<string | null, QualityFinding[]>();
  for (const finding of items) {
    groups.set(finding.owner, [...(groups.get(finding.owner) ?? []), finding]);
  }
  return [...groups];
}
