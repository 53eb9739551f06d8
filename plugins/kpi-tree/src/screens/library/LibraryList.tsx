import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { usePermission } from '@backstage/plugin-permission-react';
import Button from '@material-ui/core/Button';
import { makeStyles } from '@material-ui/core/styles';
import { kpiTreeDefinitionTryPermission } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import classNames from 'classnames';
import { useState } from 'react';
import { useFormat } from '../../parts/format';
import { kpiTreeTranslationRef } from '../../texts';
import { KpiEntry } from './KpiEntry';
import type { Library } from './libraryOf';
import { TreeEntry } from './TreeEntry';

const PAGE = 20;

const useStyles = makeStyles(theme => ({
  title: {
    margin: theme.spacing(0, 0, 1.5),
    fontSize: theme.typography.h6.fontSize,
    fontWeight: 600,
  },
  count: {
    fontSize: theme.typography.body2.fontSize,
    fontWeight: 400,
    color: theme.palette.textSubtle,
  },
  list: {
    display: 'grid',
    gridTemplateColumns: 'minmax(0, 1fr)',
    gap: theme.spacing(1.5),
    margin: 0,
    padding: 0,
    listStyle: 'none',
  },
  trees: {
    gridTemplateColumns: 'repeat(auto-fill, minmax(min(100%, 460px), 1fr))',
    alignItems: 'start',
  },
  more: { marginTop: theme.spacing(1.5) },
}));

type LibraryListProps = {
  /** What passes the filters. */
  shown: Library;
  library: Library;
};

/** The trees and KPIs that pass the filters; KPIs page by page. */
export const LibraryList = ({ shown, library }: LibraryListProps) => {
  const classes = useStyles();
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const { formatCount } = useFormat();
  const { allowed: mayTry } = usePermission({
    permission: kpiTreeDefinitionTryPermission,
  });
  const [limit, setLimit] = useState(PAGE);
  const { trees, kpis } = shown;
  const title = (name: string, some: unknown[], all: unknown[]) => (
    <h2 className={classes.title}>
      {name}{' '}
      <span className={classes.count}>
        {t('library.shownOf', {
          shown: formatCount(some.length),
          total: formatCount(all.length),
        })}
      </span>
    </h2>
  );
  if (!trees.length && !kpis.length) {
    return <p role="status">{t('library.noMatch')}</p>;
  }
  return (
    <>
      {trees.length > 0 && (
        <section>
          {title(t('library.trees'), trees, library.trees)}
          <ul
            className={classNames(classes.list, classes.trees)}
            aria-label={t('library.trees')}
          >
            {trees.map(entry => (
              <TreeEntry key={entry.tree.entityRef} entry={entry} />
            ))}
          </ul>
        </section>
      )}
      {kpis.length > 0 && (
        <section>
          {title(t('library.kpis'), kpis, library.kpis)}
          <ul className={classes.list} aria-label={t('library.kpis')}>
            {kpis.slice(0, limit).map(entry => (
              <KpiEntry
                key={entry.kpi.entityRef}
                entry={entry}
                mayTry={mayTry}
              />
            ))}
          </ul>
          {kpis.length > limit && (
            <Button
              className={classes.more}
              size="small"
              color="primary"
              onClick={() => setLimit(limit + PAGE)}
            >
              {t('library.more', { total: formatCount(kpis.length) })}
            </Button>
          )}
        </section>
      )}
    </>
  );
};
