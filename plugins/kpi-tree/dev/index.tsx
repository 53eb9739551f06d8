import {
  SidebarDivider,
  SidebarGroup,
  SidebarItem,
} from '@backstage/core-components';
import { createDevApp } from '@backstage/dev-utils';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { permissionApiRef } from '@backstage/plugin-permission-react';
import CategoryIcon from '@material-ui/icons/Category';
import RadioButtonCheckedIcon from '@material-ui/icons/RadioButtonChecked';
import RadioButtonIcon from '@material-ui/icons/RadioButtonUnchecked';
import { Route, Routes } from 'react-router-dom';
import { kpiTreeApiRef } from '../src/api';
import { actionsEntity, lonelyEntity, sampleScopes } from '../src/fixtures';
import {
  EntityKpiTreeCard,
  EntityKpiTreeContent,
  KpiTreePage,
  kpiTreePlugin,
} from '../src/plugin';
import { chooseState, chosenState } from './chosenState';
import { DevEntityPage } from './DevEntityPage';
import { mockApiIn, mockStates } from './mockStates';
import { StoriesPage } from './StoriesPage';

createDevApp()
  .registerPlugin(kpiTreePlugin)
  .registerApi({
    api: kpiTreeApiRef,
    deps: {},
    factory: () => mockApiIn(chosenState()),
  })
  .registerApi({
    api: catalogApiRef,
    deps: {},
    factory: () =>
      catalogApiMock({
        entities: [actionsEntity, lonelyEntity, ...sampleScopes],
      }),
  })
  .registerApi({
    api: permissionApiRef,
    deps: {},
    factory: () => ({
      authorize: async () => ({
        result:
          chosenState() === 'no permission'
            ? AuthorizeResult.DENY
            : AuthorizeResult.ALLOW,
      }),
    }),
  })
  .addPage({ path: '/kpi-tree', title: 'KPI tree', element: <KpiTreePage /> })
  .addPage({ path: '/stories', title: 'Stories', element: <StoriesPage /> })
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
  .addSidebarItem(<SidebarDivider key="divider" />)
  .addSidebarItem(
    <SidebarGroup key="states" label="Backend">
      {mockStates.map(state => (
        <SidebarItem
          key={state}
          icon={
            state === chosenState() ? RadioButtonCheckedIcon : RadioButtonIcon
          }
          text={`Backend: ${state}`}
          onClick={() => chooseState(state)}
        />
      ))}
    </SidebarGroup>,
  )
  .render();
