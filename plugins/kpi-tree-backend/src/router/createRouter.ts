import express from 'express';
import { createOpenApiRouter } from '../schema/openapi.generated';
import { addBadgeRoutes } from './badgeRoutes';
import { addContributionRoutes } from './contributionRoutes';
import { addChangeRoutes } from './changeRoutes';
import { addDefinitionRoutes } from './definitionRoutes';
import { addDraftRoutes } from './draftRoutes';
import { addInsightRoutes } from './insightRoutes';
import { addMeasurementRoutes } from './measurementRoutes';
import { jsonBody } from './jsonBody';
import { numbersGate } from './numbersGate';
import { addQualityRoutes } from './qualityRoutes';
import { refuseUnusable } from './refuseUnusable';
import { addRunRoutes } from './runRoutes';
import { addScorecardRoutes } from './scorecardRoutes';
import { addStatusRoutes } from './statusRoutes';
import { addViewRoutes } from './viewRoutes';
import {
  RouterOptions,
  ReadCredentials,
  RouterServices,
} from './KpiTreeRouter';

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
          req as Parameters<ReadCredentials>[0],
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
