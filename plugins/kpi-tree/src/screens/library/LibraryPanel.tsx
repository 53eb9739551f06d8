import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { makeStyles } from '@material-ui/core/styles';
import Skeleton from '@material-ui/lab/Skeleton';
import { CopyLines } from '../../parts/controls/CopyLines';
import { LoadError } from '../../parts/notices/LoadError';
import { useKpiTreeParams } from '../../parts/view/useKpiTreeParams';
import { kpiTreeTranslationRef } from '../../texts';
import { filterLibrary, LibraryFilter } from './libraryFilter';
import { LibraryFilters } from './LibraryFilters';
import { LibraryList } from './LibraryList';
import type { Library } from './libraryOf';
import { useLibrary } from './useLibrary';

const useStyles = makeStyles(theme => ({
  root: {
    display: 'flex',
    flexDirection: 'column',
    gap: theme.spacing(3),
    minWidth: 0,
    fontSize: theme.typography.body2.fontSize,
  },
  skeleton: { marginBottom: theme.spacing(2) },
  empty: { maxWidth: 680 },
  title: {
    margin: 0,
    fontSize: theme.typography.h6.fontSize,
    fontWeight: 600,
  },
}));

const LIBRARY_LINES = `kpiTree:
  library:
    enabled: true
    owner: group:default/cio-office`;

/** Every tree and KPI of the organisation and of the built-in library, to find and adopt. */
export const LibraryPanel = () => {
  const classes = useStyles();
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const { value, error, loading, retry } = useLibrary();
  if (error && !loading) {
    return (
      <LoadError title={t('library.loadError')} error={error} onRetry={retry} />
    );
  }
  if (!value) {
    return (
      <div role="status" aria-label={t('library.loading')}>
        {[40, 140, 140, 140].map((height, row) => (
          // The parts of a skeleton have no identity
          // eslint-disable-next-line react/no-array-index-key
          <Skeleton
            key={row}
            className={classes.skeleton}
            variant="rect"
            height={height}
          />
        ))}
      </div>
    );
  }
  return value.kpis.length || value.trees.length ? (
    <LibraryContent library={value} />
  ) : (
    <div className={classes.empty}>
      <h2 className={classes.title}>{t('library.emptyTitle')}</h2>
      <p>{t('library.emptyText')}</p>
      <CopyLines text={LIBRARY_LINES} />
    </div>
  );
};

function LibraryContent({ library }: { library: Library }) {
  const classes = useStyles();
  const { params, update } = useKpiTreeParams();
  const { query, stream, process, persona, tag, lifecycle, origin } = {
    ...params,
    persona: params.personas,
    tag: params.tags,
    stream: params.streams,
  };
  const filter = { query, stream, process, persona, tag, lifecycle, origin };
  const onChange = (next: LibraryFilter) =>
    update({
      query: next.query,
      streams: next.stream,
      process: next.process,
      personas: next.persona,
      tags: next.tag,
      lifecycle: next.lifecycle,
      origin: next.origin,
    });
  return (
    <div className={classes.root}>
      <LibraryFilters library={library} filter={filter} onChange={onChange} />
      <LibraryList
        // Another search begins at its top
        key={JSON.stringify(filter)}
        shown={filterLibrary(library, filter)}
        library={library}
      />
    </div>
  );
}
