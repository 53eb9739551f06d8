import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import * as plugin from './index';

const page = readFileSync(resolve(__dirname, '../../../docs/rhdh.md'), 'utf8');

describe('the page on Red Hat Developer Hub', () => {
  it('wires what the package exports', () => {
    const named = [
      ...page.matchAll(/importName: (\w+)/g),
      ...page.matchAll(/- (is\w+)/g),
    ].map(([, name]) => name);
    expect(named.length).toBeGreaterThan(4);
    expect(named.filter(name => !(name in plugin))).toEqual([]);
  });
});
