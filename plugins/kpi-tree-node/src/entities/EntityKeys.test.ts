import { SourceEntity } from '../source/SourceEntity';
import fc from 'fast-check';
import { EntityKeys } from './EntityKeys';
import { EntityKeysConfig } from './entityKeysConfig';

const place = 'kpiTree.records.sources[tickets].entities';
const kpis = ['mttr', 'mtta'];

const component = (name: string, keys: Record<string, string> = {}) => ({
  entityRef: `component:default/${name}`,
  keys,
});

function keysOf(entities: SourceEntity[], config: EntityKeysConfig = {}) {
  const keys = new EntityKeys(entities, config, place);
  return {
    keys,
    find: (name: string, kpi = 'mttr') =>
      keys.find(name, kpi).map(index => entities[index].entityRef),
    refused: keys.problems.map(({ entityRef, field }) => [entityRef, field]),
  };
}

const mttrKey = 'metadata.annotations[kpi-tree.io/source.mttr]';

describe('a name that the admin mapped', () => {
  const config = { map: { Payments: 'component:default/payments' } };

  it.each([
    ['as it is', 'Payments'],
    ['in another case', 'PAYMENTS'],
    ['with a full-width letter', 'Ｐayments'],
  ])('is nobody else’s who claims it %s', (_, claimed) => {
    const { keys, find, refused } = keysOf(
      [component('payments'), component('mine', { mttr: claimed })],
      config,
    );
    expect(find('Payments')).toEqual(['component:default/payments']);
    expect(find(claimed)).not.toContain('component:default/mine');
    expect(refused).toEqual([['component:default/mine', mttrKey]]);
    expect(keys.problems[0]).toMatchObject({
      value: claimed,
      message: `${mttrKey} is "${claimed}", which ${place}.map assigns to another entity, so it does not count here: remove it, or have the admin of the portal add this entity there`,
      others: [],
    });
  });

  it('is not shared either, and not taken by a name or an annotation', () => {
    const { find, refused } = keysOf(
      [
        component('pay'),
        component('payments'),
        {
          ...component('annotated'),
          annotations: { 'desk.test/name': 'payments' },
        },
      ],
      {
        map: { payments: 'component:default/pay' },
        byName: true,
        annotation: 'desk.test/name',
        shared: true,
      },
    );
    expect(find('payments')).toEqual(['component:default/pay']);
    // Neither was written for the source
    expect(refused).toEqual([]);
  });

  it('may have several entities, and they other spellings of it', () => {
    const { find, refused } = keysOf(
      [
        component('payments'),
        { entityRef: 'system:default/shop', keys: {} },
        component('other', {}),
      ],
      {
        map: {
          Payments: ['component:default/payments', 'system:default/shop'],
        },
        byName: true,
      },
    );
    expect(find('Payments')).toEqual([
      'component:default/payments',
      'system:default/shop',
    ]);
    expect(find('payments')).toEqual(['component:default/payments']);
    expect(refused).toEqual([]);
  });

  it('is nobody’s if the entity that it is mapped to does not exist', () => {
    const { keys, find } = keysOf([component('mine', { mttr: 'Payments' })], {
      map: { Payments: 'component:default/gone' },
    });
    expect(find('Payments')).toEqual([]);
    expect(
      keys.errors.map(({ where, entityRef }) => [where, entityRef]),
    ).toEqual([
      ['', undefined],
      ['component:default/mine', 'component:default/mine'],
    ]);
  });
});

