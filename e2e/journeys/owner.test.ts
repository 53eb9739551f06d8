import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { handsFor, ways } from '../support/hands';
import { untilMeasured } from '../support/portalApi';
import { signInAsGuest } from '../support/signIn';
import { expect, test } from '../support/test';

const loading = { timeout: 45_000 };

for (const way of ways) {
  test(`an owner fixes an annotation and sees what it changes, by ${way}`, async ({
    page,
    request,
  }) => {
    test.skip(
      !process.env.KPI_TREE_E2E_FAULTS,
      'The files of a portal that runs already are not known',
    );
    test.setTimeout(300_000);
    const service = `shop-by-${way}`;
    await untilMeasured(
      request,
      `component/default/${service}`,
      'parcels-lost',
    );
    await signInAsGuest(page, '/kpi-tree');
    const hands = handsFor(way, page);
    const message = page.getByText(
      `kpi-tree.io/target.parcels-lost is "two (${way})": use a number`,
    );

    // The list of all that is to be fixed leads to the service
    await hands.press(page.getByRole('tab', { name: 'Quality' }));
    await hands.choose(page.getByRole('radio', { name: /^Definitions/ }));
    await expect(message).toBeVisible(loading);
    await hands.press(page.getByRole('link', { name: service }));
    await hands.press(page.getByRole('link', { name: 'KPIs', exact: true }));
    const row = page
      .getByRole('treegrid', { name: 'KPI tree' })
      .getByRole('row', { name: /^Parcels lost/ });
    // Without the annotation the target of the KPI holds
    await expect(row).toContainText('On target', loading);
    await expect(row).toContainText('≤ 5');
    await expect(message).toBeVisible();

    const file = join(process.env.KPI_TREE_E2E_FAULTS!, 'services.yaml');
    const wrong = `two (${way})`;
    const text = readFileSync(file, 'utf8');
    expect(text).toContain(wrong);
    writeFileSync(file, text.replace(wrong, "'2'"));

    // Backstage reads the file again when it is asked to
    await hands.press(page.getByRole('link', { name: 'Overview' }));
    await hands.press(page.getByRole('button', { name: 'Refresh' }));
    await hands.press(page.getByRole('link', { name: 'KPIs', exact: true }));
    await expect(async () => {
      await page.reload();
      await expect(row).toContainText('On target', { timeout: 15_000 });
      await expect(message).toBeHidden();
    }).toPass({ timeout: 120_000 });
    // What was judged by the target of the KPI stays so; from now on the new one holds
    await expect(row).toContainText('≤ 5');
    await page.goto(`${new URL(page.url()).pathname}?kpi=parcels-lost`);
    const drawer = page.getByRole('dialog', { name: 'Parcels lost' });
    await hands.choose(drawer.getByRole('radio', { name: 'Table' }));
    await expect(drawer.getByText('Target tightened from 5 to 2')).toBeVisible(
      loading,
    );
    await hands.press(drawer.getByRole('button', { name: 'Close' }));
    await expect(drawer).toBeHidden();

    await hands.press(
      page.getByRole('link', { name: 'KPI tree', exact: true }),
    );
    await hands.press(page.getByRole('tab', { name: 'Quality' }));
    await hands.choose(page.getByRole('radio', { name: /^Definitions/ }));
    // Others are still to be fixed
    await expect(page.getByText('nowhere').first()).toBeVisible(loading);
    await expect(message).toBeHidden();
  });
}
