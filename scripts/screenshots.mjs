/**
 * Makes the pictures of the README from a running portal:
 *
 *   npm start                        in one terminal
 *   node scripts/screenshots.mjs     in another
 *
 * Another portal or another folder can be given:
 * `node scripts/screenshots.mjs --url http://localhost:3000 --out docs/images`
 */
import { mkdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { chromium } from '@playwright/test';
import { findChromium } from './lib/chromium.mjs';
import { rootDir } from './lib/paths.mjs';

const { values } = parseArgs({
  options: {
    url: { type: 'string', default: 'http://localhost:3000' },
    out: { type: 'string', default: join(rootDir, 'docs/images') },
  },
});

const service = '/catalog/default/component/actions';
const wide = { width: 1400, height: 1000 };
const narrow = { width: 360, height: 760 };

/** @typedef {import('@playwright/test').Page} Page */

const tree = (/** @type {Page} */ page) => page.getByRole('treegrid');
const drawer = (/** @type {Page} */ page) => page.getByRole('dialog');
const card = (/** @type {Page} */ page) =>
  page.getByRole('list', { name: 'KPIs that need attention' });

const moved = (/** @type {Page} */ page) =>
  page.getByRole('list', { name: 'What moved' });

const formula = (/** @type {Page} */ page) => page.getByLabel('Formula');

/** Tries the KPI on a service. */
async function runTrial(/** @type {Page} */ page) {
  await page.getByText('This definition is in order.').waitFor();
  await page.getByRole('textbox', { name: 'Entity' }).fill('actions');
  await page.getByText('component:default/actions').click();
  await page.getByRole('button', { name: 'Run' }).click();
}

const trial = (/** @type {Page} */ page) =>
  page.getByRole('region', { name: 'Result' });

/** What is taken: a name, a page, a size, what is done there, and what has to be seen. */
const shots = [
  { name: 'service', path: `${service}/kpi-tree`, size: wide, see: tree },
  {
    name: 'service-narrow',
    path: `${service}/kpi-tree`,
    size: narrow,
    see: tree,
  },
  { name: 'card', path: service, size: wide, see: card },
  {
    name: 'kpi',
    path: `${service}/kpi-tree?kpi=incident-mttr`,
    size: wide,
    see: drawer,
  },
  {
    name: 'kpi-narrow',
    path: `${service}/kpi-tree?kpi=incident-mttr`,
    size: narrow,
    see: drawer,
  },
  { name: 'moved', path: '/kpi-tree', size: wide, see: moved },
  {
    name: 'portfolio',
    path: '/kpi-tree?tree=it-transformation',
    size: wide,
    see: tree,
  },
  {
    name: 'definition',
    path: '/catalog/kpi-library/kpi/change-failure-rate',
    size: wide,
    see: formula,
  },
  {
    name: 'try',
    path: '/kpi-tree?tab=try&draft=kpi:default/incident-mttr',
    size: wide,
    act: runTrial,
    see: trial,
  },
];

const out = resolve(values.out);
mkdirSync(out, { recursive: true });
const { executablePath, env } = await findChromium();
const browser = await chromium.launch({
  executablePath,
  args: ['--no-sandbox'],
  env: { ...process.env, ...env },
});
try {
  for (const theme of ['light', 'dark']) {
    const context = await browser.newContext({
      locale: 'en-US',
      timezoneId: 'UTC',
      reducedMotion: 'reduce',
    });
    await context.addInitScript(name => {
      localStorage.setItem('theme', name);
    }, theme);
    const page = await context.newPage();
    await page.goto(values.url);
    const enter = page.getByRole('button', { name: 'Enter' });
    await enter.click();
    await enter.waitFor({ state: 'detached' });
    await page.waitForLoadState('networkidle');
    for (const { name, path, size, act, see } of shots) {
      await page.setViewportSize(size);
      await page.goto(new URL(path, values.url).href);
      await act?.(page);
      await see(page).first().waitFor();
      await page.waitForLoadState('networkidle');
      // The chart draws itself once its size is known
      await page.waitForTimeout(500);
      await page.screenshot({ path: join(out, `${name}-${theme}.png`) });
      console.log(`${name}-${theme}.png`);
    }
    await context.close();
  }
} finally {
  await browser.close();
}
