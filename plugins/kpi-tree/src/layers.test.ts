import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve, sep } from 'node:path';
import ts from 'typescript';

/** What each folder may import; `fixtures` belong to tests and stories. */
const below: Record<string, string[]> = {
  api: [],
  texts: [],
  queries: ['api', 'texts'],
  parts: ['api', 'queries', 'texts'],
  screens: ['api', 'parts', 'queries', 'texts'],
  backstage: ['api', 'parts', 'screens', 'texts'],
};

const isOfTests = (path: string) =>
  /(__testUtils__|fixtures|setupTests|\.(test|stories)\.)/.test(path);

/** Each file of the sources with the files that it imports, relative to `src`. */
function imports(folder: string): [string, string][] {
  return readdirSync(folder, { withFileTypes: true }).flatMap(entry => {
    const path = join(folder, entry.name);
    if (isOfTests(path)) {
      return [];
    }
    if (entry.isDirectory()) {
      return imports(path);
    }
    return ts
      .preProcessFile(readFileSync(path, 'utf8'))
      .importedFiles.filter(({ fileName }) => fileName.startsWith('.'))
      .map(({ fileName }): [string, string] => [
        relative(__dirname, path),
        relative(__dirname, resolve(dirname(path), fileName)),
      ]);
  });
}

/** The folder of a path, as far as screens and layers are concerned. */
const layerOf = (path: string) => path.split(sep)[0];
const screenOf = (path: string) => path.split(sep)[1];

describe('the folders of the sources', () => {
  const all = imports(__dirname);

  it('import only what is below them', () => {
    expect(all.length).toBeGreaterThan(1_000);
    const wrong = all.filter(([from, to]) => {
      const [layer, imported] = [layerOf(from), layerOf(to)];
      return layer in below && layer !== imported
        ? !below[layer].includes(imported)
        : false;
    });
    expect(wrong.map(pair => pair.join(' imports '))).toEqual([]);
  });

  it('are screens that do not import each other; the portal has them as its tabs', () => {
    const wrong = all.filter(
      ([from, to]) =>
        layerOf(from) === 'screens' &&
        layerOf(to) === 'screens' &&
        screenOf(from) !== screenOf(to) &&
        screenOf(from) !== 'portal',
    );
    expect(wrong.map(pair => pair.join(' imports '))).toEqual([]);
  });
});
