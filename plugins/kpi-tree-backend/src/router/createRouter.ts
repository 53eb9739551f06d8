import {
  AuthService,
  HttpAuthService,
  PermissionsService,
  UserInfoService,
} from '@backstage/backend-plugin-api';
import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { InputError } from '@backstage/errors';
import express from 'express';
import { RequestContext } from '../access/RequestContexts';
import { Audit } from '../audit/Audit';
import { createOpenApiRouter } from '../schema/openapi.generated';
import { Services } from '../services';
import { addBadgeRoutes } from './badgeRoutes';
import { addContributionRoutes } from './contributionRoutes';
import { addChangeRoutes } from './changeRoutes';
import { addDefinitionRoutes } from './definitionRoutes';
import { addDraftRoutes } from './draftRoutes';
import { addInsightRoutes } from './insightRoutes';
import { addMeasurementRoutes } from './measurementRoutes';
import { jsonBody } from './jsonBody';
import { KpiRightsReader } from './KpiRightsReader';
import { numbersGate } from './numbersGate';
import { addQualityRoutes } from './qualityRoutes';
import { refuseUnusable } from './refuseUnusable';
import { addRunRoutes } from './runRoutes';
import { addScorecardRoutes } from './scorecardRoutes';
import { addStatusRoutes } from './statusRoutes';
import { addViewRoutes } from './viewRoutes';

/** What the router is made of. */
export type RouterOptions = Services & {
  audit: Audit;
  auth: AuthService;
  httpAuth: HttpAuthService;
  userInfo: UserInfoService;
  permissions: PermissionsService;
  measurementRights: KpiRightsReader;
  changeRights: KpiRightsReader;
  /** Ends what was started here when the backend is shut down. */
  shutdown?: AbortSignal;
};

type Credentials = HttpAuthService['credentials'];

/**
 * What the routes need. The definitions they have of the context of the request only,
 * so that none forgets who asks.
 */
export type RouterServices = Omit<RouterOptions, 'definitions' | 'contexts'> & {
  /** The context of a request, of users and services if nothing else is allowed. */
  contextOf: (
    req: object,
    options?: Parameters<Credentials>[1],
  ) => Promise<RequestContext>;
};

/** The router that `openapi.yaml` types and validates. */
export type KpiTreeRouter = Awaited<ReturnType<typeof createOpenApiRouter>>;

/** The REST API of the plugin, as `src/schema/openapi.yaml` describes it. */
export async function createRouter({
  definitions: _,
  contexts,
  ...options
}: RouterOptions): Promise<express.Router> {
  const services: RouterServices = {
    ...options,
    contextOf: async (req, allowed) =>
      contexts.of(
        await options.httpAuth.credentials(
          req as Parameters<Credentials>[0],
          allowed,
        ),
      ),
  };
  const router = await createOpenApiRouter({
    // Bodies are parsed before; with no middleware it would parse them itself
    middleware: [(_req, _res, next) => next()],
  });
  (router as unknown as express.Router).use(refuseUnusable);
  addDefinitionRoutes(router, services);
  addScorecardRoutes(router, services);
  addContributionRoutes(router, services);
  addInsightRoutes(router, services);
  addRunRoutes(router, services);
  addMeasurementRoutes(router, services);
  addChangeRoutes(router, services);
  addDraftRoutes(router, services);
  addQualityRoutes(router, services);
  addStatusRoutes(router, services);
  addViewRoutes(router, services);
  addBadgeRoutes(router, services);
  // Within the other router all errors of these would become bad requests
  return express
    .Router()
    .use(jsonBody(), numbersGate(services.arithmetic, services.config))
    .use(router as unknown as express.Router);
}

/**
 * The full reference of an entity that a path or query names.
 *
 * @throws `InputError`
 */
export function toEntityRef(
  ref: string | { kind: string; namespace: string; name: string },
): string {
  try {
    return stringifyEntityRef(
      typeof ref === 'string' ? parseEntityRef(ref) : ref,
    );
  } catch (error) {
    throw new InputError(
      `${ref} is not an entity reference: use one such as system:default/payments, or all`,
    );
  }
}
