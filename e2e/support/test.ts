import { test as base } from '@playwright/test';
import { BrowserProblems } from './browserProblems';

export { expect } from '@playwright/test';

/**
 * Playwright's `test`, which in addition fails a test during which something
 * went wrong in the browser. What a test causes on purpose it has to allow:
 *
 *     test('...', async ({ page, browserProblems }) => {
 *       browserProblems.allow(/GET \/api\/kpi-tree\/trees\/gone -> 404/);
 */
export const test = base.extend<{ browserProblems: BrowserProblems }>({
  browserProblems: [
    async ({ baseURL, context }, use) => {
      if (!baseURL) {
        throw new Error('The tests need the baseURL of a portal');
      }
      const problems = new BrowserProblems(baseURL);
      problems.watch(context);
      await use(problems);
      const list = problems.list();
      if (list.length > 0) {
        throw new Error(`Problems in the browser:\n${list.join('\n')}`);
      }
    },
    { auto: true },
  ],
});
