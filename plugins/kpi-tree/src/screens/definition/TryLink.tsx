import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { type Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { LinkButton } from '@backstage/core-components';
import { useRouteRef } from '@backstage/core-plugin-api';
import { usePermission } from '@backstage/plugin-permission-react';
import { kpiTreeDefinitionTryPermission } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { rootRouteRef } from '../../parts/links/routes';
import { kpiTreeTranslationRef } from '../../texts';

/** To the page where an author changes a Kpi and tries it, if they may. */
export const TryLink = ({ entity }: { entity: Entity }) => {
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  const portalPage = useRouteRef(rootRouteRef);
  const { allowed } = usePermission({
    permission: kpiTreeDefinitionTryPermission,
  });
  const query = new URLSearchParams({
    tab: 'try',
    draft: stringifyEntityRef(entity),
  });
  return allowed ? (
    <div>
      <LinkButton
        to={`${portalPage()}?${query}`}
        variant="outlined"
        color="primary"
        size="small"
      >
        {t('definition.tryIt')}
      </LinkButton>
    </div>
  ) : null;
};
