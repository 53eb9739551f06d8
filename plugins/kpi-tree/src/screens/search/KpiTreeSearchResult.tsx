import { parseEntityRef } from '@backstage/catalog-model';
import { Link } from '@backstage/core-components';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import type {
  IndexableDocument,
  ResultHighlight,
} from '@backstage/plugin-search-common';
import { HighlightedSearchResultText } from '@backstage/plugin-search-react';
import { LIBRARY_NAMESPACE } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { makeStyles } from '@material-ui/core/styles';
import AccountTreeIcon from '@material-ui/icons/AccountTree';
import TrackChangesIcon from '@material-ui/icons/TrackChanges';
import { ReactNode } from 'react';
import { kpiTreeTranslationRef } from '../../texts';

/**
 * What the collator `kpi-tree` indexes, as the search page has it.
 *
 * @public
 */
export type KpiTreeSearchDocument = Omit<IndexableDocument, 'authorization'> & {
  kind?: string;
  namespace?: string;
  owner?: string;
  lifecycle?: string;
};

const useStyles = makeStyles(theme => ({
  root: {
    display: 'flex',
    gap: theme.spacing(2),
    width: '100%',
    padding: theme.spacing(1, 0),
    overflowWrap: 'anywhere',
  },
  icon: { flex: 'none', color: theme.palette.textSubtle },
  title: { fontSize: theme.typography.h6.fontSize, fontWeight: 600 },
  facts: {
    display: 'flex',
    flexWrap: 'wrap',
    columnGap: theme.spacing(1),
    color: theme.palette.textSubtle,
    fontSize: theme.typography.body2.fontSize,
    // Below a link that is a link itself
    lineHeight: '24px',
    // A dot between each two
    '& > span + span::before': {
      content: '"·"',
      marginRight: theme.spacing(1),
    },
  },
  text: {
    display: '-webkit-box',
    WebkitBoxOrient: 'vertical',
    WebkitLineClamp: 3,
    overflow: 'hidden',
    fontSize: theme.typography.body2.fontSize,
    color: theme.palette.text.primary,
  },
}));

/**
 * What the search page gives to the one that shows a result.
 *
 * @public
 */
export type KpiTreeSearchResultProps = {
  result?: KpiTreeSearchDocument;
  highlight?: ResultHighlight;
  rank?: number;
  icon?: ReactNode;
};

/** A KPI or KPI tree that was found. */
export const KpiTreeSearchResult = ({
  result,
  highlight,
}: KpiTreeSearchResultProps) => {
  const classes = useStyles();
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  if (!result) {
    return null;
  }
  const isTree = result.kind === 'KpiTree';
  const Icon = isTree ? AccountTreeIcon : TrackChangesIcon;
  const marked = (field: 'title' | 'text') =>
    highlight?.fields[field] ? (
      <HighlightedSearchResultText
        text={highlight.fields[field]}
        preTag={highlight.preTag}
        postTag={highlight.postTag}
      />
    ) : (
      result[field]
    );
  return (
    <div className={classes.root}>
      <Icon className={classes.icon} aria-hidden />
      <div>
        <Link noTrack to={result.location} className={classes.title}>
          {marked('title')}
        </Link>
        <div className={classes.facts}>
          <span>{isTree ? t('search.tree') : t('search.kpi')}</span>
          {result.namespace === LIBRARY_NAMESPACE && (
            <span>{t('search.fromLibrary')}</span>
          )}
          {result.lifecycle && <span>{result.lifecycle}</span>}
          {result.owner && (
            <span>
              <EntityRefLink
                entityRef={parseEntityRef(result.owner, {
                  defaultKind: 'group',
                  defaultNamespace: result.namespace,
                })}
                defaultKind="group"
              />
            </span>
          )}
        </div>
        <div className={classes.text}>{marked('text')}</div>
      </div>
    </div>
  );
};
