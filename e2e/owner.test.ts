import { signInAsGuest } from './support/signIn';
import { expect, test } from './support/test';

test('an owner sees what to fix where they look, and the rest works', async ({
  page,
  browserProblems,
}) => {
  // Its page asks for a definition that is not valid
  browserProblems.allow(/GET \/api\/kpi-tree\/v1\/kpis\/no-unit.* -> 404/);
  test.setTimeout(360_000);
  await signInAsGuest(page, '/catalog/default/component/faulty-service');
  const annotation =
    /kpi-tree\.io\/target\.tickets-opened is "four": use a number/;

  // At the entity's page, as Backstage shows processing errors.
  await expect(async () => {
    await page.reload();
    await expect(page.getByText(annotation).first()).toBeVisible({
      timeout: 15_000,
    });
  }).toPass({ timeout: 120_000 });

  // Beside the KPIs, which are there all the same.
  await page.getByRole('link', { name: 'KPIs', exact: true }).click();
  const tree = page.getByRole('treegrid', { name: 'KPI tree' });
  const row = (name: RegExp) => tree.getByRole('row', { name });
  await expect(async () => {
    await page.reload();
    await expect(row(/Tickets opened/)).toContainText('On target', {
      timeout: 15_000,
    });
  }).toPass({ timeout: 120_000 });
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
    page.getByText(/names the KPI "nowhere", which is not a valid Kpi/),
  ).toBeVisible();

  // All of it in one list.
  await page.goto('/kpi-tree');
  await page.getByRole('tab', { name: 'Quality' }).click();
  await page.getByRole('radio', { name: /^Definitions/ }).check();
  for (const message of [
    annotation,
    /spec\.unit is missing/,
    /names the KPI "nowhere", which is not a valid Kpi/,
  ]) {
    await expect(page.getByText(message).first()).toBeVisible();
  }
});

test('an admin sees the row of a file that could not be read', async ({
  page,
}) => {
  test.setTimeout(180_000);
  await signInAsGuest(page, '/kpi-tree');
  await page.getByRole('tab', { name: 'Sources' }).click();
  const message =
    /opened_at is not a date from 1900-01-01 to 2199-12-31: use ISO 8601/;
  await expect(async () => {
    await page.reload();
    await expect(page.getByText(message)).toBeVisible({ timeout: 20_000 });
  }).toPass({ timeout: 120_000 });
  await expect(page.getByText(/tickets\.csv line 3/)).toBeVisible();
});

test('an owner tries a changed KPI with the live source before she proposes it', async ({
  page,
  browserProblems,
}) => {
  test.setTimeout(240_000);
  await signInAsGuest(page, '/catalog/default/kpi/incident-mttr');
  const change = page.getByRole('button', { name: 'Change and try it' });
  await expect(async () => {
    await page.reload();
    await expect(change).toBeVisible({ timeout: 20_000 });
  }).toPass({ timeout: 120_000 });
  await change.click();

  const editor = page.getByLabel('Kpi as YAML');
  await expect(page.getByText('This definition is in order.')).toBeVisible();
  const written = await editor.inputValue();
  expect(written).toContain('name: incident-mttr');

  // What is wrong is reported while they type, with the line
  await editor.fill(written.replace('unit: h', 'unti: h'));
  const problems = page.getByRole('list', { name: 'Problems in the draft' });
  await expect(problems).toContainText('spec.unit is missing');
  await expect(problems).toContainText('spec.unti is not a known field');
  const run = page.getByRole('button', { name: 'Run' });
  await expect(run).toBeDisabled();

  await editor.fill(written);
  await page.getByRole('textbox', { name: 'Entity' }).fill('actions');
  await page.getByText('component:default/actions').click();
  await expect(run).toBeEnabled();
  await run.click();
  const result = page.getByRole('region', { name: 'Result' });
  // The same as the portal shows of what it collected
  await expect(result).toContainText('April 2026');
  await expect(result).toContainText('2.86\u00a0h');
  await expect(result).toContainText('819 rows read, 0 rejected');

  // Without a source it cannot be tried
  browserProblems.allow(/POST \/api\/kpi-tree\/v1\/definitions\/try -> 400/);
  await editor.fill(written.slice(0, written.indexOf('  source:')));
  await expect(run).toBeEnabled();
  await run.click();
  await expect(page.getByRole('alert')).toContainText(
    'It could not be tried: spec.source is missing: name a source',
  );
});
