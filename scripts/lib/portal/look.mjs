import { join } from 'node:path';
import { findChromium } from '../chromium.mjs';

/** How long the first page may take: a new portal has its catalog and KPIs to read. */
const MINUTES = 2;

/**
 * Looks at the portal as its user does: the page, a service's card and tab, and a Kpi. The
 * numbers are those of the README's CSV: one incident of October 2026, restored in 2 hours.
 *
 * @param {string} url - of the portal
 * @param {string} pictures - a folder for a screenshot of each
 * @returns {Promise<string[]>} what was seen
 */
export async function lookAt(url, pictures) {
  const { chromium } = await import('@playwright/test');
  const { executablePath, env } = await findChromium();
  const browser = await chromium.launch({
    executablePath,
    env: { ...process.env, ...env },
    args: ['--no-sandbox'],
  });
  const page = await browser.newPage({
    viewport: { width: 1440, height: 1000 },
  });
  /** @type {string[]} */
  const mistakes = [];
  page.on('pageerror', error => mistakes.push(String(error)));
  /** @type {string[]} */
  const seen = [];
  const enter = page.getByRole('button', { name: 'Enter' });
  /**
   * @param {string} path
   * @param {import('@playwright/test').Locator} there - what the page shows
   */
  const open = async (path, there) => {
    await page.goto(new URL(path, url).href);
    await enter.or(there).first().waitFor({ timeout: 60_000 });
    if (await enter.isVisible()) {
      await enter.click();
    }
    await there.first().waitFor({ timeout: 20_000 });
  };
  /**
   * @param {string} name
   * @param {string} path
   * @param {import('@playwright/test').Locator} there - what the page shows, at the
   *   latest once everything is collected
   */
  const look = async (name, path, there) => {
    try {
      await retry(() => open(path, there), MINUTES * 60_000);
      seen.push(name);
    } finally {
      await page.screenshot({ path: join(pictures, `${name}.png`) });
    }
  };
  try {
    const service = '/catalog/default/component/payments';
    await look('card', service, page.getByText('Detect to Correct'));
    const measured = page
      .getByRole('row')
      .filter({ hasText: 'Mean time to restore' })
      .filter({ hasText: 'On target' })
      .filter({ hasText: '2 h' });
    await look('tab', `${service}/kpi-tree`, measured);
    await look('page', '/kpi-tree', page.getByText('Catalog quality'));
    const inOrder = page.getByText('This definition is in order.');
    await look('kpi', '/catalog/default/kpi/incident-mttr', inOrder);
    if (mistakes.length) {
      throw new Error(`The pages reported: ${mistakes.join('\n')}`);
    }
    return seen;
  } finally {
    await browser.close();
  }
}

/**
 * @param {() => Promise<void>} attempt
 * @param {number} timeout - in ms
 */
async function retry(attempt, timeout) {
  const end = Date.now() + timeout;
  for (;;) {
    try {
      return await attempt();
    } catch (error) {
      if (Date.now() > end) {
        throw error;
      }
    }
  }
}
