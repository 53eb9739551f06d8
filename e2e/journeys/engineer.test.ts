import { criticalDays, incidentHours } from '../sampleData';
import { handsFor, ways } from '../support/hands';
import { untilMeasured } from '../support/portalApi';
import { signInAsGuest } from '../support/signIn';
import { expect, test } from '../support/test';

/** Right after the first collection pages wait for what SQLite still writes. */
const loading = { timeout: 45_000 };

/** As the portal writes a day. */
const written = (day: string) =>
  new Date(day).toLocaleDateString('en-GB', {
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    timeZone: 'UTC',
  });

for (const way of ways) {
  test(`an engineer finds the incidents behind a KPI of her service by ${way}`, async ({
    page,
    request,
  }) => {
    test.setTimeout(300_000);
    const days = criticalDays('Actions', '2026-04');
    expect(days).not.toHaveLength(0);
    await untilMeasured(
      request,
      'component/default/actions',
      'critical-incidents',
    );
    await signInAsGuest(page, '/catalog/default/component/actions');
    const hands = handsFor(way, page);

    const urgent = page.getByRole('list', { name: 'KPIs that need attention' });
    const link = urgent.getByRole('link', { name: 'Critical incidents' });
    await expect(link).toBeVisible(loading);
    await hands.press(link);
    const drawer = page.getByRole('dialog', { name: 'Critical incidents' });
    await expect(drawer).toContainText('Off target', loading);
    await hands.choose(drawer.getByRole('radio', { name: 'Day' }));
    await hands.choose(drawer.getByRole('radio', { name: 'Table' }));
    for (const day of days) {
      const number = days.filter(other => other === day).length;
      await expect(
        drawer.getByRole('row', {
          name: new RegExp(`^${written(day)} ${number} `),
        }),
      ).toBeVisible(loading);
    }
    expect(hands.presses).toBeLessThanOrEqual(4);

    // She is left where the KPI is among the others
    await page.keyboard.press('Escape');
    await expect(drawer).toBeHidden();
    await expect(
      page
        .getByRole('treegrid', { name: 'KPI tree' })
        .getByRole('row', { name: /^Critical incidents/ }),
    ).toBeFocused();
  });

  test(`an engineer goes from the portfolio to the service that explains it by ${way}`, async ({
    page,
    request,
  }) => {
    test.setTimeout(300_000);
    const longest = Math.max(...incidentHours('Pull Requests', '2026-04'));
    await untilMeasured(request, 'all', 'longest-outage');
    await signInAsGuest(page, '/kpi-tree');
    const hands = handsFor(way, page);

    const urgent = page.getByRole('list', { name: 'KPIs that need attention' });
    const link = urgent.getByRole('link', { name: 'Longest outage' });
    await expect(link).toBeVisible(loading);
    await hands.press(link);
    const drawer = page.getByRole('dialog', { name: 'Longest outage' });
    await expect(
      drawer.getByRole('heading', { name: 'What explains the change' }),
    ).toBeVisible(loading);
    // In words, and among the members
    await expect(drawer.getByText(/Pull Requests/).first()).toBeVisible(
      loading,
    );
    const member = drawer
      .getByRole('list', { name: 'Members, worst first' })
      .getByRole('link', { name: 'Pull Requests' });
    await expect(member).toBeVisible(loading);

    // The focus returns to where it was
    await page.keyboard.press('Escape');
    await expect(drawer).toBeHidden();
    await expect(link).toBeFocused();
    await page.keyboard.press('Enter');
    await hands.press(member);
    const here = urgent.getByRole('link', { name: 'Longest outage' });
    await expect(here).toBeVisible(loading);
    await expect(page).toHaveURL(/component\/pull-requests/);
    await hands.press(here);
    await expect(drawer).toContainText(
      `${longest.toLocaleString('en-US', {
        maximumSignificantDigits: 3,
      })}\u00a0h`,
      loading,
    );
    expect(hands.presses).toBeLessThanOrEqual(4);
  });
}
