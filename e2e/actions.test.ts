import AxeBuilder from '@axe-core/playwright';
import { handsFor, ways } from './support/hands';
import { untilMeasured } from './support/portalApi';
import { signInAsGuest } from './support/signIn';
import { expect, test } from './support/test';

/** Right after the first collection pages wait for what SQLite still writes. */
const loading = { timeout: 45_000 };

for (const way of ways) {
  test(`an owner acts on a KPI, sees what came of it, and finishes it by ${way}`, async ({
    page,
    request,
  }) => {
    test.setTimeout(300_000);
    await untilMeasured(
      request,
      'component/default/git-operations',
      'availability',
    );
    await signInAsGuest(
      page,
      '/kpi-tree/kpis/component/default/git-operations/availability',
    );
    const hands = handsFor(way, page);
    const section = page.getByRole('region', { name: 'Actions' });
    await hands.press(section.getByRole('button', { name: 'Add an action' }));
    const dialog = page.getByRole('dialog', { name: /^Add an action/ });
    const title = `Fewer moving parts, by ${way}`;
    await dialog.getByRole('textbox', { name: 'Title' }).fill(title);
    await dialog.getByLabel('Starts on').fill('2024-02-01');
    await dialog.getByLabel('Due on').fill('2026-04-30');
    const form = await new AxeBuilder({ page })
      .include('[role=dialog]')
      .analyze();
    expect(form.violations).toEqual([]);
    await hands.press(dialog.getByRole('button', { name: 'Save' }));

    const action = section.getByRole('listitem').filter({ hasText: title });
    await expect(action.getByText('Overdue')).toBeVisible(loading);
    await expect(action.getByText('Worked')).toBeVisible();
    const shown = await new AxeBuilder({ page })
      .include('section[aria-label="Actions"]')
      .analyze();
    expect(shown.violations).toEqual([]);

    await hands.press(
      action.getByRole('button', { name: `Mark as done: ${title}` }),
    );
    await expect(action.getByText('Done', { exact: true })).toBeVisible();
    await expect(action.getByText('Overdue')).toBeHidden();
    // Done today, so that no month is wholly with it yet
    await expect(action.getByText('Too early')).toBeVisible();

    await hands.press(
      action.getByRole('button', { name: `Details of ${title}` }),
    );
    await expect(action.getByText('What was changed')).toBeVisible();
    await page.goto('/kpi-tree?tab=actions&show=done');
    await expect(page.getByText(title)).toBeVisible(loading);
  });
}
