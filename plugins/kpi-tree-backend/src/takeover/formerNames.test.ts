import { Entity } from '@backstage/catalog-model';
import { initDatabase, testDatabases } from '../__testUtils__/databases';
import {
  a,
  b,
  c,
  renamingPortal,
  service,
} from '../__testUtils__/renamingPortal';

jest.setTimeout(60_000);

const databases = testDatabases();

describe.each(databases.eachSupportedId())('an earlier name on %s', id => {
  /** `b` has the history of `a`. */
  async function renamed(...others: Entity[]) {
    const h = await renamingPortal(
      await initDatabase(databases, id),
      service('Component:a'),
      ...others,
    );
    await h.write(a, { '2026-03-05': 3 });
    await h.refreshed();
    await h.become(service('Component:b', a), ...others);
    expect(await h.months(b)).toBe('2026-03: 3');
    const names = async () => [...(await h.definitions.get()).formerNames];
    /** A new `a` is measured, and goes. */
    const another = async (...now: Entity[]) => {
      await h.become(...now, service('Component:a'));
      await h.write(a, { '2026-04-05': 500 });
      await h.refreshed();
      await h.become(...now);
    };
    return { ...h, names, another };
  }

  const cameAgain =
    /^component:default\/b: metadata.annotations\[kpi-tree.io\/formerly\] names component:default\/a: this entity has its history, and since then, on 2026-05-17, another one came/;

  it('stands for one entity, not for the next that has it', async () => {
    const h = await renamed();
    await h.another(service('Component:b', a));
    expect(await h.months(b)).toBe('2026-03: 3');
    // In April the new one was nobody's member
    expect(await h.months('all')).toBe('2026-03: 3');
    expect(await h.names()).toEqual([]);
    expect(await h.problems()).toEqual([expect.stringMatching(cameAgain)]);
    // Also if its file was away for a while
    await h.become();
    await h.become(service('Component:b', a));
    expect(await h.months(b)).toBe('2026-03: 3');
    expect(await h.problems()).toEqual([expect.stringMatching(cameAgain)]);
    // Nor for what the entity is called next
    await h.become(service('Component:c', `${a}, ${b}`));
    expect(await h.months(c)).toBe('2026-03: 3');
    await h.refreshed();
    expect(await h.months(c)).toBe('2026-03: 3');
    expect(await h.problems()).toEqual([
      expect.stringMatching(
        /^component:default\/c: .*names component:default\/a: this entity has its history, and since then/,
      ),
    ]);
    expect(await h.knex('takeovers')).toHaveLength(2);
  });

  it('stands for one entity also where nothing was measured of that', async () => {
    const h = await renamingPortal(
      await initDatabase(databases, id),
      service('Component:b', a),
    );
    await h.refreshed();
    await h.become(service('Component:b', a), service('Component:a'));
    await h.write(a, { '2026-04-05': 500 });
    await h.become(service('Component:b', a));
    expect(await h.months(b)).toBe('');
    expect(await h.problems()).toEqual([
      expect.stringMatching(/on 2026-05-16, another one came/),
    ]);
  });

  it('stands for the next as well once it was given up and named again', async () => {
    const h = await renamed();
    await h.another(service('Component:b', a));
    await h.become(service('Component:b'));
    expect(await h.problems()).toEqual([]);
    await h.become(service('Component:b', a));
    expect(await h.problems()).toEqual([]);
    expect(await h.months(b)).toBe('2026-03: 3, 2026-04: 500');
    expect(await h.months('all')).toBe('2026-03: 3, 2026-04: 500');
  });

  it('may be named before the next that has it goes, if it was given up', async () => {
    const h = await renamed();
    await h.another(service('Component:b'));
    expect(await h.months(b)).toBe('2026-03: 3');
    await h.become(service('Component:b'), service('Component:a'));
    await h.become(service('Component:b', a), service('Component:a'));
    await h.become(service('Component:b', a));
    expect(await h.months(b)).toBe('2026-03: 3, 2026-04: 500');
  });

  it('is not given up where the annotation cannot be read', async () => {
    const h = await renamed();
    await h.become(service('Component:b', `${a}, not a reference!`));
    await h.another(service('Component:b', a));
    expect(await h.months(b)).toBe('2026-03: 3');
    expect(await h.problems()).toHaveLength(1);
  });

  it('may be had back, and given once more', async () => {
    const h = await renamed();
    await h.become(service('Component:a', b));
    await h.write(a, { '2026-04-05': 4 });
    expect(await h.months(a)).toBe('2026-03: 3, 2026-04: 4');
    await h.become(service('Component:b', a));
    expect(await h.months(b)).toBe('2026-03: 3, 2026-04: 4');
    expect(await h.problems()).toEqual([]);
  });

  it('is kept by who has it when another names it', async () => {
    const h = await renamed();
    await h.become(service('Component:b', a), service('Component:c', a));
    expect(await h.names()).toEqual([[a, b]]);
    expect(await h.problems()).toEqual([
      expect.stringMatching(
        /^component:default\/c: .*names component:default\/a: another entity has its history already, and keeps it.*default\/b/,
      ),
    ]);
    // Whoever may not read the one does not see its name
    h.state.hidden.add(b);
    expect(await h.problems()).toEqual([
      expect.stringMatching(/^component:default\/c: .*there$/),
    ]);
    h.state.hidden.clear();
    // Also by a backend that was started since, and under its next name
    await h.become(
      service('Component:d', `${a}, ${b}`),
      service('Component:c', a),
    );
    expect(await h.names()).toEqual([
      [a, 'component:default/d'],
      [b, 'component:default/d'],
    ]);
    expect(await h.months('component:default/d')).toBe('2026-03: 3');
    // Until it is given up
    await h.become(service('Component:d'), service('Component:c', a));
    expect(await h.names()).toEqual([[a, c]]);
    expect(await h.problems()).toEqual([]);
  });

  it('is anybody else’s where who had it is gone', async () => {
    const h = await renamed();
    await h.another();
    await h.become(service('Component:c', a));
    expect(await h.months(c)).toBe('2026-04: 500');
    await h.become(service('Component:c', a), service('Component:b', a));
    expect(await h.names()).toEqual([[a, c]]);
    expect(await h.months(b)).toBe('2026-03: 3');
  });

  it('does not wait for many that cannot be given', async () => {
    const heirs = Array.from({ length: 11 }, (_, i) => {
      const refs = Array.from(
        { length: 20 },
        (__, n) => `api:default/${i}-${n}`,
      );
      return { ref: `Component:heir-${i}`, refs };
    });
    const h = await renamingPortal(
      await initDatabase(databases, id),
      service('Component:a'),
    );
    await h.write(a, { '2026-03-05': 3 });
    await h.refreshed();
    heirs.flatMap(({ refs }) => refs).forEach(ref => h.catalogFinds.add(ref));
    await h.become(
      ...heirs.map(({ ref, refs }) => service(ref, refs.join(', '))),
      service('Component:b', a),
    );
    await h.refreshed();
    expect(await h.months(b)).toBe('2026-03: 3');
    // They are tried again and again
    h.catalogFinds.clear();
    await h.refreshed();
    await h.refreshed();
    expect(await h.knex('former_names')).toHaveLength(221);
  });
});