describe('a reference', () => {
  it.each([
    'component:default/payments',
    'Component:Default/Payments',
    'component:payments',
  ])('%s is that of its entity, whoever claims it', claimed => {
    const { find, refused } = keysOf([
      component('payments'),
      component('mine', { mttr: claimed }),
    ]);
    expect(find('component:default/payments')).toEqual([
      'component:default/payments',
    ]);
    expect(find(claimed)).not.toContain('component:default/mine');
    expect(refused).toEqual([['component:default/mine', mttrKey]]);
  });

  it('of what is not measured, or not there, is answered in the same way', () => {
    const { find, keys } = keysOf([
      component('mine', { mttr: 'component:default/secret' }),
      { entityRef: 'product:default/x', keys: { mttr: 'product:default/y' } },
    ]);
    expect(find('component:default/secret')).toEqual([]);
    expect(find('product:default/y')).toEqual([]);
    expect(keys.problems.map(({ message }) => message)).toEqual([
      expect.stringContaining('is the reference of another entity'),
      expect.stringContaining('is the reference of another entity'),
    ]);
  });

  it('may be claimed by itself, mapped and shared', () => {
    const entities = [
      component('payments', { mttr: 'component:default/payments' }),
      component('mine', { mttr: 'component:default/old' }),
    ];
    expect(keysOf(entities.slice(0, 1)).refused).toEqual([]);
    const shared = keysOf(entities, { shared: ['component:default/old'] });
    expect(shared.refused).toEqual([]);
    expect(shared.find('component:default/old')).toEqual([
      'component:default/mine',
    ]);
    const mapped = keysOf(entities, {
      map: { 'component:default/payments': 'component:default/mine' },
    });
    expect(mapped.find('component:default/payments')).toEqual([
      'component:default/mine',
    ]);
  });

  it('is no name that only looks like one', () => {
    const { find } = keysOf([component('mine', { mttr: 'ci:4711' })]);
    expect(find('ci:4711')).toEqual(['component:default/mine']);
  });
});

describe('a name that several claim', () => {
  const slug = { 'github.com/project-slug': 'org/payments' };

  it.each<[string, SourceEntity[], EntityKeysConfig, string, string[]]>([
    [
      'for one KPI',
      [
        component('a', { mttr: 'CI 4711' }),
        component('b', { mttr: 'CI 4711' }),
      ],
      {},
      'CI 4711',
      [mttrKey, mttrKey],
    ],
    [
      'for several KPIs',
      [
        component('a', { mttr: 'CI 4711' }),
        component('b', { mtta: 'CI 4711' }),
      ],
      {},
      'CI 4711',
      [mttrKey, 'metadata.annotations[kpi-tree.io/source.mtta]'],
    ],
    [
      'by an annotation',
      [
        { ...component('a'), annotations: slug },
        { ...component('b'), annotations: slug },
      ],
      { annotation: 'github.com/project-slug' },
      'org/payments',
      [
        'metadata.annotations[github.com/project-slug]',
        'metadata.annotations[github.com/project-slug]',
      ],
    ],
    [
      'by a key and an annotation',
      [
        { ...component('a'), annotations: slug },
        component('b', { mttr: 'org/payments' }),
      ],
      { annotation: 'github.com/project-slug' },
      'org/payments',
      ['metadata.annotations[github.com/project-slug]', mttrKey],
    ],
    [
      'by its own name and a key',
      [component('payments'), component('b', { mttr: 'payments' })],
      { byName: true },
      'payments',
      ['metadata.name', mttrKey],
    ],
    [
      'by their own names',
      [component('payments'), { entityRef: 'api:default/payments', keys: {} }],
      { byName: { kinds: ['Component', 'API'] } },
      'payments',
      ['metadata.name', 'metadata.name'],
    ],
  ])(
    'is nobody’s, and a problem at each: %s',
    (_, entities, config, name, fields) => {
      const { keys, find, refused } = keysOf(entities, config);
      for (const kpi of kpis) {
        expect(find(name, kpi)).toEqual([]);
      }
      expect(refused).toEqual(
        entities.map(({ entityRef }, index) => [entityRef, fields[index]]),
      );
      const [first] = keys.problems;
      expect(first.message).toMatch(
        /which another entity claims as well, so neither gets its numbers: .*entities\.map or .*entities\.shared$/,
      );
      expect(first.message).not.toContain(entities[1].entityRef);
      expect(first.others).toEqual([entities[1].entityRef]);
      expect(keys.mistake('service', name)).toBe(
        `service names "${name}", which several entities claim, so none of them gets its numbers: map it in ${place}.map, or allow it in ${place}.shared`,
      );
      for (const shared of [true, [name]]) {
        const allowed = keysOf(entities, { ...config, shared });
        expect(allowed.refused).toEqual([]);
        expect(new Set(kpis.flatMap(kpi => allowed.find(name, kpi)))).toEqual(
          new Set(entities.map(({ entityRef }) => entityRef)),
        );
      }
      const settled = keysOf(entities, {
        ...config,
        map: { [name]: entities[0].entityRef },
      });
      expect(settled.find(name)).toEqual([entities[0].entityRef]);
    },
  );

  it('is claimed by both where they write it in another case', () => {
    const { find, refused } = keysOf([
      component('a', { mttr: 'CI 4711' }),
      component('b', { mttr: 'ci 4711' }),
    ]);
    expect([...find('CI 4711'), ...find('ci 4711')]).toEqual([]);
    expect(refused).toHaveLength(2);
  });

  it('leaves the others what they have besides', () => {
    const { find } = keysOf(
      [
        component('a', { mttr: 'CI 1', mtta: 'CI 2' }),
        component('b', { mttr: 'CI 1' }),
      ],
      { byName: true },
    );
    expect(find('CI 2', 'mtta')).toEqual(['component:default/a']);
    expect(find('a')).toEqual(['component:default/a']);
    expect(find('component:default/b')).toEqual(['component:default/b']);
  });

  it('is that of the service where a System has its name', () => {
    const entities = [
      { entityRef: 'system:default/payments', keys: {} },
      component('payments'),
      { entityRef: 'domain:default/retail', keys: {} },
    ];
    const { find, refused } = keysOf(entities, {
      byName: { kinds: ['Component', 'System', 'Domain'] },
    });
    expect(find('payments')).toEqual(['component:default/payments']);
    expect(find('retail')).toEqual(['domain:default/retail']);
    expect(refused).toEqual([]);
  });
});

