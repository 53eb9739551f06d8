import { Content, Header, Page } from '@backstage/core-components';
import { PortfolioContent } from './PortfolioContent';

/** The portal page with a header of its own, for the classic system. */
export const KpiTreePage = () => (
  <Page themeId="tool">
    <Header title="KPI tree" />
    <Content>
      <PortfolioContent />
    </Content>
  </Page>
);
