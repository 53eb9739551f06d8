import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { handsFor, ways } from '../support/hands';
import { signInAsGuest } from '../support/signIn';
import { expect, test } from '../support/test';

const loading = { timeout: 45_000 };

for (const way of ways) {
  test(`an admin brings a new source to its first value by ${way}`, async ({
    page,
  }) => {
    test.skip(
      !process.env.KPI_TREE_E2E_FAULTS,
      'The files of a portal that runs already are not known',
    );
    test.setTimeout(300_000);
    const id = `returns-by-${way}`;
    const service = `shop-by-${way}`;
    const row = page
      .getByRole('treegrid', { name: 'KPI tree' })
      .getByRole('row', { name: new RegExp(`^Returns \\(${way}\\)`) });
    await signInAsGuest(page, `/catalog/default/component/${service}/kpi-tree`);
    await expect(row).toContainText('No data', { timeout: 120_000 });
    const hands = handsFor(way, page);

    // What its first collection lacked
    await hands.press(
      page.getByRole('link', { name: 'KPI tree', exact: true }),
    );
    await hands.press(page.getByRole('tab', { name: 'Sources' }));
    const source = page.getByRole('region', { name: id });
    await expect(source).toContainText('Failed', { timeout: 60_000 });
    await expect(source).toContainText(`${id}.csv`);

    // She delivers it, and looks before anything is stored
    writeFileSync(
      join(process.env.KPI_TREE_E2E_FAULTS!, `${id}.csv`),
      [
        'service,returned_at',
        `${service},2026-03-20T08:00:00Z`,
        ...['03', '14', '21', '28'].map(
          day => `${service},2026-04-${day}T08:00:00Z`,
        ),
        '',
      ].join('\n'),
    );
    await hands.press(
      source.getByRole('button', {
        name: `Dry run of ${id}: nothing is stored`,
      }),
    );
    await expect(
      source.getByRole('table', { name: 'First measurements' }),
    ).toContainText(`component:default/${service}`, { timeout: 60_000 });
    await hands.press(
      source.getByRole('button', { name: `Collect ${id} now` }),
    );
    await expect(source).toContainText(
      /5 rows read, 0 rejected, \d+ measurements written/,
      { timeout: 60_000 },
    );
    await expect(source).toContainText('Succeeded');

    await page.goto(`/catalog/default/component/${service}/kpi-tree`);
    await expect(row).toContainText('On target', loading);
    await expect(row).toContainText('4');
  });
}
