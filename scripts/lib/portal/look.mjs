import { join } from 'node:path';
import { findChromium } from '../chromium.mjs';

/** How long the first page may take: a new portal has its catalog and KPIs to read. */
const MINUTES = 5;

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
  const timeout = MINUTES * 60_000;
  /** @type {string[]} */
  const seen = [];
  /**
   * @param {string} name
   * @param {string} path
   * @param {(string | RegExp)[]} texts
   */
  const look = async (name, path, texts) => {
    await page.goto(new URL(path, url).href);
    try {
      for (const text of texts) {
        const reload = async () => {
          await page.reload();
          await page.getByText(text).first().waitFor({ timeout: 20_000 });
        };
        await page
          .getByText(text)
          .first()
          .waitFor({ timeout: 20_000 })
          .catch(() => retry(reload, timeout));
      }
      seen.push(`${name}: ${texts.join(', ')}`);
    } finally {
      await page.screenshot({ path: join(pictures, `${name}.png`) });
    }
  };
  try {
    await page.goto(url);
    const enter = page.getByRole('button', { name: 'Enter' });
    await enter
      .or(page.getByText('My Company Catalog'))
      .first()
      .waitFor({ timeout });
    if (await enter.isVisible()) {
      await enter.click();
    }
    const service = '/catalog/default/component/payments';
    await look('catalog', '/catalog', ['payments']);
    await look('card', service, ['Mean time to restore']);
    await look('tab', `${service}/kpi-tree`, ['Mean time to restore', '2 h']);
    await look('page', '/kpi-tree', ['KPI tree']);
    await look('kpi', '/catalog/default/kpi/incident-mttr', [
      'Mean time to restore',
    ]);
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
