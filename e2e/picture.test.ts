import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { Keyboard } from './support/hands';
import { untilMeasured } from './support/portalApi';
import { signInAsGuest } from './support/signIn';
import { expect, test } from './support/test';

const pictureUrl = '/kpi-tree?tab=tree&tree=it-transformation&layout=picture';

const treeOf = (page: Page) =>
  page.getByRole('tree', { name: 'Goal tree IT Transformation' });

async function unfold(page: Page) {
  await page.getByRole('button', { name: 'Levels' }).click();
  await page.getByRole('menuitem', { name: 'All levels' }).click();
}

/** Saves the picture, and answers the bytes of the file. */
async function save(page: Page, kind: 'PNG' | 'SVG') {
  await page.getByRole('button', { name: 'Save IT Transformation' }).click();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('menuitem', { name: `Picture (${kind})` }).click(),
  ]);
  expect(download.suggestedFilename()).toBe(
    `it-transformation-all-2026-05-15.${kind.toLowerCase()}`,
  );
  return readFileSync(await download.path());
}

test.beforeEach(async ({ page, request }) => {
  test.setTimeout(300_000);
  await untilMeasured(request, 'all', 'incident-mttr');
  await signInAsGuest(page, pictureUrl);
  await expect(treeOf(page)).toBeVisible({ timeout: 45_000 });
});

test('the goal tree is saved as a picture', async ({ page }) => {
  await unfold(page);
  const svg = (await save(page, 'SVG')).toString('utf8');
  expect(svg).toMatch(/^(<\?xml[^>]*>\s*)?<svg/);
  // Long names stand in several lines
  const text = svg.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ');
  for (const name of [
    'Detect to Correct',
    'Mean time to restore',
    'All services, as of',
  ]) {
    expect(text).toContain(name);
  }
  const size = svg.match(/<svg[^>]* width="(\d+)[^"]*"[^>]* height="(\d+)/);
  expect(size, svg.slice(0, 300)).not.toBeNull();
  const [width, height] = size!.slice(1).map(Number);

  const png = await save(page, 'PNG');
  expect(png.subarray(0, 8).toString('hex')).toBe('89504e470d0a1a0a');
  // As its header says; it is as sharp as the screen at least
  expect(png.readUInt32BE(16)).toBeGreaterThanOrEqual(width);
  expect(png.readUInt32BE(20)).toBeGreaterThanOrEqual(height);
  expect(png.byteLength).toBeGreaterThan(20_000);
});

test('a node of the goal tree is found, also where it is folded away', async ({
  page,
}) => {
  const tree = treeOf(page);
  const wanted = tree.getByRole('treeitem', { name: /^Mean time to restore/ });
  await page.getByRole('button', { name: 'Levels' }).click();
  await page.getByRole('menuitem', { name: 'Down to level 2' }).click();
  await expect(wanted).toHaveCount(0);

  await page.getByRole('searchbox', { name: 'Find in the tree' }).fill('time');
  const found = page.getByRole('search').getByRole('status');
  await expect(found).toHaveText(/^1 of [2-9]$/);
  const next = page.getByRole('button', { name: 'Next match' });
  const number = Number((await found.textContent())!.slice(-1));
  for (let at = 2; at <= number; at++) {
    await next.click();
    await expect(found).toHaveText(`${at} of ${number}`);
  }
  await expect(wanted).toBeVisible();
  await page.getByRole('button', { name: 'Fit to view' }).click();
  await expect(wanted).toBeInViewport();
});

test('the goal tree is folded and opened by keyboard alone', async ({
  page,
}) => {
  const tree = treeOf(page);
  const items = tree.getByRole('treeitem');
  const all = await items.count();
  await new Keyboard(page).reach(tree);
  await page.keyboard.press('Home');
  const goal = items.first();
  await expect(goal).toBeFocused();
  await page.keyboard.press('ArrowLeft');
  await expect(goal).toHaveAttribute('aria-expanded', 'false');
  await expect(items).toHaveCount(1);
  await page.keyboard.press('ArrowRight');
  await expect(items).toHaveCount(all);
  await expect(goal).toBeFocused();

  // A KPI opens, and the focus comes back to it
  const process = tree.getByRole('treeitem', {
    name: /^Service level management/,
  });
  await expect(async () => {
    await page.keyboard.press('ArrowDown');
    await expect(process).toBeFocused({ timeout: 100 });
  }).toPass();
  await page.keyboard.press('ArrowRight');
  await expect(process).toHaveAttribute('aria-expanded', 'true');
  await page.keyboard.press('ArrowRight');
  const kpi = tree.getByRole('treeitem', { name: /^Availability/ });
  await expect(kpi).toBeFocused();
  await page.keyboard.press('Enter');
  const drawer = page.getByRole('dialog');
  await expect(drawer).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(drawer).toBeHidden();
  await expect(kpi).toBeFocused();
});