it('never gives a name to two, nor what is mapped or a reference to another', () => {
  const names = ['Payments', 'payments', 'CI', 'component:default/a', 'a', 'b'];
  const anyName = fc.constantFrom(...names);
  const entities = ['component:default/a', 'component:default/b', 'api:x/a'];
  const claims = fc.tuple(
    ...entities.map(entityRef =>
      fc.record({
        entityRef: fc.constant(entityRef),
        keys: fc.dictionary(fc.constantFrom(...kpis), anyName),
        annotations: fc.dictionary(fc.constant('desk.test/name'), anyName),
      }),
    ),
  );
  const config = fc.record({
    byName: fc.boolean(),
    annotation: fc.constantFrom(undefined, 'desk.test/name'),
    map: fc.dictionary(anyName, fc.constantFrom(...entities)),
  });
  fc.assert(
    fc.property(claims, config, (all, given) => {
      const { find, keys } = keysOf(all, given);
      const wrong = names.filter(name => {
        const owners = [...new Set(kpis.flatMap(kpi => find(name, kpi)))];
        const rightful = [
          ...Object.entries(given.map)
            .filter(([other]) => other.toLowerCase() === name.toLowerCase())
            .map(([, ref]) => ref),
          ...(name === 'component:default/a' ? [name] : []),
        ];
        return rightful.length
          ? owners.some(owner => !rightful.includes(owner))
          : owners.length > 1;
      });
      expect(wrong).toEqual([]);
      // Who is refused a key has nothing of the name, but what is mapped
      const had = keys.problems.filter(
        ({ entityRef, value, field }) =>
          field.includes('kpi-tree.io') &&
          given.map[value] !== entityRef &&
          find(value).includes(entityRef),
      );
      expect(had).toEqual([]);
    }),
    { numRuns: 2_000, seed: 13 },
  );
});

