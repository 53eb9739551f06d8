import type { Page, TestInfo } from '@playwright/test';
import { largeHeatmap } from '../plugins/kpi-tree/src/fixtures/heatmap';
import { largeScorecard } from '../plugins/kpi-tree/src/fixtures/largeScorecard';
import { frames, reportFrames, scrollBy } from './support/frames';
import { signInAsGuest } from './support/signIn';
import { expect, test } from './support/test';

const api = '/api/kpi-tree/v1';

/** Answers with a generated portfolio instead of the sample. */
async function answerLarge(page: Page) {
  const scorecard = largeScorecard();
  const heatmap = largeHeatmap(2_000, 24);
  await page.route(`**${api}/scorecards/all*`, route =>
    route.fulfill({ json: scorecard }),
  );
  await page.route(`**${api}/heatmap?*`, async route => {
    const params = new URL(route.request().url()).searchParams;
    const answer = await heatmap({
      tree: params.get('tree')!,
      limit: Number(params.get('limit')),
      cursor: params.get('cursor') ?? undefined,
    });
    await route.fulfill({ json: answer });
  });
}

test(
  'frames of large screens are measured',
  { tag: '@long' },
  async ({ page }, info) => {
    test.setTimeout(240_000);
    await answerLarge(page);
    await signInAsGuest(page, '/kpi-tree?tab=heatmap');
    const grid = page.getByRole('grid');
    await expect(grid.getByText('Service 5', { exact: true })).toBeVisible({
      timeout: 90_000,
    });
    await measureHeatmap(page, info);

    await page.goto('/kpi-tree?tab=tree&layout=picture');
    await measurePicture(page, info);
  },
);

async function measureHeatmap(page: Page, info: TestInfo) {
  const grid = page.getByRole('grid');
  const scroll = (x: number, y: number) => frames(page, scrollBy(grid, x, y));
  for (let round = 0; round < 2; round++) {
    reportFrames(
      info,
      'a page at rest',
      await frames(page, scrollBy(grid, 0, 0)),
    );
    reportFrames(info, 'heatmap, down 40 px a frame', await scroll(0, 40));
    reportFrames(info, 'heatmap, right 20 px a frame', await scroll(20, 0));
    await grid.evaluate(element => element.scrollTo(0, 0));
  }
  reportFrames(
    info,
    'heatmap, sorted',
    await frames(page, async () => {
      await grid.getByRole('columnheader', { name: /^Service/ }).click();
      await page.waitForTimeout(1_000);
    }),
  );
}

async function measurePicture(page: Page, info: TestInfo) {
  const tree = page.getByRole('tree');
  await expect(tree).toBeVisible({ timeout: 60_000 });
  await page.getByRole('button', { name: 'Levels' }).click();
  await page.getByRole('menuitem', { name: 'All levels' }).click();
  await page.waitForTimeout(1_000);
  const box = (await tree.locator('xpath=../..').boundingBox())!;
  const [x, y] = [box.x + box.width / 2, box.y + box.height / 2];
  await page.mouse.move(x, y);
  const pan = async () => {
    await page.mouse.down();
    for (let step = 1; step <= 100; step++) {
      await page.mouse.move(
        x + 200 * Math.sin(step / 20),
        y + 200 * Math.sin(step / 13),
      );
    }
    await page.mouse.up();
  };
  const zoom = async () => {
    await page.keyboard.down('Control');
    for (let step = 0; step < 60; step++) {
      await page.mouse.wheel(0, step < 30 ? -6 : 6);
    }
    await page.keyboard.up('Control');
  };
  const fold = async () => {
    await tree.getByRole('treeitem').first().focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('ArrowDown');
    for (let step = 0; step < 4; step++) {
      await page.keyboard.press(step % 2 ? 'ArrowRight' : 'ArrowLeft');
      await page.waitForTimeout(300);
    }
  };
  reportFrames(info, 'picture of 299 nodes, panned', await frames(page, pan));
  reportFrames(info, 'picture of 299 nodes, zoomed', await frames(page, zoom));
  reportFrames(info, 'picture of 299 nodes, folded', await frames(page, fold));
}
