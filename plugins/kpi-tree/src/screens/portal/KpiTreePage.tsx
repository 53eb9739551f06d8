import { Content, Header, Page } from '@backstage/core-components';
import { useTranslationRef } from '@backstage/core-plugin-api/alpha';
import { kpiTreeTranslationRef } from '../../texts';
import type { PortfolioDefaults } from './PortfolioDefaults';
import { PortalRoutes } from './PortalRoutes';

/** The portal page with a header of its own, for the classic system. */
export const KpiTreePage = (props: PortfolioDefaults) => {
  const { t } = useTranslationRef(kpiTreeTranslationRef);
  return (
    <Page themeId="tool">
      <Header title={t('portal.title')} />
      <Content>
        <PortalRoutes {...props} />
      </Content>
    </Page>
  );
};
