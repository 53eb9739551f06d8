import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import type { Page, Request } from '@playwright/test';
import { report } from './support/speed';
import { signInAsGuest } from './support/signIn';
import { expect, test } from './support/test';

const service = '/catalog/default/component/actions';

/** Waits until the sample is read and the KPIs of the service are there. */
async function openService(page: Page) {
  await signInAsGuest(page, service);
  await expect(async () => {
    await page.reload();
    await expect(
      page.getByRole('list', { name: 'KPIs that need attention' }),
    ).toBeVisible({ timeout: 15_000 });
  }).toPass({ timeout: 120_000 });
}

/**
 * Opens an address in a page that has nothing else under way, and collects what it asks
 * the plugin for.
 *
 * What an earlier page still had to ask is none of it: the page is emptied first.
 */
async function openWatched(page: Page, address: string) {
  await page.goto('about:blank');
  const counts = new Map<string, number>();
  const pending = new Set<Request>();
  const isAsked = (request: Request) =>
    request.method() === 'GET' &&
    new URL(request.url()).pathname.startsWith('/api/kpi-tree');
  const begin = (request: Request) => {
    if (isAsked(request)) {
      const { pathname, search } = new URL(request.url());
      const asked = `${pathname}${search}`;
      counts.set(asked, (counts.get(asked) ?? 0) + 1);
      pending.add(request);
    }
  };
  const end = (request: Request) => pending.delete(request);
  page.on('request', begin);
  page.on('requestfinished', end);
  page.on('requestfailed', end);
  await page.goto(address);
  return {
    /** Waits until everything that was asked is answered. */
    answered: () => expect.poll(() => pending.size).toBe(0),
    /** The addresses that were asked for more than once; ends the watch. */
    askedTwice: () => {
      page.off('request', begin);
      page.off('requestfinished', end);
      page.off('requestfailed', end);
      return [...counts].filter(([, times]) => times > 1).map(([url]) => url);
    },
  };
}

test('the entity card adds no charts and at most 40 KB', async () => {
  test.setTimeout(240_000);
  const script = join(__dirname, '../benchmarks/cardSize.mjs');
  const output = execFileSync(process.execPath, [script, '--json']);
  const card: { gzip: number; modules: string[] } = JSON.parse(String(output));
  const charts = card.modules.filter(path =>
    /@visx|[/]d3-|kpi-tree[/]src[/](parts[/]charts|screens[/](tree|heatmap))[/]/.test(
      path,
    ),
  );
  expect(charts).toEqual([]);
  expect(card.gzip).toBeLessThanOrEqual(40 * 1024);
});

test('no page asks for the same thing twice', async ({ page }) => {
  test.setTimeout(300_000);
  await openService(page);

  await test.step('the page of a service', async () => {
    const watch = await openWatched(page, service);
    await page
      .getByRole('list', { name: 'KPIs that need attention' })
      .waitFor();
    await page.getByRole('link', { name: 'KPIs', exact: true }).click();
    const tree = page.getByRole('treegrid', { name: 'KPI tree' });
    await tree.getByText('Mean time to restore').first().click();
    const drawer = page.getByRole('dialog', { name: 'Mean time to restore' });
    await drawer
      .getByRole('radiogroup', { name: 'View', exact: true })
      .getByRole('radio', { name: 'Table' })
      .check();
    await expect(drawer.getByRole('table').first()).toBeVisible();
    await watch.answered();
    expect.soft(watch.askedTwice(), 'asked for twice').toEqual([]);
  });

  await test.step('all tabs of the portal page', async () => {
    const watch = await openWatched(page, '/kpi-tree');
    const tabs = page.getByRole('tab');
    await expect(tabs.first()).toBeVisible();
    await watch.answered();
    for (const name of await tabs.allInnerTexts()) {
      await page.getByRole('tab', { name, exact: true }).click();
      await expect(page.getByRole('tabpanel', { name })).toBeVisible();
      await expect(page.getByRole('progressbar')).toHaveCount(0);
      await watch.answered();
    }
    expect.soft(watch.askedTwice(), 'asked for twice').toEqual([]);
  });
});

test(
  'the first paint of the card is measured',
  { tag: '@long' },
  async ({ page }, info) => {
    test.setTimeout(240_000);
    await openService(page);
    const delays: number[] = [];
    for (let round = 0; round < 5; round++) {
      await page.reload();
      delays.push(await paintDelay(page));
    }
    report(info, 'card after the page of its service', delays);
  },
);

/** How long after the first card of the page the KPIs are there. */
async function paintDelay(page: Page): Promise<number> {
  return page.evaluate(
    () =>
      new Promise<number>(done => {
        let start: number | undefined;
        const look = (now: number) => {
          const text = document.querySelector('main')?.textContent ?? '';
          if (start === undefined && text.includes('About')) {
            start = now;
          }
          if (
            document.querySelector('[aria-label="KPIs that need attention"]')
          ) {
            done(start === undefined ? 0 : now - start);
          } else {
            requestAnimationFrame(look);
          }
        };
        requestAnimationFrame(look);
      }),
  );
}
