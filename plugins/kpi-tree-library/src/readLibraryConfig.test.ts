import { ConfigReader } from '@backstage/config';
import { JsonObject, JsonValue } from '@backstage/types';
import { readLibraryConfig } from './readLibraryConfig';

/** A text that contains another, or matches a pattern. */
const saying = (what: string | RegExp): string =>
  typeof what === 'string'
    ? expect.stringContaining(what)
    : expect.stringMatching(what);

describe('kpiTree.library', () => {
  const read = (library: JsonValue) =>
    readLibraryConfig(new ConfigReader({ kpiTree: { library } }));

  it('is off unless it is switched on', () => {
    const off = { enabled: false, options: {}, mistakes: [] };
    expect(readLibraryConfig(new ConfigReader({}))).toEqual(off);
    expect(read({ owner: 'group:default/cio' })).toEqual(off);
    expect(read({ enabled: false, owner: 'a:b:c' })).toEqual(off);
  });

  it('gives owner and rules', () => {
    expect(
      read({
        enabled: true,
        owner: 'cio-office',
        trees: {
          dora: { appliesTo: false },
          'it4it-v3': { appliesTo: { kind: 'System' } },
          'it-transformation': {},
        },
      }),
    ).toEqual({
      enabled: true,
      options: {
        owner: 'group:default/cio-office',
        appliesTo: { dora: false, 'it4it-v3': { kind: 'System' } },
      },
      mistakes: [],
    });
  });

  it.each<[JsonObject, string, string | RegExp]>([
    [
      { owner: 'a:b:c' },
      'owner',
      'is "a:b:c": use a reference to a Group or User such as group:default/cio-office',
    ],
    [{ owner: 7 }, 'owner', /got number, wanted string/],
    [
      { enabled: 'perhaps' },
      'enabled',
      /kpiTree\.library\.enabled.* to a boolean/,
    ],
    [{ trees: [] }, 'trees', /got array, wanted object/],
    [
      { trees: { dorra: {} } },
      'trees.dorra',
      'is not a tree of the library: use one of catalog-quality, dora, it-transformation, it4it-v3',
    ],
    [
      { trees: { dora: { appliesTo: { $nonsense: [] } } } },
      'trees.dora.appliesTo',
      'is not a catalog filter predicate: use one such as { kind: Component, spec.type: service }, or false',
    ],
    [{ trees: { dora: false } }, 'trees.dora.appliesTo', /wanted object/],
  ])('notes %j, and reads the rest', (library, key, message) => {
    const { enabled, mistakes } = read({ enabled: true, ...library });
    expect(enabled).toBe(true);
    expect(mistakes).toEqual([
      {
        key: `kpiTree.library.${key}`,
        message: saying(message),
      },
    ]);
  });

  it('notes everything at once', () => {
    const { mistakes } = read({
      enabled: true,
      owner: 'a:b:c',
      trees: { dorra: {} },
    });
    expect(mistakes).toHaveLength(2);
  });

  it('that is no mapping may have been on', () => {
    expect(read('yes')).toMatchObject({
      enabled: true,
      mistakes: [{ key: 'kpiTree.library' }],
    });
  });
});
