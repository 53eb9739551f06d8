import express from 'express';
import { createOpenApiRouter } from '../schema/openapi.generated';
import { jsonBody } from './jsonBody';
import {
  KpiTreeRouter,
  ReadCredentials,
  RouterOptions,
  RouterServices,
} from './KpiTreeRouter';
import { numbersGate } from './numbersGate';
import { refuseUnusable } from './refuseUnusable';

/**
 * The REST API of the plugin, as `src/schema/openapi.yaml` describes it.
 *
 * @param addRoutes - adds the routes of all subjects
 */
export async function createRouter(
  { contexts, ...options }: RouterOptions,
  addRoutes: (router: KpiTreeRouter, services: RouterServices) => void,
): Promise<express.Router> {
  const router = await createOpenApiRouter({
    // Bodies are parsed before; with no middleware it would parse them itself
    middleware: [(_req, _res, next) => next()],
  });
  (router as unknown as express.Router).use(refuseUnusable);
  addRoutes(router, {
    ...options,
    contextOf: async (req, allowed) =>
      contexts.of(
        await options.httpAuth.credentials(
          req as Parameters<ReadCredentials>[0],
          allowed,
        ),
      ),
  });
  // Within the other router all errors of these would become bad requests
  return express
    .Router()
    .use(jsonBody(), numbersGate(options.arithmetic, options.config))
    .use(router as unknown as express.Router);
}
