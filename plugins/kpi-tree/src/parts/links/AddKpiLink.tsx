import { Link } from '@backstage/core-components';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { makeStyles } from '@material-ui/core/styles';
import { usePermission } from '@backstage/plugin-permission-react';
import { kpiTreeDefinitionTryPermission } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { kpiTreeTranslationRef } from '../../texts';
import { usePortalPath } from './usePortalPath';

type AddKpiLinkProps = {
  /** What is measured first: an entity reference, or `all`. */
  scope: string;
  tree: string;
  /** The id of the node that gets the KPI. */
  node: string;
};

/** To the page where an author writes a new KPI below a node, if they may. */
export const AddKpiLink = ({ scope, tree, node }: AddKpiLinkProps) => {
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  return <TryTabLink query={{ tree, node, scope }}>{t('try.add')}</TryTabLink>;
};

/** To the page where an author changes a Kpi, if they may. */
export const ChangeKpiLink = ({ entityRef }: { entityRef: string }) => {
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  return (
    <TryTabLink query={{ draft: entityRef }}>{t('try.change')}</TryTabLink>
  );
};

// As tall as a finger needs
const useStyles = makeStyles({
  root: { display: 'inline-block', lineHeight: '24px' },
});

type TryTabLinkProps = { query: Record<string, string>; children: string };

function TryTabLink({ query, children }: TryTabLinkProps) {
  const classes = useStyles();
  const portal = usePortalPath();
  const { allowed } = usePermission({
    permission: kpiTreeDefinitionTryPermission,
  });
  return allowed && portal ? (
    <Link
      className={classes.root}
      to={`${portal}?${new URLSearchParams({ tab: 'try', ...query })}`}
    >
      {children}
    </Link>
  ) : null;
}
