import { readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

const root = resolve(__dirname, '../../../..');

/** Said by Backstage or knex. */
const OF_OTHERS = [
  'The migration directory is corrupt, the following files are missing',
  'is not of an allowed kind for that location',
];

const sources = (dir: string): string[] =>
  readdirSync(dir, { withFileTypes: true }).flatMap(each => {
    const path = join(dir, each.name);
    if (each.isDirectory()) {
      return sources(path);
    }
    return each.name.endsWith('.ts') && !each.name.includes('.test.')
      ? [readFileSync(path, 'utf8')]
      : [];
  });

describe('the page on troubleshooting', () => {
  it('quotes messages that there are', () => {
    const page = readFileSync(join(root, 'docs/troubleshooting.md'), 'utf8');
    const quoted = [...page.matchAll(/^\| `([^`]+)`/gm)]
      .map(([, message]) => message)
      .filter(message => message.includes(' ') && !OF_OTHERS.includes(message));
    expect(quoted.length).toBeGreaterThan(9);
    const code = readdirSync(join(root, 'plugins'))
      .flatMap(name => sources(join(root, 'plugins', name, 'src')))
      .join('\n');
    expect(quoted.filter(message => !code.includes(message))).toEqual([]);
  });
});
