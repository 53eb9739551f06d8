/**
 * The plugin for the new frontend system.
 *
 * @packageDocumentation
 */
import { discoveryApiRef, fetchApiRef } from '@backstage/core-plugin-api';
import {
  ApiBlueprint,
  createFrontendPlugin,
  PageBlueprint,
} from '@backstage/frontend-plugin-api';
import {
  EntityCardBlueprint,
  EntityContentBlueprint,
} from '@backstage/plugin-catalog-react/alpha';
import AccountTreeIcon from '@material-ui/icons/AccountTree';
import { z } from 'zod';
import { KpiTreeClient, kpiTreeApiRef } from './api';
import { cardSections } from './screens/card/cardSections';
import {
  definitionKinds,
  kindsWithKpis,
} from './parts/links/isKpiTreeAvailable';
import { homeExtensions } from './backstage/homeExtensions';
import { portfolioConfigSchema } from './backstage/portfolioConfigSchema';
import {
  entityContentRouteRef,
  kpiOfAllRouteRef,
  kpiRouteRef,
  registerRouteRef,
  rootRouteRef,
} from './parts/links/routes';
import { searchExtensions } from './backstage/searchExtensions';
import { kpiTreeTranslationRef } from './texts';

/** Backstage translates titles since 1.57; before that they are in English. */
function titleOf(key: 'portal.title' | 'card.title', english: string) {
  return typeof kpiTreeTranslationRef === 'function'
    ? kpiTreeTranslationRef(key)
    : english;
}

const filter = { kind: { $in: kindsWithKpis } };

const kpiTreeApi = ApiBlueprint.make({
  params: defineParams =>
    defineParams({
      api: kpiTreeApiRef,
      deps: { discoveryApi: discoveryApiRef, fetchApi: fetchApiRef },
      factory: options => new KpiTreeClient(options),
    }),
});

const kpiTreePage = PageBlueprint.makeWithOverrides({
  configSchema: portfolioConfigSchema,
  factory: (originalFactory, { config }) =>
    originalFactory({
      path: '/kpi-tree',
      routeRef: rootRouteRef,
      title: titleOf('portal.title', 'KPI tree'),
      icon: <AccountTreeIcon fontSize="inherit" />,
      loader: async () => {
        const [{ PortalRoutes }, { Content }] = await Promise.all([
          import('./screens/portal/PortalRoutes'),
          import('@backstage/core-components'),
        ]);
        return (
          <Content>
            <PortalRoutes {...config} />
          </Content>
        );
      },
    }),
});

const entityKpiTreeCard = EntityCardBlueprint.makeWithOverrides({
  configSchema: { sections: z.array(z.enum(cardSections)).optional() },
  factory: (originalFactory, { config: { sections } }) =>
    originalFactory({
      type: 'content',
      filter,
      loader: () =>
        import('./screens/card/EntityKpiTreeCard').then(m => (
          <m.EntityKpiTreeCard sections={sections} />
        )),
    }),
});

const entityDefinitionCard = EntityCardBlueprint.make({
  name: 'definition',
  params: {
    type: 'content',
    filter: { kind: { $in: definitionKinds } },
    loader: () =>
      import('./screens/definition/EntityDefinitionCard').then(m => (
        <m.EntityDefinitionCard />
      )),
  },
});

const entityDefinitionUsageCard = EntityCardBlueprint.make({
  name: 'definition-usage',
  params: {
    type: 'content',
    filter: { kind: { $in: definitionKinds } },
    loader: () =>
      import('./screens/definition/EntityDefinitionUsageCard').then(m => (
        <m.EntityDefinitionUsageCard />
      )),
  },
});

const entityDefinitionHistoryCard = EntityCardBlueprint.make({
  name: 'definition-history',
  params: {
    type: 'content',
    filter: { kind: { $in: definitionKinds } },
    loader: () =>
      import('./screens/definition/EntityDefinitionHistoryCard').then(m => (
        <m.EntityDefinitionHistoryCard />
      )),
  },
});

const entityKpiTreeContent = EntityContentBlueprint.make({
  params: {
    path: '/kpi-tree',
    title: titleOf('card.title', 'KPIs'),
    routeRef: entityContentRouteRef,
    filter,
    loader: () =>
      import('./screens/tree/EntityKpiTreeContent').then(m => (
        <m.EntityKpiTreeContent />
      )),
  },
});

export { kpiTreeTranslationRef } from './texts';

/**
 * Entity card, entity tab and portal page.
 *
 * @alpha
 */
export default createFrontendPlugin({
  pluginId: 'kpi-tree',
  title: 'KPI tree',
  icon: <AccountTreeIcon fontSize="inherit" />,
  info: { packageJson: () => import('../package.json') },
  routes: {
    root: rootRouteRef,
    kpi: kpiRouteRef,
    kpiOfAll: kpiOfAllRouteRef,
    entityContent: entityContentRouteRef,
  },
  externalRoutes: { register: registerRouteRef },
  extensions: [
    kpiTreeApi,
    kpiTreePage,
    entityKpiTreeCard,
    entityDefinitionCard,
    entityDefinitionUsageCard,
    entityDefinitionHistoryCard,
    entityKpiTreeContent,
    ...homeExtensions,
    ...searchExtensions,
  ],
});
