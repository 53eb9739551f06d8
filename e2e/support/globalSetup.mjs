import { findChromium } from '../../scripts/lib/chromium.mjs';
import { addSampleData } from '../../scripts/lib/sample-data.mjs';
import { shutdown } from '../../scripts/lib/shutdown.mjs';
import { startSystems } from '../sources/systems.mjs';
import {
  buildApp,
  libraryPortal,
  samplePortal,
  sourcesPortal,
  startPortal,
} from './portal.mjs';

/**
 * Prepares the browser and the portals for all tests.
 *
 * With KPI_TREE_E2E_URL the tests run against a portal that runs already, such
 * as the one of `npm start`: for working on a test.
 */
export default async function globalSetup() {
  const { executablePath, env } = await findChromium();
  process.env.KPI_TREE_E2E_BROWSER = executablePath;
  process.env.KPI_TREE_E2E_BROWSER_ENV = JSON.stringify(env);
  try {
    if (!process.env.KPI_TREE_E2E_URL) {
      await buildApp();
      const [sample, library] = await Promise.all(
        [samplePortal, libraryPortal].map(startPortal),
      );
      await addSampleData(sample);
      process.env.KPI_TREE_E2E_URL = sample;
      process.env.KPI_TREE_E2E_LIBRARY_URL = library;
      const systems = await startSystems();
      if (systems) {
        Object.assign(process.env, systems);
        process.env.KPI_TREE_E2E_SOURCES_URL = await startPortal(sourcesPortal);
      }
    }
  } catch (error) {
    // Without a set-up there is no tear-down
    await shutdown();
    throw error;
  }
  return shutdown;
}
