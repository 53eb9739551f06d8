/**
 * Makes the pictures of the docs, and docs/screens.md, from a running portal:
 *
 *   npm start                        in one terminal
 *   node scripts/screenshots.mjs     in another
 *
 * Another portal, another folder for the pictures, or only some of them can be
 * given: `node scripts/screenshots.mjs --url http://localhost:3000 --out pictures
 * overview heatmap`. Then docs/screens.md stays as it is.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { chromium } from '@playwright/test';
import { findChromium } from './lib/chromium.mjs';
import { rootDir } from './lib/paths.mjs';
import { screens, sections } from './lib/screens.mjs';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    url: { type: 'string', default: 'http://localhost:3000' },
    out: { type: 'string' },
  },
});

const themes = ['light', 'dark'];
const wholeDocs = !values.out && !positionals.length;
const out = resolve(values.out ?? join(rootDir, 'docs/images'));
const chosen = positionals.length
  ? screens.filter(({ name }) => positionals.includes(name))
  : screens;

/** @param {import('@playwright/test').Page} page */
async function signIn(page) {
  await page.goto(values.url);
  const enter = page.getByRole('button', { name: 'Enter' });
  await enter.click();
  await enter.waitFor({ state: 'detached' });
  await page.waitForLoadState('networkidle');
}

/**
 * @param {import('@playwright/test').Page} page
 * @param {import('./lib/screens.mjs').Screen} screen
 * @param {string} theme
 */
async function take(page, { name, path, size, prepare, act, see }, theme) {
  await page.setViewportSize(size);
  await prepare?.(page);
  await page.goto(new URL(path, values.url).href);
  await act?.(page);
  await see(page).first().waitFor();
  // What nobody answers is never idle
  await page
    .waitForLoadState('networkidle', { timeout: 20_000 })
    .catch(() => {});
  // The chart draws itself once its size is known
  await page.waitForTimeout(800);
  await page.screenshot({ path: join(out, `${name}-${theme}.png`) });
  await page.unrouteAll({ behavior: 'ignoreErrors' });
  console.log(`${name}-${theme}.png`);
}

/** What the pictures show, as a page. */
function screensPage() {
  const lines = [
    '# Screens',
    '',
    'Every page and state of the portal on the sample data, in light and dark. Made by `node scripts/screenshots.mjs` from the running portal; the list is in `scripts/lib/screens.mjs`.',
    '',
  ];
  for (const section of sections) {
    lines.push(`## ${section.title}`, '', section.about, '');
    for (const { name, title, about } of section.screens) {
      lines.push(`### ${title}`, '', about, '');
      lines.push(
        ...themes.map(
          theme => `![${title}, ${theme}](images/${name}-${theme}.png)`,
        ),
        '',
      );
    }
  }
  return `${lines.join('\n').trimEnd()}\n`;
}

mkdirSync(out, { recursive: true });
const { executablePath, env } = await findChromium();
const browser = await chromium.launch({
  executablePath,
  args: ['--no-sandbox'],
  env: { ...process.env, ...env },
});
/** @type {string[]} */
const missed = [];
try {
  for (const theme of themes) {
    const context = await browser.newContext({
      locale: 'en-US',
      timezoneId: 'UTC',
      reducedMotion: 'reduce',
    });
    await context.addInitScript(name => {
      localStorage.setItem('theme', name);
    }, theme);
    const page = await context.newPage();
    // A portal in development is slow to load
    page.setDefaultTimeout(120_000);
    await signIn(page);
    for (const screen of chosen) {
      try {
        await take(page, screen, theme);
      } catch (error) {
        missed.push(`${screen.name}-${theme}: ${error}`);
      }
    }
    await context.close();
  }
} finally {
  await browser.close();
}
if (missed.length) {
  console.error(`Not taken:\n${missed.join('\n')}`);
  process.exitCode = 1;
} else if (wholeDocs) {
  writeFileSync(join(rootDir, 'docs/screens.md'), screensPage());
}
