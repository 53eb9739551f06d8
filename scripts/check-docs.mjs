/**
 * Fails where a page of the repository links to a file or a heading that is not there, has
 * a picture without a text or skips a level of headings, and where the navigation of the
 * documentation lacks a page.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import config from '../docs/.vitepress/config.mjs';
import { headingsOf, linksOf } from './lib/markdown.mjs';
import { rootDir } from './lib/paths.mjs';

const pages = execFileSync(
  'git',
  ['ls-files', '--cached', '--others', '--exclude-standard', '*.md'],
  { cwd: rootDir, encoding: 'utf8' },
)
  .split('\n')
  .filter(
    file => file && !/__testData__|\.changeset\/|report.*\.md$/.test(file),
  )
  .filter(file => existsSync(join(rootDir, file)));

/** @param {string} file - its path from the root of the repository */
const read = file => readFileSync(join(rootDir, file), 'utf8');

/** @param {string} file */
function mistakesOfLinks(file) {
  return linksOf(read(file)).flatMap(({ text, target, isPicture }) => {
    const says = /** @param {string} what */ what => [
      `${file}: [${text}](${target}) ${what}`,
    ];
    if (isPicture && !text.trim()) {
      return says('is a picture without a text');
    }
    if (/^[a-z]+:/.test(target)) {
      return [];
    }
    const [path, anchor] = target.split('#');
    const to = path ? join(dirname(file), decodeURI(path)) : file;
    if (!existsSync(join(rootDir, to))) {
      return says(`leads to ${to}, which does not exist`);
    }
    if (anchor === undefined || !to.endsWith('.md')) {
      return [];
    }
    const anchors = headingsOf(read(to)).map(heading => heading.anchor);
    return anchors.includes(decodeURI(anchor))
      ? []
      : says(`leads to no heading of ${to}: it has #${anchors.join(', #')}`);
  });
}

/** @param {string} file */
function mistakesOfHeadings(file) {
  const headings = headingsOf(read(file));
  return headings.flatMap(({ level, text }, at) =>
    level > (headings[at - 1]?.level ?? 0) + 1
      ? [`${file}: the heading "${text}" skips a level`]
      : [],
  );
}

function missingInNavigation() {
  const links = config.themeConfig.sidebar.flatMap(({ items }) =>
    items.map(({ link }) => link),
  );
  return pages
    .filter(file => /^docs\/[^/]+\.md$/.test(file) && file !== 'docs/index.md')
    .filter(file => !links.includes(`/${basename(file, '.md')}`))
    .map(
      file =>
        `${file} is not in the sidebar of ${relative(
          rootDir,
          join(rootDir, 'docs/.vitepress/config.mjs'),
        )}`,
    );
}

const mistakes = [
  ...pages.flatMap(file => [
    ...mistakesOfLinks(file),
    ...mistakesOfHeadings(file),
  ]),
  ...missingInNavigation(),
];
console.log(mistakes.join('\n'));
console.log(`${pages.length} pages, ${mistakes.length} mistakes`);
process.exitCode = mistakes.length ? 1 : 0;
