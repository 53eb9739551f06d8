import AxeBuilder from '@axe-core/playwright';
import { handsFor, ways } from './support/hands';
import { untilMeasured } from './support/portalApi';
import { signInAsGuest } from './support/signIn';
import { expect, test } from './support/test';

/** Right after the first collection pages wait for what SQLite still writes. */
const loading = { timeout: 45_000 };

/** By mouse and by keyboard of a scope each: of a period there is one review. */
const scopes = {
  mouse: 'system:default/automation',
  keyboard: 'domain:default/github',
} as const;

for (const way of ways) {
  test(`a manager reviews a month, decides, closes and prints it by ${way}`, async ({
    page,
    request,
  }) => {
    test.setTimeout(300_000);
    await untilMeasured(request, 'component/default/actions', 'incident-mttr');
    await signInAsGuest(
      page,
      `/kpi-tree?tab=review&scope=${scopes[way]}&tree=it-transformation`,
    );
    const hands = handsFor(way, page);
    await expect(
      page.getByText('Nobody has reviewed this scope by this tree yet.'),
    ).toBeVisible(loading);
    await hands.press(page.getByRole('button', { name: 'Begin the review' }));
    await expect(
      page.getByRole('heading', { name: 'Why the score changed' }),
    ).toBeVisible(loading);

    await hands.press(page.getByRole('button', { name: 'Add a decision' }));
    await page
      .getByRole('textbox', { name: 'Decision 1' })
      .fill('A runbook for each alert');
    await page.getByRole('textbox', { name: 'Notes' }).fill('A *hard* month');
    await hands.press(page.getByRole('button', { name: 'Save' }));
    await expect(page.getByText('Saved')).toBeVisible();
    const { violations } = await new AxeBuilder({ page })
      .include('article')
      .analyze();
    expect(violations).toEqual([]);

    await hands.press(page.getByRole('button', { name: 'Close the review' }));
    await expect(
      page.getByText('This is what it showed when it was closed.'),
    ).toBeVisible(loading);
    const decisions = page.getByRole('region', { name: 'Decisions' });
    await expect(decisions.getByText('A runbook for each alert')).toBeVisible();
    await expect(decisions.getByText('hard', { exact: true })).toBeVisible();
    await expect(decisions.getByRole('textbox')).toHaveCount(0);

    await page.evaluate(() => {
      window.print = () => document.body.setAttribute('data-printed', 'yes');
    });
    await hands.press(page.getByRole('button', { name: 'Print' }));
    await expect(page.locator('body')).toHaveAttribute('data-printed', 'yes');
    // On paper: the review and nothing else, on pages of A4
    await page.emulateMedia({ media: 'print' });
    await expect(
      page.getByRole('heading', { name: 'Why the score changed' }),
    ).toBeVisible();
    await expect(page.getByRole('tab', { name: 'Review' })).toBeHidden();
    await expect(page.getByRole('button', { name: 'Print' })).toBeHidden();
    const pdf = (await page.pdf({ format: 'A4' })).toString('latin1');
    const pages = pdf.match(/\/Type\s*\/Page\b(?!s)/g) ?? [];
    expect(pages.length).toBeGreaterThan(0);
    expect(pages.length).toBeLessThan(5);
    await page.emulateMedia({ media: 'screen' });

    // Its address shows it again
    await page.reload();
    await expect(
      page.getByText('This is what it showed when it was closed.'),
    ).toBeVisible(loading);
  });
}
