import { databaseEnvironment } from '../../scripts/lib/test-steps.mjs';
import { systemsEnvironment } from '../../scripts/lib/systems.mjs';

/**
 * Starts the real systems of the sources portal.
 *
 * @returns {Promise<Record<string, string> | undefined>} the variables of its
 *   configuration; nothing where the machine cannot run them
 */
export async function startSystems() {
  const {
    KPI_TREE_TEST_MARIADB_URL: mariadb,
    KPI_TREE_TEST_PROMETHEUS_URL: prometheus,
    KPI_TREE_TEST_REQUEST_TRACKER_URL: tracker,
  } = await systemsEnvironment();
  if (!mariadb || !prometheus || !tracker) {
    return undefined;
  }
  const { BACKSTAGE_TEST_DATABASE_POSTGRES18_CONNECTION_STRING: postgres } =
    await databaseEnvironment();
  const { host, username, password } = new URL(tracker);
  const credentials = Buffer.from(`${username}:${password}`).toString('base64');
  return {
    KPI_TREE_E2E_MARIADB_URL: mariadb,
    KPI_TREE_E2E_POSTGRES_URL: postgres,
    KPI_TREE_E2E_PROMETHEUS_HOST: new URL(prometheus).host,
    KPI_TREE_E2E_TRACKER_HOST: host,
    KPI_TREE_E2E_TRACKER_AUTHORIZATION: `Basic ${credentials}`,
  };
}
