import { SidebarItem } from '@backstage/core-components';
import { createDevApp } from '@backstage/dev-utils';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import CategoryIcon from '@material-ui/icons/Category';
import { Route, Routes } from 'react-router-dom';
import { kpiTreeApiRef } from '../src/api';
import {
  actionsEntity,
  lonelyEntity,
  MockKpiTreeApi,
  sampleScopes,
} from '../src/fixtures';
import {
  EntityKpiTreeCard,
  EntityKpiTreeContent,
  KpiTreePage,
  kpiTreePlugin,
} from '../src/plugin';
import { DevEntityPage } from './DevEntityPage';

createDevApp()
  .registerPlugin(kpiTreePlugin)
  .registerApi({
    api: kpiTreeApiRef,
    deps: {},
    factory: () => new MockKpiTreeApi(),
  })
  .registerApi({
    api: catalogApiRef,
    deps: {},
    factory: () =>
      catalogApiMock({
        entities: [actionsEntity, lonelyEntity, ...sampleScopes],
      }),
  })
  .addPage({ path: '/kpi-tree', title: 'KPI tree', element: <KpiTreePage /> })
  .addPage({
    path: '/catalog/:namespace/:kind/:name',
    element: <DevEntityPage />,
    children: (
      <Routes>
        <Route path="/" element={<EntityKpiTreeCard />} />
        <Route path="/kpi-tree" element={<EntityKpiTreeContent />} />
      </Routes>
    ),
  })
  .addSidebarItem(
    <SidebarItem
      key="service"
      icon={CategoryIcon}
      to="/catalog/default/component/actions"
      text="Service with KPIs"
    />,
  )
  .addSidebarItem(
    <SidebarItem
      key="lonely"
      icon={CategoryIcon}
      to="/catalog/default/component/lonely"
      text="Service without"
    />,
  )
  .addSidebarItem(
    <SidebarItem
      key="domain"
      icon={CategoryIcon}
      to="/catalog/default/domain/github"
      text="Domain"
    />,
  )
  .render();
