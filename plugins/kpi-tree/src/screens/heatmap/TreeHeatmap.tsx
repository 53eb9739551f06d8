import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import type {
  HeatmapSort,
  ScorecardNode,
  ScorecardTree,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { useDeferredValue, useMemo, useRef, useState } from 'react';
import { useNavigate } from 'react-router-dom';
import useDebounce from 'react-use/lib/useDebounce';
import { CopyLines } from '../../parts/controls/CopyLines';
import { LoadError } from '../../parts/notices/LoadError';
import { useFormat } from '../../parts/format';
import { useKpiTreeParams } from '../../parts/view/useKpiTreeParams';
import type { View } from '../../parts/view/useView';
import { kpisOf, nodesOfKind } from '../../parts/status';
import { kpiTreeTranslationRef } from '../../texts';
import { shownColumns } from './heatmapColumns';
import { HeatmapGrid } from './HeatmapGrid';
import type { Order } from './HeatmapHead';
import { HeatmapLegend } from './HeatmapLegend';
import { filterRows, gridRows, GroupBy, isRowFiltered } from './heatmapRows';
import { HeatmapSkeleton } from './HeatmapSkeleton';
import { HeatmapToolbar } from './HeatmapToolbar';
import { useHeatmap } from '../../queries/useHeatmap';
import { useHeatmapExport } from './useHeatmapExport';
import { useKpiLink } from '../../parts/links/useKpiLink';

const useStyles = makeStyles(theme => ({
  root: {
    display: 'flex',
    flexDirection: 'column',
    gap: theme.spacing(1.5),
    minWidth: 0,
  },
  note: {
    margin: 0,
    fontSize: theme.typography.body2.fontSize,
    color: theme.palette.textSubtle,
  },
}));

type TreeHeatmapProps = {
  view: View;
  tree: ScorecardTree;
};

/** The heatmap of a tree, as the address says. */
export const TreeHeatmap = ({ view, tree }: TreeHeatmapProps) => {
  const classes = useStyles();
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const { formatCount } = useFormat();
  const navigate = useNavigate();
  const { params, update } = useKpiTreeParams();
  const { scope, asOf, filters } = view;
  const group = groupOf(params.group);
  const compact = params.density === 'compact';
  // Of one value stream the score is that of the stream
  const node = filters.streams.length === 1 ? filters.streams[0] : undefined;
  const order: Order = {
    sort: sortOf(params.sort, tree.root, node),
    order: params.order === 'desc' ? 'desc' : 'asc',
  };

  // The address follows when somebody stops to type
  const [query, setQuery] = useState(params.query ?? '');
  useDebounce(
    () => {
      if (query !== (params.query ?? '')) {
        update({ query });
      }
    },
    300,
    [query],
  );
  const found = useDeferredValue(query);
  const filter = useMemo(
    () => ({ query: found, statuses: filters.statuses }),
    [found, filters.statuses],
  );
  const filtered = isRowFiltered(filter);
  const [toEnd, setToEnd] = useState(false);

  const heatmap = useHeatmap(
    {
      scope,
      tree: tree.name,
      node,
      asOf,
      group,
      ...order,
    },
    filtered || toEnd,
  );
  const { items: services, complete, totalItems } = heatmap;
  const columns = useMemo(
    () => heatmap.columns && shownColumns(heatmap.columns, tree.root, filters),
    [heatmap.columns, tree.root, filters],
  );
  const passing = useMemo(
    () => filterRows(services, columns ?? [], filter),
    [services, columns, filter],
  );
  const folded = useMemo(
    () => new Set(params.folded?.split(',')),
    [params.folded],
  );
  const rows = useMemo(
    () => gridRows(passing, { group, folded, complete }),
    [passing, group, folded, complete],
  );
  const { save, saving } = useHeatmapExport({
    tree: tree.name,
    columns: columns ?? [],
    filter,
    read: heatmap.read,
  });
  const kpiLink = useKpiLink(tree.name, asOf);

  // The grid asks for more when it renders; it gets the same function as long as it can
  const latestMore = useRef(heatmap.more);
  latestMore.current = heatmap.more;
  const more = useRef(() => latestMore.current()).current;

  const toggle = (id: string) => {
    const next = new Set(folded);
    if (!next.delete(id)) {
      next.add(id);
    }
    update({ folded: [...next].join(',') });
  };
  const clear = () => {
    setQuery('');
    update({
      query: undefined,
      streams: undefined,
      personas: undefined,
      statuses: undefined,
      owners: undefined,
      tags: undefined,
    });
  };

  const content = () => {
    if (!columns) {
      return heatmap.error && !heatmap.loading ? (
        <LoadError
          title={t('heatmap.error')}
          error={heatmap.error}
          onRetry={heatmap.more}
        />
      ) : (
        <HeatmapSkeleton />
      );
    }
    if (complete && !services.length) {
      return <NoServices tree={tree.name} />;
    }
    if (!columns.length || (complete && !rows.length)) {
      return (
        <div role="status">
          <p className={classes.note}>
            {columns.length
              ? t('heatmap.nothingFound')
              : t('heatmap.noColumns')}
          </p>
          <Button size="small" color="primary" onClick={clear}>
            {t('heatmap.clearFilters')}
          </Button>
        </div>
      );
    }
    return (
      <>
        <HeatmapGrid
          label={t('heatmap.label', { tree: tree.title })}
          columns={columns}
          rows={rows}
          group={group}
          rowCount={
            complete || group || filtered
              ? (complete && rows.length) || undefined
              : totalItems
          }
          hasMore={!complete && !heatmap.error}
          loading={heatmap.loading}
          order={order}
          compact={compact}
          kpiLink={kpiLink}
          onMore={more}
          onEnd={() => setToEnd(true)}
          onSort={next =>
            update({
              sort: next.sort === 'score' ? undefined : next.sort,
              order: next.order === 'asc' ? undefined : next.order,
            })
          }
          onToggle={toggle}
          onOpen={(link, newWindow) =>
            newWindow ? window.open(link, '_blank', 'noopener') : navigate(link)
          }
        />
        {heatmap.error && !heatmap.loading && (
          <LoadError
            title={t('heatmap.moreError')}
            error={heatmap.error}
            onRetry={heatmap.more}
          />
        )}
      </>
    );
  };

  return (
    <div className={classes.root}>
      <HeatmapToolbar
        group={group}
        compact={compact}
        query={query}
        saving={saving || !columns}
        onGroup={by => update({ group: by, folded: undefined })}
        onCompact={next => update({ density: next ? 'compact' : undefined })}
        onQuery={setQuery}
        onSave={save}
      />
      {totalItems !== undefined && totalItems > 0 && (
        <p className={classes.note} role="status">
          {t(filtered && !complete ? 'heatmap.countLoading' : 'heatmap.count', {
            shown: formatCount(filtered ? passing.length : totalItems),
            total: formatCount(totalItems),
          })}
        </p>
      )}
      {content()}
      <HeatmapLegend />
    </div>
  );
};

function NoServices({ tree }: { tree: string }) {
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  return (
    <div>
      <h3>{t('heatmap.noServices')}</h3>
      <p>{t('heatmap.noServicesText')}</p>
      <CopyLines
        text={`metadata:\n  annotations:\n    kpi-tree.io/tree: ${tree}`}
      />
    </div>
  );
}

function groupOf(text: string | undefined): GroupBy | undefined {
  return text === 'system' || text === 'owner' ? text : undefined;
}

/** The order that the address asks for, if there is such a KPI below the node. */
function sortOf(
  text: string | undefined,
  root: ScorecardNode,
  node: string | undefined,
): HeatmapSort {
  if (text === 'name') {
    return text;
  }
  const kpis = node
    ? nodesOfKind(root, 'value-stream')
        .filter(({ id }) => id === node)
        .flatMap(kpisOf)
    : undefined;
  const known =
    text?.startsWith('kpi:') &&
    (!kpis || kpis.some(({ kpi }) => text === `kpi:${kpi}`));
  return known ? (text as HeatmapSort) : 'score';
}