describe('an earlier reference', () => {
  const renamed = {
    ...component('pay', { mtta: 'CI 1' }),
    formerly: ['component:default/payments'],
  };

  it('stands for the entity of today: mapped, as a reference and by its name', () => {
    const { keys, find } = keysOf([component('orders'), renamed], {
      map: { PAY: 'component:default/payments' },
      byName: true,
      always: ['component:default/payments'],
    });
    for (const name of ['PAY', 'component:default/payments', 'payments']) {
      expect(find(name)).toEqual(['component:default/pay']);
    }
    expect(keys.always).toEqual([1]);
    expect(keys.errors).toEqual([]);
    expect(keys.names).toEqual(
      new Map([
        ['component:default/orders', ['orders']],
        ['component:default/pay', ['PAY', 'pay', 'payments', 'CI 1']],
      ]),
    );
  });

  it('leaves its name to whoever has it now, and to nobody where two had it', () => {
    const other = {
      ...component('bill'),
      formerly: ['component:other/payments'],
    };
    const config = { byName: { namespaces: ['default', 'other', 'shop'] } };
    expect(keysOf([renamed, other], config).find('payments')).toEqual([]);
    const { find, refused } = keysOf(
      [renamed, { entityRef: 'component:shop/payments', keys: {} }],
      config,
    );
    expect(find('payments')).toEqual(['component:shop/payments']);
    expect(refused).toEqual([]);
    expect(keysOf([renamed]).find('payments')).toEqual([]);
  });
});

