import {
  coreServices,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import { ConfigReader } from '@backstage/config';
import { JsonObject } from '@backstage/types';

/** What the client of the trial signs in with. */
export const TOKEN = 'a-token-of-the-trial-and-of-nothing-else';

/**
 * The configuration of one of the backends: all share a database, each finds the
 * plugins of the others at the ports given.
 */
export function configOf(options: {
  port: string;
  database: string;
  discovery: { [plugin: string]: string };
  more: JsonObject;
}) {
  const config = new ConfigReader({
    app: { baseUrl: 'http://localhost' },
    backend: {
      baseUrl: `http://127.0.0.1:${options.port}`,
      listen: { port: Number(options.port), host: '127.0.0.1' },
      database: {
        client: 'pg',
        connection: options.database,
        pluginDivisionMode: 'schema',
        ensureSchemaExists: true,
      },
      auth: {
        externalAccess: [
          { type: 'static', options: { token: TOKEN, subject: 'trial' } },
        ],
      },
    },
    discovery: {
      endpoints: Object.entries(options.discovery).map(([plugin, port]) => ({
        target: `http://127.0.0.1:${port}/api/{{pluginId}}`,
        plugins: [plugin],
      })),
    },
    ...options.more,
  });
  return createServiceFactory({
    service: coreServices.rootConfig,
    deps: {},
    factory: () => config,
  });
}
