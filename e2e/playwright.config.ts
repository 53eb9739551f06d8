import { defineConfig } from '@playwright/test';

/**
 * The browser tests run one after another against portals that the global
 * set-up builds and starts. It hands their addresses and the browser on in the
 * environment, which the processes that run the tests inherit.
 */
export default defineConfig({
  testDir: '.',
  testMatch: '*.test.ts',
  outputDir: './results/artifacts',
  globalSetup: './support/globalSetup.mjs',
  workers: 1,
  retries: 0,
  forbidOnly: Boolean(process.env.CI),
  timeout: 60_000,
  expect: { timeout: 30_000 },
  reporter: [['list'], ['json', { outputFile: './results/results.json' }]],
  use: {
    baseURL: process.env.KPI_TREE_E2E_URL,
    viewport: { width: 1440, height: 900 },
    locale: 'en-US',
    timezoneId: 'UTC',
    screenshot: 'only-on-failure',
    trace: 'retain-on-failure',
    launchOptions: {
      executablePath: process.env.KPI_TREE_E2E_BROWSER,
      // Containers and root have no sandbox to offer; only our own pages run
      args: ['--no-sandbox'],
      env: {
        ...process.env,
        ...JSON.parse(process.env.KPI_TREE_E2E_BROWSER_ENV ?? '{}'),
      },
    },
  },
});
