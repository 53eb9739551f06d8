import type { BrowserContext, Page } from '@playwright/test';
import { criticalPages, incidentCount } from './sampleData';
import { handsFor, ways } from './support/hands';
import { untilMeasured } from './support/portalApi';
import { signInAsGuest } from './support/signIn';
import { expect, test } from './support/test';

/** Right after the first collection pages wait for what SQLite still writes. */
const loading = { timeout: 45_000 };

/** The status page, as no test asks the one of the internet. */
async function answersAsStatusPage(context: BrowserContext) {
  await context.route('https://www.githubstatus.com/**', route =>
    route.fulfill({
      contentType: 'text/html',
      body: '<!doctype html><title>Status page</title><h1>An incident</h1>',
    }),
  );
}

/** The drawer of a KPI among the services of its page. */
async function untilShown(page: Page, kpi: string) {
  const drawer = page.getByRole('dialog', { name: kpi });
  await expect(drawer.getByRole('slider')).toBeVisible(loading);
  return drawer;
}

for (const way of ways) {
  test(`an engineer goes from her service to the page of an incident in four presses by ${way}`, async ({
    page,
    context,
    request,
  }) => {
    test.setTimeout(300_000);
    const incidents = criticalPages('Actions', '2026-04');
    expect(incidents).not.toHaveLength(0);
    await untilMeasured(
      request,
      'component/default/actions',
      'critical-incidents',
    );
    await answersAsStatusPage(context);
    await signInAsGuest(page, '/catalog/default/component/actions');
    const hands = handsFor(way, page);

    const kpi = page
      .getByRole('list', { name: 'KPIs that need attention' })
      .getByRole('link', { name: 'Critical incidents' });
    await expect(kpi).toBeVisible(loading);
    await hands.press(kpi);
    const drawer = await untilShown(page, 'Critical incidents');
    await hands.press(
      drawer.getByRole('button', { name: 'Records of April 2026' }),
    );
    const records = drawer.getByRole('table', {
      name: `Records of April 2026 (${incidents.length})`,
    });
    const incident = records.getByRole('link').first();
    await expect(incident).toBeVisible(loading);
    const [opened] = await Promise.all([
      context.waitForEvent('page'),
      hands.press(incident),
    ]);
    await expect(
      opened.getByRole('heading', { name: 'An incident' }),
    ).toBeVisible();
    expect(incidents).toContain(opened.url());
    // What another site does must not reach the portal
    expect(await opened.evaluate(() => window.opener)).toBeNull();
    expect(hands.presses).toBeLessThanOrEqual(4);
  });

  test(`records are those of the period that is pressed by ${way}`, async ({
    page,
    request,
  }) => {
    test.setTimeout(300_000);
    await untilMeasured(request, 'component/default/actions', 'incident-mttr');
    await signInAsGuest(
      page,
      '/catalog/default/component/actions/kpi-tree?kpi=incident-mttr',
    );
    const hands = handsFor(way, page);
    const drawer = await untilShown(page, 'Mean time to restore');
    const tableOf = (month: string, name: string) =>
      drawer.getByRole('table', {
        name: `Records of ${name} (${incidentCount('Actions', month)})`,
      });

    // A point of the chart: the month before the last
    const chart = drawer.getByRole('slider');
    if (way === 'mouse') {
      const { width, height } = (await chart.boundingBox())!;
      const months = Number(await chart.getAttribute('aria-valuemax')) + 1;
      const now = Number(await chart.getAttribute('aria-valuenow'));
      // Between the axes, as the chart tells the period under the pointer
      for (let x = width - 40; x > 0; x -= width / months / 3) {
        await chart.hover({ position: { x, y: height / 2 } });
        if (Number(await chart.getAttribute('aria-valuenow')) === now - 1) {
          await chart.click({ position: { x, y: height / 2 } });
          break;
        }
      }
    } else {
      await chart.focus();
      await page.keyboard.press('ArrowLeft');
      await page.keyboard.press('Enter');
    }
    await expect(tableOf('2026-03', 'March 2026')).toBeVisible(loading);
    await expect(page).toHaveURL(/records=2026-03-01/);
    await expect(drawer.getByTestId('chosen')).toBeVisible();

    // A row of the table
    await hands.choose(drawer.getByRole('radio', { name: 'Table' }).first());
    const row = (name: string) =>
      drawer
        .getByRole('table', { name: /Mean time to restore/ })
        .getByRole('row', { name: new RegExp(`^${name}`) });
    await expect(row('Mar 2026')).toHaveAttribute('aria-current', 'true');
    await hands.press(
      row('Feb 2026').getByRole('button', { name: 'Feb 2026' }),
    );
    await expect(tableOf('2026-02', 'February 2026')).toBeVisible(loading);
    await expect(row('Feb 2026')).toHaveAttribute('aria-current', 'true');
    await expect(row('Mar 2026')).not.toHaveAttribute('aria-current');
  });
}