describe('a name by which an entity is found', () => {
  const of = (ref: string): SourceEntity => ({ entityRef: ref, keys: {} });
  const entities = [
    of('component:default/payments'),
    of('component:emea/payments'),
    of('system:default/payments'),
    of('component:default/orders'),
    of('system:default/orders'),
    of('resource:default/ledger'),
    of('system:default/shop'),
  ];

  it('is that of a Component in the default namespace', () => {
    const { find, keys, refused } = keysOf(entities, { byName: true });
    expect(find('payments')).toEqual(['component:default/payments']);
    expect(find('orders')).toEqual(['component:default/orders']);
    expect(find('ledger')).toEqual([]);
    expect(find('shop')).toEqual([]);
    expect(keys.mistake('service', 'shop')).toBe(
      `service names "shop", which is system:default/shop, but byName is for the kinds Component and namespaces default: give ${place}.byName kinds and namespaces, or add the name to ${place}.map or ${place}.ignore`,
    );
    expect(keys.mistake('service', 'Ledger')).toMatch(
      /^service names "Ledger", which is resource:default\/ledger, but/,
    );
    expect(keys.mistake('service', 'other')).toMatch(
      /"other", which is not an en/,
    );
    expect(refused).toEqual([]);
  });

  it('is reported where another kind has it, also if all others are ignored', () => {
    const ignoring = (...ignore: string[]) =>
      keysOf(entities, { byName: true, ignore }).keys;
    expect(ignoring('*').mistake('service', 'shop')).toMatch(
      /^service names "shop", which is system:default\/shop, but byName/,
    );
    expect(ignoring('*', 'shop').mistake('service', 'shop')).toBeUndefined();
    expect(ignoring('*').mistake('service', 'other')).toBeUndefined();
    // It is written in another case, which makes a difference
    expect(ignoring().mistake('service', 'Shop')).toMatch(
      /^service names "Shop", which is system:default\/shop, but/,
    );
  });

  it('is that of other kinds and namespaces if the admin says so', () => {
    const byName = { kinds: ['Resource'] };
    expect(keysOf(entities, { byName }).find('ledger')).toEqual([
      'resource:default/ledger',
    ]);
    const { find, refused } = keysOf(entities, {
      byName: { namespaces: ['default', 'EMEA'] },
    });
    expect(find('payments')).toEqual([]);
    expect(refused).toEqual([
      ['component:default/payments', 'metadata.name'],
      ['component:emea/payments', 'metadata.name'],
    ]);
  });

  it.each(['github.com/project-slug', 'gitlab.com/project-slug'])(
    'is found in any case by %s',
    annotation => {
      const slugs = [
        {
          ...component('payments'),
          annotations: { [annotation]: 'acme/payments-api' },
        },
        component('orders', { mttr: 'Acme/Orders' }),
      ];
      const { keys, find } = keysOf(slugs, {
        annotation,
        map: { 'acme/shop': 'component:default/orders' },
      });
      expect(find('Acme/Payments-API')).toEqual(['component:default/payments']);
      expect(find('ACME/orders')).toEqual(['component:default/orders']);
      expect(find('Acme/Shop')).toEqual(['component:default/orders']);
      expect(keys.mistake('repository', 'ACME/PAYMENTS-API')).toBeUndefined();
      expect(keys.mistake('repository', 'acme/other')).toMatch(/"acme\/other"/);
    },
  );

  it('is shared in any case, and ignored in any case', () => {
    const annotations = (name: string) => ({
      annotations: { 'desk.test/name': name },
    });
    const { find, keys } = keysOf(
      [
        { ...component('pay'), ...annotations('Team/X') },
        { ...component('bill'), ...annotations('team/x') },
      ],
      {
        annotation: 'desk.test/name',
        ignoreCase: true,
        shared: ['TEAM/X'],
        ignore: ['Team/Other'],
      },
    );
    expect(find('tEAM/x').sort()).toEqual([
      'component:default/bill',
      'component:default/pay',
    ]);
    expect(keys.mistake('team', 'team/OTHER')).toBeUndefined();
    expect(keys.mistake('team', 'team/others')).toMatch(/is not an entity/);
  });

  it('is reported where no record has it and an entity says so', () => {
    const annotation = 'github.com/project-slug';
    const slugs = [
      { ...component('payments'), annotations: { [annotation]: 'Acme/pay' } },
      { ...component('orders'), annotations: { [annotation]: 'acme/gone' } },
      component('search', { mttr: 'find' }),
      component('ledger'),
    ];
    const { keys } = keysOf(slugs, { annotation, byName: true });
    expect(keys.unseen(['acme/PAY'])).toEqual([
      {
        message:
          'component:default/orders names "acme/gone", which no record has: check its spelling, and whether it was renamed',
        where: 'metadata.annotations[github.com/project-slug]',
        entityRef: 'component:default/orders',
      },
      {
        message: expect.stringContaining('"find", which no record has'),
        where: 'metadata.annotations[kpi-tree.io/source.mttr]',
        entityRef: 'component:default/search',
      },
    ]);
    expect(keys.unseen(['acme/PAY', 'acme/gone', 'find'])).toEqual([]);
  });

  it('is another one in another case elsewhere', () => {
    const { find } = keysOf(
      [{ ...component('pay'), annotations: { 'desk.test/name': 'pay' } }],
      { annotation: 'desk.test/name' },
    );
    expect(find('Pay')).toEqual([]);
  });

  it('is reported in another case, also if all others are ignored', () => {
    const mistake = (name: string, ...ignore: string[]) =>
      keysOf([component('pay'), component('bill', { mttr: 'Invoices' })], {
        map: { 'Pull Requests': 'component:default/pay' },
        ignore,
      }).keys.mistake('service', name);
    expect(mistake('PULL REQUESTS', '*')).toBe(
      `service names "PULL REQUESTS", which is an entity only as "Pull Requests": set ${place}.ignoreCase to true, or add the name to ${place}.map or ${place}.ignore`,
    );
    expect(mistake('invoices')).toContain('only as "Invoices"');
    expect(mistake('Other', '*')).toBeUndefined();
    expect(mistake('PULL REQUESTS', '*', 'PULL REQUESTS')).toBeUndefined();
  });
});
