import { Entity } from '@backstage/catalog-model';
import { initDatabase, testDatabases } from '../__testUtils__/databases';
import { entity } from '../__testUtils__/entities';
import {
  a,
  b,
  c,
  renamingPortal,
  service,
} from '../__testUtils__/renamingPortal';

jest.setTimeout(60_000);

const databases = testDatabases();

const shop = 'system:default/shop';

/** A service that is part of no System. */
const alone = (ref: string): Entity =>
  entity(ref, { annotations: { tree: 'tree' } });

describe.each(databases.eachSupportedId())('members on %s', id => {
  /** A portal on its first day; what is given in turn is looked at on that day. */
  async function firstDay(...looks: Entity[][]) {
    const h = await renamingPortal(
      await initDatabase(databases, id),
      service('Component:a'),
      service('Component:c'),
    );
    await h.write(a, { '2026-03-05': 3 });
    await h.write(c, { '2026-03-05': 10 });
    await h.refreshed();
    for (const look of looks) {
      await h.becomeAtOnce(...look);
    }
    const past = async () => [await h.months(shop), await h.months('all')];
    return { ...h, past };
  }

  const [inShop, others] = [service('Component:a'), service('Component:c')];
  const without = '2026-03: 10';
  const withIt = '2026-03: 13';

  it.each<[string, Entity[][], string[]]>([
    ['leaves its System', [[alone('Component:a'), others]], [without, withIt]],
    [
      'leaves its System, then the catalog',
      [[alone('Component:a'), others], [others]],
      [withIt, withIt],
    ],
    [
      'leaves the catalog, and comes back without its System',
      [[others], [alone('Component:a'), others]],
      [without, withIt],
    ],
    [
      'leaves the catalog, comes back without its System, and leaves again',
      [[others], [alone('Component:a'), others], [others]],
      [withIt, withIt],
    ],
    [
      'leaves its System, and comes back to it',
      [
        [alone('Component:a'), others],
        [inShop, others],
      ],
      [withIt, withIt],
    ],
    [
      'leaves its System, and has another name there',
      [
        [alone('Component:a'), others],
        [service('Component:b', a), others],
      ],
      [withIt, withIt],
    ],
    [
      'leaves its System, then has another name, and then leaves the catalog',
      [
        [alone('Component:a'), others],
        [
          entity('Component:b', { annotations: { tree: 'tree', formerly: a } }),
          others,
        ],
        [others],
      ],
      [withIt, withIt],
    ],
  ])('one that %s on the first day', async (_, looks, expected) => {
    const h = await firstDay(...looks);
    expect(await h.past()).toEqual(expected);
    // Nor does it matter what becomes of it on other days
    await h.become(others);
    expect(await h.past()).toEqual(expected);
    await h.become(inShop, others);
    await h.becomeAtOnce(alone('Component:a'), others);
    await h.becomeAtOnce(others);
    expect(await h.past()).toEqual(expected);
  });

  it('who come to a System that all left on its first day always were in it', async () => {
    const h = await firstDay([alone('Component:a'), alone('Component:c')]);
    await h.become(
      alone('Component:a'),
      alone('Component:c'),
      service('Component:b'),
    );
    await h.write(b, { '2026-03-05': 1 });
    await h.refreshed();
    expect(await h.months(shop)).toBe('2026-03: 1');
  });
});
