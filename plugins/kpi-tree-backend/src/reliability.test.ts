import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

const root = resolve(__dirname, '../../..');

/** The tests that `docs/reliability.md` names: a file, and how a title begins. */
const named = [
  ...readFileSync(resolve(root, 'docs/reliability.md'), 'utf8').matchAll(
    /^\|[^|]+\| `([^`]+\.test\.tsx?)`: (.+?) *\|$/gm,
  ),
].map(([, file, title]) => ({ file, title }));

describe('docs/reliability.md', () => {
  it('names a test for each promise', () => {
    const promises = readFileSync(
      resolve(root, 'docs/reliability.md'),
      'utf8',
    ).match(/^\| (?!promise|-)/gm);
    expect(named).toHaveLength(promises!.length);
    expect(named.length).toBeGreaterThan(20);
  });

  it.each(named)('names a test that there is: $title', ({ file, title }) => {
    expect(readFileSync(resolve(root, file), 'utf8')).toContain(title);
  });
});
