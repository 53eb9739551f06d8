import { signInAsGuest } from './support/signIn';
import { expect, test } from './support/test';

test('an owner is told what to mend, where she looks, and the rest works', async ({
  page,
}) => {
  test.setTimeout(180_000);
  await signInAsGuest(page, '/catalog/default/component/faulty-service');
  const annotation =
    /kpi-tree\.io\/target\.tickets-opened is "four": use a number/;

  // At the entity's page, as Backstage shows processing errors.
  await expect(async () => {
    await page.reload();
    await expect(page.getByText(annotation).first()).toBeVisible({
      timeout: 5_000,
    });
  }).toPass({ timeout: 60_000 });

  // Beside the KPIs, which are there all the same.
  await page.getByRole('link', { name: 'KPIs', exact: true }).click();
  const tree = page.getByRole('treegrid', { name: 'KPI tree' });
  const row = (name: RegExp) => tree.getByRole('row', { name });
  await expect(async () => {
    await page.reload();
    await expect(row(/Tickets opened/)).toContainText('On target', {
      timeout: 5_000,
    });
  }).toPass({ timeout: 60_000 });
  await expect(page.getByText(annotation).first()).toBeVisible();
  await expect(row(/no-unit/)).toContainText('missing or has mistakes');
  await expect(row(/nowhere/)).toContainText('missing or has mistakes');

  // At the page of the KPI that has the mistake.
  await page.goto('/catalog/default/kpi/no-unit');
  await expect(
    page.getByText(/spec\.unit is missing: give the unit/).first(),
  ).toBeVisible();

  await page.goto('/catalog/default/kpitree/faulty-tree');
  await expect(
    page.getByText(/names the KPI "nowhere", which is no valid Kpi/),
  ).toBeVisible();

  // All of it in one list.
  await page.goto('/kpi-tree');
  await page.getByRole('tab', { name: /Problems/ }).click();
  for (const message of [
    annotation,
    /spec\.unit is missing/,
    /names the KPI "nowhere", which is no valid Kpi/,
  ]) {
    await expect(page.getByText(message).first()).toBeVisible();
  }
});

test('an admin sees the row of a file that could not be read', async ({
  page,
}) => {
  await signInAsGuest(page, '/kpi-tree');
  await page.getByRole('tab', { name: 'Sources' }).click();
  const message = /opened_at is no date: use ISO 8601/;
  await expect(async () => {
    await page.reload();
    await expect(page.getByText(message)).toBeVisible({ timeout: 5_000 });
  }).toPass({ timeout: 60_000 });
  await expect(page.getByText(/tickets\.csv line 3/)).toBeVisible();
});
