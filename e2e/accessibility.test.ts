import AxeBuilder from '@axe-core/playwright';
import { screens } from '../scripts/lib/screens.mjs';
import { untilIndexed, untilMeasured } from './support/portalApi';
import { signInAsGuest } from './support/signIn';
import { expect, test } from './support/test';

/** What WCAG 2.2 asks for at the levels A and AA, as far as a machine can tell. */
const rules = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];

/** What pages of Backstage break, by screen, and nothing of ours can fix. */
const foreign: Record<string, string[]> = {
  // The search page has its results as items outside of any list
  search: ['listitem'],
};

for (const theme of ['light', 'dark']) {
  test(`every screen is accessible in ${theme}`, async ({
    page,
    request,
    browserProblems,
  }) => {
    test.setTimeout(600_000);
    // The states of error that are among the screens
    browserProblems.allow(/-> 503/);
    await page.emulateMedia({ reducedMotion: 'reduce' });
    await page.addInitScript(name => {
      localStorage.setItem('theme', name);
    }, theme);
    await untilMeasured(request, 'component/default/actions', 'incident-mttr');
    await untilIndexed(request, 'restore', {
      type: 'kpi-tree',
      title: 'Mean time to restore',
    });
    await untilIndexed(request, 'actions', {
      type: 'software-catalog',
      title: 'Actions',
    });
    await signInAsGuest(page);

    for (const { name, path, size, prepare, act, see } of screens) {
      await test.step(name, async () => {
        await page.setViewportSize(size);
        await prepare?.(page);
        await page.goto(path);
        await act?.(page);
        await expect(see(page).first()).toBeVisible({ timeout: 45_000 });
        const { violations } = await new AxeBuilder({ page })
          .withTags(rules)
          .disableRules(foreign[name] ?? [])
          .analyze();
        await page.unrouteAll({ behavior: 'ignoreErrors' });
        const found = violations.flatMap(({ id, help, nodes }) =>
          nodes.map(node => `${id}: ${help}: ${node.target.join(' ')}`),
        );
        expect.soft(found, `violations of ${name}`).toEqual([]);
        // No page is to be scrolled sideways, however narrow
        expect
          .soft(
            await page.evaluate(
              () =>
                document.documentElement.scrollWidth -
                document.documentElement.clientWidth,
            ),
            `how far ${name} scrolls sideways`,
          )
          .toBeLessThanOrEqual(0);
      });
    }
  });
}
