import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';

const root = resolve(__dirname, '../../..');

const [promises] = readFileSync(
  resolve(root, 'docs/reliability.md'),
  'utf8',
).split('\n## The trial\n');

/** The tests that are named: a file, and how a title begins. */
const named = [
  ...promises.matchAll(/^\|[^|]+\| `([^`]+\.test\.tsx?)`: (.+?) *\|$/gm),
].map(([, file, title]) => ({ file, title }));

describe('docs/reliability.md', () => {
  it('names a test for each promise', () => {
    const rows = promises.match(/^\| (?!promise|-)/gm);
    expect(named).toHaveLength(rows!.length);
    expect(named.length).toBeGreaterThan(20);
  });

  it.each(named)('names a test that there is: $title', ({ file, title }) => {
    expect(readFileSync(resolve(root, file), 'utf8')).toContain(title);
  });
});
