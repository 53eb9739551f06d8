/**
 * What the pages of the documentation consist of, as far as links need it.
 */

/**
 * The anchor of a heading, as GitHub makes it.
 *
 * @param {string} heading - its text, without markup
 */
export function anchorOf(heading) {
  return heading
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{M}\p{N}\p{Pc}\- ]/gu, '')
    .replaceAll(' ', '-');
}

/**
 * @typedef {object} Heading
 * @property {number} level - from 1
 * @property {string} text - without markup
 * @property {string} anchor
 */

/**
 * The headings of a page, in their order.
 *
 * @param {string} page - Markdown
 * @returns {Heading[]}
 */
export function headingsOf(page) {
  /** @type {Map<string, number>} */
  const seen = new Map();
  return [...withoutBlocks(page).matchAll(/^(#{1,6}) +(.+?) *$/gm)].map(
    ([, marks, marked]) => {
      const text = marked
        .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
        .replace(/[`*]/g, '');
      const anchor = anchorOf(text);
      const before = seen.get(anchor) ?? 0;
      seen.set(anchor, before + 1);
      return {
        level: marks.length,
        text,
        anchor: before ? `${anchor}-${before}` : anchor,
      };
    },
  );
}

/**
 * The links and pictures of a page.
 *
 * @param {string} page - Markdown
 * @returns {{ text: string, target: string, isPicture: boolean }[]}
 */
export function linksOf(page) {
  // Code can have brackets, also where it is the text of a link
  const prose = withoutBlocks(page).replace(/`[^`\n]*`/g, '`code`');
  const links = /(!?)\[((?:!\[[^\]]*\]\([^)]*\)|[^\]])*)\]\(([^)\s]+)\)/g;
  return [...prose.matchAll(links)].flatMap(([, mark, text, target]) => [
    { text, target, isPicture: mark === '!' },
    ...(text.includes('](') ? linksOf(text) : []),
  ]);
}

/**
 * Without blocks of code, whose lines may look like anything.
 *
 * @param {string} page
 */
function withoutBlocks(page) {
  return page.replace(/^( *)(```+)[^\n]*\n[^]*?^\1\2 *$/gm, '');
}
