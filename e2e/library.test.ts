import { type APIRequestContext, type Page } from '@playwright/test';
import { ask, untilIndexed } from './support/portalApi';
import { signInAsGuest } from './support/signIn';
import { expect, test } from './support/test';

test.use({ baseURL: process.env.KPI_TREE_E2E_LIBRARY_URL });

const trees = {
  'catalog-quality': 'Catalog quality',
  'it-transformation': 'IT Transformation',
  'it4it-v3': 'IT4IT 3.0 value streams',
  dora: 'Software delivery performance (DORA)',
};

/** The guest of a portal without any users. */
const noUser = /entities\/by-name\/user\/development\/guest -> 404/;

/** For a whole page on a machine that has much else to do. */
const loading = { timeout: 60_000 };

/** Until the catalog has taken the library in. */
async function untilComplete(portal: APIRequestContext) {
  await expect(async () => {
    const kpis = await ask(portal, '/api/kpi-tree/v1/kpis');
    expect(kpis.items).toHaveLength(94);
    const found = await ask(portal, '/api/kpi-tree/v1/trees');
    expect(found.items).toHaveLength(Object.keys(trees).length);
  }).toPass({ timeout: 120_000 });
}

async function openTree(page: Page, name: string) {
  await page.goto(`/catalog/kpi-library/kpitree/${name}`);
  await expect(page.getByText('This definition is in order.')).toBeVisible(
    loading,
  );
}

/** Goes to another page of the portal as its links do, without loading it again. */
async function goTo(page: Page, path: string) {
  await page.evaluate(to => {
    window.history.pushState(null, '', to);
    window.dispatchEvent(new PopStateEvent('popstate'));
  }, path);
}

test('a fresh portal has the four trees, with every KPI defined', async ({
  page,
  request,
  browserProblems,
}) => {
  test.setTimeout(900_000);
  browserProblems.allow(noUser);
  await untilComplete(request);
  await signInAsGuest(page, '/kpi-tree');

  // The portfolio shows each tree, though nothing is measured yet
  const grid = page.getByRole('treegrid', { name: 'KPI tree' });
  for (const [name, title] of Object.entries(trees)) {
    await page.goto(`/kpi-tree?tab=tree&tree=${name}`);
    await expect(grid.getByRole('row').nth(1)).toContainText(
      'No data',
      loading,
    );
    await expect(page.getByRole('heading', { name: title })).toBeVisible();
  }
  await page.getByRole('tab', { name: 'Quality' }).click();
  await expect(
    page.getByRole('radio', { name: 'Definitions (0)' }),
  ).toBeVisible();

  // Each KPI has its page, which says what it measures
  const seen = new Set<string>();
  for (const name of Object.keys(trees) as (keyof typeof trees)[]) {
    await openTree(page, name);
    const outline = page.getByRole('list', { name: 'Nodes of the tree' });
    const links = outline.getByRole('link');
    await expect(links.first()).toBeVisible();
    const paths = await links.evaluateAll(all =>
      all.map(link => link.getAttribute('href')!),
    );
    for (const path of paths.filter(each => !seen.has(each))) {
      seen.add(path);
      await goTo(page, path);
      // What follows is of this KPI, not still of the one before
      await expect(
        page.getByText(`extends: ${path.split('/').at(-1)}`, { exact: true }),
      ).toBeVisible();
      await expect(page.getByText(trees[name])).not.toHaveCount(0);
      await expect(page.getByLabel('Formula')).toHaveText(/\S/);
      for (const fact of [
        'Excluded',
        'Data',
        'How it can be gamed or misread',
      ]) {
        await expect(page.getByText(fact, { exact: true })).toBeVisible();
      }
    }
  }
  expect(seen.size).toBe(94);
});

test('the catalog and its search find a KPI by name and description', async ({
  page,
  request,
  browserProblems,
}) => {
  test.setTimeout(360_000);
  browserProblems.allow(noUser);
  await untilComplete(request);
  await signInAsGuest(page);
  await openTree(page, 'dora');

  await page.goto('/?filters[kind]=kpi&filters[user]=all');
  await page.getByPlaceholder('Search').fill('failed-deployment');
  const link = page.getByRole('link', {
    name: 'Failed deployment recovery time',
  });
  await expect(link).toBeVisible(loading);

  for (const term of ['Actionable alerts', 'noise that hides what matters']) {
    await untilIndexed(request, term);
    await page.goto(`/search?query=${encodeURIComponent(term)}`);
    await expect(
      page.getByRole('link', { name: /Actionable alerts/ }).first(),
    ).toBeVisible(loading);
  }
});
