import { readFileSync } from 'node:fs';
import { signInAsGuest } from './support/signIn';
import { expect, test } from './support/test';

/** Rows of the sample's service, day by day, with what a spreadsheet makes of them. */
function csvOf(rows: number): string {
  const lines = ['Service;Kennzahl;Datum;Wert;Anzahl'];
  for (let i = 0; i < rows; i++) {
    const day = new Date(Date.UTC(2000, 0, 1 + i));
    const [year, month, date] = day.toISOString().slice(0, 10).split('-');
    lines.push(`Packages;incident-mttr;${date}.${month}.${year};1,5;2`);
  }
  return `${lines.join('\r\n')}\r\n`;
}

test('an owner imports a CSV file, and corrects what was rejected', async ({
  page,
}) => {
  test.setTimeout(180_000);
  await signInAsGuest(page, '/kpi-tree?tab=import');
  const file = page.getByLabel('CSV file');
  const choose = (name: string, text: string) =>
    file.setInputFiles({
      name,
      mimeType: 'text/csv',
      buffer: Buffer.from(text),
    });

  // What the columns are called here nobody can guess
  const rows = csvOf(3);
  await choose(
    'mttr.csv',
    `${rows}Packages;incident-mttr;04.01.2000;viel;2\r\nNobody;incident-mttr;05.01.2000;1;2\r\n`,
  );
  await expect(
    page.getByText('Choose where entity, KPI, period and value come from.'),
  ).toBeVisible();
  const importButton = page.getByRole('button', { name: 'Import the file' });
  await expect(importButton).toBeDisabled();
  for (const [field, column] of [
    ['KPI', 'Kennzahl'],
    ['Period', 'Datum'],
    ['Value', 'Wert'],
    ['Weight', 'Anzahl'],
  ]) {
    await page
      .getByRole('combobox', { name: new RegExp(`^${field}`) })
      .selectOption(column);
  }
  const preview = page.getByRole('table', { name: 'First rows of the file' });
  await expect(preview).toContainText('in which order day, month and year are');
  await page.getByRole('radio', { name: '31.12.2026' }).check();
  await page.getByRole('radio', { name: '1234,5' }).check();
  await expect(
    page.getByText('Of the first 5 rows, 2 would be rejected.'),
  ).toBeVisible();
  const row = (text: string) =>
    preview.getByRole('row').filter({ hasText: text });
  await expect(row('01.01.2000')).toContainText(
    'incident-mttr of component:default/packages in 2000-01-01: 1.5, weight 2',
  );
  await expect(row('viel')).toContainText(
    'value is "viel": use a number such as 1234,5',
  );
  await expect(row('Nobody')).toContainText(
    'which is not in the catalog or has no KPIs',
  );

  await importButton.click();
  const result = page.getByRole('region', { name: 'Result of the import' });
  await expect(result).toContainText('5 rows read, 3 stored, 2 rejected.');
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    result.getByRole('link', { name: 'Download the rejected rows' }).click(),
  ]);
  expect(download.suggestedFilename()).toBe('rejected-mttr.csv');
  const rejected = readFileSync(await download.path(), 'utf8').split('\n');
  expect(rejected).toHaveLength(4);
  expect(rejected[0]).toBe('Service;Kennzahl;Datum;Wert;Anzahl;line;reason');
  expect(rejected[1]).toMatch(
    /^Packages;incident-mttr;04\.01\.2000;viel;2;5;"?value is/,
  );

  // It is there, with where it comes from
  await page.goto(
    '/catalog/default/component/packages/kpi-tree?kpi=incident-mttr',
  );
  await expect(page.getByRole('dialog')).toContainText('import', {
    timeout: 60_000,
  });
  await page.goto(
    '/catalog/default/component/packages/kpi-tree?kpi=incident-mttr&records=2000-01-01',
  );
  const pushes = page
    .getByRole('dialog')
    .getByRole('table', { name: 'Pushes' });
  await expect(pushes).toContainText('import', { timeout: 60_000 });
  await expect(
    pushes.getByRole('cell', { name: '3', exact: true }),
  ).toBeVisible();
});

test('a large file is imported with progress, and can be cancelled', async ({
  page,
}) => {
  test.setTimeout(180_000);
  await signInAsGuest(page, '/kpi-tree?tab=import');
  // The portal answers the check of the first rows and two parts, and then waits
  let requests = 0;
  await page.route('**/api/kpi-tree/v1/measurements', async route => {
    requests++;
    if (requests <= 3) {
      await route.continue();
    }
  });
  // Of nobody, so that nothing of it is left in the portal
  const line = 'component:default/nobody,incident-mttr,2000-01-01,1\n';
  await page.getByLabel('CSV file').setInputFiles({
    name: 'large.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(`entityRef,kpi,period,value\n${line.repeat(200_000)}`),
  });
  await expect(
    page.getByText('Of the first 20 rows, 20 would be rejected.'),
  ).toBeVisible();
  await page.getByRole('button', { name: 'Import the file' }).click();
  await expect(
    page.getByText('%, 10,000 rows read, 10,000 rejected'),
  ).toBeVisible();
  await expect(
    page.getByRole('progressbar', { name: 'Progress of the import' }),
  ).toHaveAttribute('aria-valuenow', /^[1-9]\d?$/);
  await page.getByRole('button', { name: 'Cancel' }).click();
  const result = page.getByRole('region', { name: 'Result of the import' });
  await expect(result).toContainText('Cancelled. 10,000 rows read, 0 stored');
  await expect(
    result.getByRole('link', { name: 'Download the rejected rows' }),
  ).toBeVisible();
});
