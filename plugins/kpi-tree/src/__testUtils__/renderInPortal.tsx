import type { Entity } from '@backstage/catalog-model';
import { StorageApi, storageApiRef } from '@backstage/core-plugin-api';
import { catalogApiRef, entityRouteRef } from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { permissionApiRef } from '@backstage/plugin-permission-react';
import {
  mockApis,
  renderInTestApp,
  TestApiProvider,
} from '@backstage/test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { ReactNode } from 'react';
import { useLocation } from 'react-router-dom';
import { SWRConfig } from 'swr';
import { KpiTreeApi, kpiTreeApiRef } from '../api';
import {
  actionsEntity,
  MockKpiTreeApi,
  sampleKpiEntities,
  sampleScopes,
} from '../fixtures';
import { rootRouteRef } from '../parts/links/routes';

/** Shows the address, so that tests can read the state that it holds. */
const Address = () => {
  const { pathname, search } = useLocation();
  return <output data-testid="address">{`${pathname}${search}`}</output>;
};

type Options = {
  /** What of the sample backend answers otherwise. */
  api?: Partial<KpiTreeApi>;
  /** The query of the address. */
  search?: string;
  /** The whole address, where it is not that of a query only. */
  path?: string;
  /** Whether the user may see and start collections. */
  allowed?: boolean;
  /** What is remembered for the user. */
  storage?: StorageApi;
  /** What the catalog has beside the sample. */
  entities?: Entity[];
};

/** Renders something in a portal whose backend answers from the fixtures. */
export function renderInPortal(
  element: ReactNode,
  {
    api = {},
    search = '',
    path = `/${search}`,
    allowed = true,
    storage = mockApis.storage(),
    entities = [],
  }: Options = {},
) {
  const kpiTreeApi: KpiTreeApi = Object.assign(new MockKpiTreeApi(), api);
  return renderInTestApp(
    <TestApiProvider
      apis={[
        [kpiTreeApiRef, kpiTreeApi],
        [storageApiRef, storage],
        [
          catalogApiRef,
          catalogApiMock({
            entities: [
              ...sampleScopes,
              actionsEntity,
              ...sampleKpiEntities,
              ...entities,
            ],
          }),
        ],
        [
          permissionApiRef,
          mockApis.permission({
            authorize: allowed ? AuthorizeResult.ALLOW : AuthorizeResult.DENY,
          }),
        ],
      ]}
    >
      {/* Backstage remembers decisions of permissions there, across tests */}
      <SWRConfig value={{ provider: () => new Map() }}>{element}</SWRConfig>
      <Address />
    </TestApiProvider>,
    {
      mountedRoutes: {
        '/catalog/:namespace/:kind/:name': entityRouteRef,
        '/kpi-tree': rootRouteRef,
      },
      routeEntries: [path],
    },
  );
}

/** A promise that the test settles. */
export function deferred<T>() {
  let resolve!: (value: T) => void;
  const promise = new Promise<T>(r => {
    resolve = r;
  });
  return { promise, resolve };
}
