/**
 * The documentation as a site: `npm run docs` builds it from the pages of this folder.
 */
import { posix } from 'node:path';
import { repositoryUrl } from '../../scripts/lib/pack.mjs';

const repository = repositoryUrl();

/**
 * Links that lead out of the folder lead to the repository; as long as that has no address,
 * they are text.
 *
 * @param {import('markdown-it').default} md
 */
function withLinksToRepository(md) {
  md.core.ruler.push('links-to-repository', ({ tokens }) => {
    for (const token of tokens.flatMap(each => each.children ?? [])) {
      const href = token.attrGet('href');
      if (token.type === 'link_open' && href?.startsWith('../')) {
        const path = posix.join('docs', href);
        if (repository) {
          token.attrSet('href', `${repository}/blob/main/${path}`);
        } else {
          token.attrs = [['title', path]];
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
  markdown: { html: false, config: withLinksToRepository },
  themeConfig: {
    search: { provider: 'local' },
    outline: 'deep',
    sidebar: [
      group('For owners of KPIs', {
        definitions: 'Definitions and annotations',
        arithmetic: 'Arithmetic',
        signals: 'Signals',
        screens: 'Screens',
        glossary: 'Glossary',
      }),
      group('Data', {
        sources: 'Sources',
        push: 'Sending numbers',
      }),
      group('For admins', {
        configuration: 'Configuration',
        visibility: 'Who sees what',
        permissions: 'Permissions',
        operate: 'Operate',
        troubleshooting: 'Troubleshooting',
        reliability: 'What can be relied on',
        'supported-versions': 'Supported versions',
        rhdh: 'Red Hat Developer Hub',
      }),
      group('For contributors', {
        'life-of-a-measurement': 'The life of a measurement',
      }),
    ],
  },
};
