import { incidentHours, mean } from './sampleData';
import { untilMeasured } from './support/portalApi';
import { signInAsGuest } from './support/signIn';
import { expect, test } from './support/test';

/** As the portal writes hours: up to three significant digits. */
const hours = (value: number) =>
  `${value.toLocaleString('en-US', { maximumSignificantDigits: 3 })} h`;

test('an engineer goes from a service to its mean time to restore and on to the portfolio', async ({
  page,
  request,
}) => {
  test.setTimeout(360_000);
  const april = hours(mean(incidentHours('Actions', '2026-04')));
  const quarter = hours(
    mean(
      ['2026-01', '2026-02', '2026-03'].flatMap(month =>
        incidentHours('Actions', month),
      ),
    ),
  );

  await untilMeasured(request, 'component/default/actions', 'incident-mttr');
  await signInAsGuest(page, '/catalog/default/component/actions');
  // Right after the first collection: pages wait for what SQLite still writes
  const timeout = 45_000;
  await expect(
    page.getByRole('list', { name: 'KPIs that need attention' }),
  ).toContainText('Off target', { timeout });

  await page.getByRole('link', { name: 'KPIs', exact: true }).click();
  const tree = page.getByRole('treegrid', { name: 'KPI tree' });
  const row = tree.getByRole('row', { name: /Mean time to restore/ });
  await expect(row).toContainText(april, { timeout });
  await expect(row).toContainText('At risk');
  await expect(row.getByRole('link')).toHaveAttribute(
    'href',
    /\/catalog\/default\/user\//,
  );

  await row.getByText('Mean time to restore').click();
  const drawer = page.getByRole('dialog', { name: 'Mean time to restore' });
  await expect(drawer).toContainText(april);
  await expect(page).toHaveURL(/kpi=/);

  await drawer.getByRole('radio', { name: 'Quarter' }).check();
  await expect(page).toHaveURL(/period=quarter/);
  await drawer
    .getByRole('radiogroup', { name: 'View', exact: true })
    .getByRole('radio', { name: 'Table' })
    .check();
  await expect(drawer.getByRole('row', { name: /Q1 2026/ })).toContainText(
    quarter,
  );
  await page.keyboard.press('Escape');
  await expect(drawer).toBeHidden();

  await page.getByRole('link', { name: 'KPI tree', exact: true }).click();
  await expect(
    page
      .getByRole('list', { name: 'What moved' })
      .getByRole('listitem')
      .first(),
  ).toContainText(/worsening|Off target/, { timeout });
  await page.getByRole('tab', { name: 'Goal tree' }).click();
  await expect(
    tree.getByRole('row', { name: /Detect to Correct/ }).first(),
  ).toBeVisible({ timeout });
  // The sample's twelve, and those of e2e/faults
  await expect(page.getByText('15 entities')).toBeVisible({ timeout });
});

test('the tree table is used by keyboard alone', async ({ page }) => {
  await signInAsGuest(page, '/catalog/default/component/actions/kpi-tree');
  const tree = page.getByRole('treegrid', { name: 'KPI tree' });
  await expect(tree).toBeVisible({ timeout: 60_000 });
  const rows = tree.getByRole('row');
  const all = await rows.count();
  await tree.getByRole('row', { name: /^IT Transformation/ }).focus();
  await page.keyboard.press('ArrowLeft');
  expect(await rows.count()).toBeLessThan(all);
  await page.keyboard.press('ArrowRight');
  await expect(rows).toHaveCount(all);
  await page.keyboard.press('End');
  await page.keyboard.press('Enter');
  const drawer = page.getByRole('dialog');
  await expect(drawer).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(drawer).toBeHidden();
});
