import {
  createExtensionTester,
  mockApis,
  renderTestApp,
} from '@backstage/frontend-test-utils';
import {
  PageBlueprint,
  translationApiRef,
} from '@backstage/frontend-plugin-api';
import { catalogApiRef, entityRouteRef } from '@backstage/plugin-catalog-react';
import { EntityCardBlueprint } from '@backstage/plugin-catalog-react/alpha';
import {
  catalogApiMock,
  createTestEntityPage,
} from '@backstage/plugin-catalog-react/testUtils';
import { permissionApiRef } from '@backstage/plugin-permission-react';
import { screen, waitFor } from '@testing-library/react';
import plugin from './alpha';
import { kpiTreeApiRef } from './api';
import {
  actionsEntity,
  githubDomain,
  MockKpiTreeApi,
  sampleScopes,
} from './fixtures';

const apis = [
  [kpiTreeApiRef, new MockKpiTreeApi()],
  [catalogApiRef, catalogApiMock({ entities: sampleScopes })],
  [permissionApiRef, mockApis.permission()],
] as const;

type EntityExtension = 'entity-card:kpi-tree' | 'entity-content:kpi-tree';

// Owners are links to their entity page, wherever it is
const catalogPage = PageBlueprint.make({
  name: 'entity',
  params: {
    path: '/catalog/:namespace/:kind/:name',
    routeRef: entityRouteRef,
    loader: async () => <></>,
  },
});

const entityPage = (name: EntityExtension) =>
  renderTestApp({
    extensions: [
      createTestEntityPage({ entity: actionsEntity }),
      plugin.getExtension(name),
    ],
    apis: [...apis],
  });

describe('the plugin of the new frontend system', () => {
  // Where an app keeps the language that was used last
  beforeEach(() => window.localStorage.clear());

  it('has a card for the overview of an entity', async () => {
    entityPage('entity-card:kpi-tree');
    expect(
      await screen.findByRole('list', { name: 'KPIs that need attention' }),
    ).toBeInTheDocument();
  });

  it('has a tab for an entity', async () => {
    entityPage('entity-content:kpi-tree');
    expect(
      await screen.findByRole('row', { name: /^Mean time to restore/ }),
    ).toBeInTheDocument();
  });

  it('has a page with a header of the portal', async () => {
    renderTestApp({
      features: [plugin],
      extensions: [catalogPage],
      apis: [...apis],
      initialRouteEntries: ['/kpi-tree'],
    });
    expect(
      await screen.findByRole('list', { name: 'What moved' }),
    ).toBeInTheDocument();
    expect(
      await screen.findByRole('tab', { name: 'Quality' }),
    ).toBeInTheDocument();
    expect(screen.getByRole('heading', { name: 'KPI tree' })).toBeVisible();
  });

  it('has a page whose title is in the language of the app', async () => {
    renderTestApp({
      features: [plugin],
      extensions: [catalogPage],
      apis: [...apis],
      initialRouteEntries: ['/kpi-tree'],
      config: {
        app: {
          extensions: [
            {
              'api:app/app-language': {
                config: {
                  availableLanguages: ['en', 'de'],
                  defaultLanguage: 'de',
                },
              },
            },
          ],
        },
      },
    });
    // The header comes again with the page
    await waitFor(() =>
      expect(screen.getByRole('heading', { name: 'KPI-Baum' })).toBeVisible(),
    );
  });

  it.each<EntityExtension>(['entity-card:kpi-tree', 'entity-content:kpi-tree'])(
    'shows %s for entities that may have KPIs',
    name => {
      const { filterFunction } = EntityCardBlueprint.dataRefs;
      const applies = createExtensionTester(
        plugin.getExtension(name) as ReturnType<
          typeof EntityCardBlueprint.make
        >,
        { apis: [[translationApiRef, mockApis.translation()]] },
      ).get(filterFunction)!;
      expect(applies(actionsEntity)).toBe(true);
      expect(applies(githubDomain)).toBe(true);
      expect(applies({ ...actionsEntity, kind: 'User' })).toBe(false);
      expect(applies({ ...actionsEntity, kind: 'Kpi' })).toBe(false);
    },
  );
});
