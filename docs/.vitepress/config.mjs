/**
 * The documentation as a site: `npm run docs` builds it from the pages of this folder.
 */
import { posix } from 'node:path';
import { anchorOf } from '../../scripts/lib/markdown.mjs';
import { repositoryUrl } from '../../scripts/lib/pack.mjs';

const repository = repositoryUrl();

/**
 * Links that lead out of the folder lead to the repository; as long as that has no address,
 * they are text with the path as its title.
 *
 * @param {import('vitepress').MarkdownRenderer} md
 */
function withLinksToRepository(md) {
  md.core.ruler.push('links-to-repository', ({ tokens }) => {
    for (const { children } of tokens) {
      let isText = false;
      for (const token of children ?? []) {
        const href = token.attrGet('href');
        if (token.type === 'link_open' && href?.startsWith('../')) {
          const path = posix.join('docs', href);
          if (repository) {
            token.attrSet('href', `${repository}/blob/main/${path}`);
          } else {
            token.tag = 'span';
            token.attrs = [['title', path]];
            isText = true;
          }
        } else if (token.type === 'link_close' && isText) {
          token.tag = 'span';
          isText = false;
        }
      }
    }
  });
}

/**
 * @param {string} text
 * @param {Record<string, string>} pages - titles by file
 */
const group = (text, pages) => ({
  text,
  items: Object.entries(pages).map(([file, title]) => ({
    text: title,
    link: `/${file}`,
  })),
});

export default {
  title: 'KPI Tree for Backstage',
  description:
    'KPI trees of your IT services in Backstage: definitions, sources, operation',
  markdown: {
    html: false,
    config: withLinksToRepository,
    // As on GitHub, so that a link to a heading is right in both places
    anchor: { slugify: anchorOf },
    theme: {
      light: 'github-light-high-contrast',
      dark: 'github-dark-high-contrast',
    },
  },
  themeConfig: {
    search: { provider: 'local' },
    outline: 'deep',
    sidebar: [
      group('For engineers', {
        screens: 'Screens',
        glossary: 'Glossary',
      }),
      group('For owners of KPIs', {
        definitions: 'Definitions and annotations',
        arithmetic: 'Arithmetic',
        signals: 'Signals',
        actions: 'Actions',
        words: 'Words of the owner',
        reviews: 'Reviews',
      }),
      group('Connecting data', {
        sources: 'Sources',
        push: 'Sending numbers',
      }),
      group('For admins', {
        'supported-versions': 'Supported versions',
        configuration: 'Configuration',
        visibility: 'Who sees what',
        permissions: 'Permissions',
        agents: 'Agents',
        messages: 'Messages',
        operate: 'Operate',
        troubleshooting: 'Troubleshooting',
        reliability: 'What can be relied on',
        rhdh: 'Red Hat Developer Hub',
      }),
      group('For contributors', {
        'life-of-a-measurement': 'The life of a measurement',
      }),
    ],
  },
};
