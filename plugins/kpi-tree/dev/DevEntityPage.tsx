import { Content, Header, HeaderTabs, Page } from '@backstage/core-components';
import {
  createPlugin,
  createRoutableExtension,
  useApi,
  useRouteRefParams,
} from '@backstage/core-plugin-api';
import {
  catalogApiRef,
  EntityProvider,
  entityRouteRef,
} from '@backstage/plugin-catalog-react';
import { useLocation, useNavigate, useOutlet } from 'react-router-dom';
import useAsync from 'react-use/lib/useAsync';

const tabs = [
  { id: '', label: 'Overview' },
  { id: 'kpi-tree', label: 'KPIs' },
];

/** As much of an entity page as the card and the tab need around them. */
const EntityPage = () => {
  const catalogApi = useApi(catalogApiRef);
  const params = useRouteRefParams(entityRouteRef);
  const outlet = useOutlet();
  const navigate = useNavigate();
  const { pathname } = useLocation();
  const { value: entity } = useAsync(
    () => catalogApi.getEntityByRef(params),
    [catalogApi, params.kind, params.namespace, params.name],
  );
  const base = `/catalog/${params.namespace}/${params.kind}/${params.name}`;
  return (
    <Page themeId="service">
      <Header
        title={entity?.metadata.title ?? params.name}
        type={params.kind}
      />
      <HeaderTabs
        tabs={tabs}
        selectedIndex={pathname.endsWith('kpi-tree') ? 1 : 0}
        onChange={index => navigate(`${base}/${tabs[index].id}`)}
      />
      <Content>
        {entity && <EntityProvider entity={entity}>{outlet}</EntityProvider>}
      </Content>
    </Page>
  );
};

const devCatalogPlugin = createPlugin({
  id: 'dev-catalog',
  routes: { entity: entityRouteRef },
});

export const DevEntityPage = devCatalogPlugin.provide(
  createRoutableExtension({
    name: 'DevEntityPage',
    component: async () => EntityPage,
    mountPoint: entityRouteRef,
  }),
);
