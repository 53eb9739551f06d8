import type { Page } from '@playwright/test';
import { untilMeasured } from './support/portalApi';
import { signInAsGuest } from './support/signIn';
import { expect, test } from './support/test';

const loading = { timeout: 45_000 };

/** What the page shows of the view that is shared. */
async function expectView(page: Page) {
  await expect(page.getByRole('textbox', { name: 'Scope' })).toHaveValue(
    'Automation',
    loading,
  );
  await expect(
    page.getByText('As of 31 March 2026', { exact: true }),
  ).toBeVisible();
  await expect(
    page.getByRole('button', { name: /^Compare with A quarter before/ }),
  ).toBeVisible();
  await expect(page.getByRole('button', { name: 'Filters (1)' })).toBeVisible();
  const tree = page.getByRole('treegrid', { name: 'KPI tree' });
  const row = (name: RegExp) => tree.getByRole('row', { name });
  await expect(row(/^Longest outage Off target/)).toBeVisible(loading);
  // Which was on target then
  await expect(row(/^Availability/)).toHaveCount(0);
}

test('a view is shared by its address', async ({
  page,
  request,
  context,
  browser,
  baseURL,
  browserProblems,
}) => {
  test.setTimeout(240_000);
  await context.grantPermissions(['clipboard-read', 'clipboard-write']);
  await untilMeasured(request, 'system/default/automation', 'availability');
  await signInAsGuest(
    page,
    '/kpi-tree?tab=tree&tree=it-transformation&scope=system:default/automation' +
      '&asOf=2026-03-31&compare=P3M&statuses=off-target',
  );
  await expectView(page);
  await page.getByRole('button', { name: 'Share this view' }).click();
  await expect(page.getByText('Link copied')).toBeVisible();
  const link = await page.evaluate(() => navigator.clipboard.readText());

  const other = await browser.newContext({ baseURL });
  browserProblems.watch(other);
  const colleague = await other.newPage();
  await signInAsGuest(colleague, link);
  await expectView(colleague);
  await other.close();
});

test('the last choice is remembered, but for the day', async ({
  page,
  request,
}) => {
  test.setTimeout(240_000);
  await untilMeasured(request, 'system/default/automation', 'availability');
  await signInAsGuest(page, '/kpi-tree');
  const scope = page.getByRole('textbox', { name: 'Scope' });
  await expect(scope).toHaveValue('All services', loading);
  const choose = async (title: string) => {
    await scope.fill(title);
    await page.getByRole('option', { name: title }).click();
    await expect(scope).toHaveValue(title);
  };
  await choose('Automation');
  await page.getByRole('button', { name: /^As of/ }).click();
  await page.getByRole('option', { name: /^End of last quarter/ }).click();
  await expect(page).toHaveURL(/asOf=2026-03-31/);

  await page.goto('/kpi-tree');
  await expect(scope).toHaveValue('Automation', loading);
  await expect(page).toHaveURL(/scope=system%3Adefault%2Fautomation/);
  await expect(page.getByRole('button', { name: 'As of Now' })).toBeVisible();

  // Others come to the same portal
  await choose('All services');
  await page.goto('/kpi-tree');
  await expect(scope).toHaveValue('All services', loading);
});
