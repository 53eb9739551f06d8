import { Entity } from '@backstage/catalog-model';
import {
  isLeaf,
  type KpiSpec,
  LIBRARY_NAMESPACE,
  walkTree,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { linkDefinitions } from './link';

const LOCATION = 'backstage.io/managed-by-location';

function definition(
  kind: 'Kpi' | 'KpiTree',
  name: string,
  spec: object,
  metadata: object = {},
): Entity {
  return {
    apiVersion: 'kpi-tree.io/v1alpha1',
    kind,
    metadata: {
      name,
      annotations: { [LOCATION]: `url:https://git/${name}.yaml` },
      ...metadata,
    },
    spec: spec as Entity['spec'],
  };
}

const mttrSpec = {
  lifecycle: 'production',
  owner: 'owners',
  unit: 'h',
  direction: 'lower',
  grain: 'day',
  period: 'month',
  aggregate: { overTime: 'mean', overEntities: 'mean' },
  definition: { formula: 'time / incidents', excludes: 'nothing' },
  target: 4,
  threshold: 8,
};

const described = { description: 'What is measured', title: 'A title' };

const kpi = (name: string, spec: object = {}, metadata: object = {}) =>
  definition(
    'Kpi',
    name,
    { ...mttrSpec, ...spec },
    { ...described, ...metadata },
  );

/** A definition that gives nothing but what is said here. */
const extension = (kind: 'Kpi' | 'KpiTree', name: string, spec: object) =>
  definition(kind, name, spec);

const inLibrary = (entity: Entity): Entity => ({
  ...entity,
  metadata: {
    ...entity.metadata,
    namespace: LIBRARY_NAMESPACE,
    annotations: { [LOCATION]: 'library:kpis.yaml' },
  },
});

const treeSpec = (children: object[]) => ({
  lifecycle: 'production',
  owner: 'owners',
  appliesTo: { kind: 'Component' },
  root: {
    id: 'goal',
    kind: 'goal',
    title: 'Goal',
    children: [
      { id: 'incidents', kind: 'process', title: 'Incidents', children },
      { id: 'changes', kind: 'process', title: 'Changes' },
    ],
  },
});

const tree = (name: string, children: object[] = [{ kpi: 'mttr' }]) =>
  definition('KpiTree', name, treeSpec(children));

const component = (
  annotations: Record<string, string> = {},
  name = 'shop',
): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: {
    name,
    annotations: Object.fromEntries(
      Object.entries(annotations).map(([k, v]) => [`kpi-tree.io/${k}`, v]),
    ),
  },
  spec: { type: 'service' },
});

const owners: Entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Group',
  metadata: { name: 'owners' },
};

const link = (...entities: Entity[]) => linkDefinitions([owners, ...entities]);

const messages = (...entities: Entity[]) => {
  const { problems, attachments } = link(...entities);
  return [
    ...problems,
    ...[...attachments.values()].flatMap(a => a.problems),
  ].map(p => `${p.entityRef}: ${p.message}`);
};

describe('linkDefinitions', () => {
  describe('the library and own definitions', () => {
    it('takes the definition of the organisation over that of the library', () => {
      const { kpis, problems } = link(
        inLibrary(kpi('mttr')),
        inLibrary(kpi('mtta')),
        kpi('mttr', { target: 2 }),
      );
      expect(problems).toEqual([]);
      expect(kpis.get('mttr')?.spec.target).toBe(2);
      expect(kpis.get('mtta')?.metadata.namespace).toBe(LIBRARY_NAMESPACE);
    });

    it('falls back to the library where that of the organisation is wrong', () => {
      const { kpis, problems } = link(
        inLibrary(kpi('mttr')),
        kpi('mttr', { unit: '' }),
      );
      expect(problems).toHaveLength(1);
      expect(kpis.get('mttr')?.spec.unit).toBe('h');
    });

    it('names no other namespace', () => {
      expect(messages(kpi('mttr', {}, { namespace: 'team' }))).toEqual([
        'kpi:team/mttr: metadata.namespace is "team": use default, as trees and annotations name definitions by plain name',
      ]);
    });
  });

  describe('a Kpi that extends another', () => {
    it('takes over how trends are found, or replaces it whole', () => {
      const signals = {
        rules: 'wheeler',
        changes: [{ date: '2026-01-01', reason: 'The new tool' }],
      };
      const { kpis, problems } = link(
        inLibrary(kpi('mttr', { signals })),
        extension('Kpi', 'same', { extends: 'mttr' }),
        extension('Kpi', 'other', {
          extends: 'mttr',
          signals: { seasonal: 'none' },
        }),
      );
      expect(problems).toEqual([]);
      expect(kpis.get('same')?.spec.signals).toEqual(signals);
      expect(kpis.get('other')?.spec.signals).toEqual({ seasonal: 'none' });
    });

    it('takes over what it does not give, texts of the definition one by one', () => {
      const { kpis, problems } = link(
        inLibrary(kpi('mttr', { personas: ['cio'] })),
        extension('Kpi', 'mttr', {
          extends: 'mttr',
          target: 1,
          threshold: 2,
          source: { id: 'tickets' },
          definition: { excludes: 'tests' },
        }),
      );
      expect(problems).toEqual([]);
      expect(kpis.get('mttr')).toMatchObject({
        metadata: { title: 'A title', description: 'What is measured' },
        spec: {
          extends: 'mttr',
          unit: 'h',
          target: 1,
          threshold: 2,
          personas: ['cio'],
          source: { id: 'tickets' },
          definition: { formula: 'time / incidents', excludes: 'tests' },
        },
      });
      expect(kpis.get('mttr')?.metadata.namespace).toBeUndefined();
    });

    it('may stand on another extension, and is checked as a whole', () => {
      expect(
        messages(
          kpi('a'),
          extension('Kpi', 'b', { extends: 'a', target: 3 }),
          extension('Kpi', 'c', { extends: 'b', threshold: 2 }),
        ),
      ).toEqual([
        expect.stringMatching(/^kpi:default\/c: spec.threshold is 2: /),
      ]);
    });

    it.each<[string, object, string]>([
      [
        'an unknown one',
        { extends: 'mtbf' },
        'spec.extends is "mtbf", which is not a valid Kpi of the catalog: correct its name, or add or fix that Kpi; there are mttr, mine',
      ],
      [
        'itself without a library',
        { extends: 'mine' },
        'spec.extends is "mine", which is itself: the library has no Kpi of that name',
      ],
      [
        'no name',
        { extends: 7 },
        'spec.extends is 7: give the name of a Kpi such as mine',
      ],
      [
        'a field that there is not',
        { extends: 'mttr', taget: 2 },
        'spec.taget is not a known field: remove it or correct its spelling',
      ],
    ])('tells of %s', (_, spec, message) => {
      expect(messages(kpi('mttr'), extension('Kpi', 'mine', spec))).toEqual([
        `kpi:default/mine: ${message}`,
      ]);
    });

    it('tells of a circle, and goes on with the rest', () => {
      const { kpis } = link(
        kpi('mttr'),
        extension('Kpi', 'a', { extends: 'b' }),
        extension('Kpi', 'b', { extends: 'a' }),
      );
      expect([...kpis.keys()]).toEqual(['mttr']);
      expect(
        messages(
          extension('Kpi', 'a', { extends: 'b' }),
          extension('Kpi', 'b', { extends: 'a' }),
        ),
      ).toContainEqual(
        'kpi:default/b: spec.extends is "a", which makes a circle: a extends b extends a',
      );
    });
  });

  describe('a tree that extends another', () => {
    const base = inLibrary(tree('it', [{ kpi: 'mttr', weight: 2 }]));
    const change = (changes: object[], more: object = {}) =>
      extension('KpiTree', 'it', { extends: 'it', changes, ...more });

    it('adds, removes, re-weights and re-targets', () => {
      const { trees, problems } = link(
        kpi('mttr'),
        kpi('mtta'),
        base,
        change(
          [
            {
              id: 'incidents',
              weight: 3,
              title: 'Disruptions',
              add: [{ kpi: 'mtta' }],
              change: [{ kpi: 'mttr', weight: 5, target: 1 }],
            },
            {
              id: 'goal',
              remove: ['changes'],
              add: [{ id: 'more', kind: 'process', title: 'More' }],
            },
          ],
          { appliesTo: { kind: 'API' } },
        ),
      );
      expect(problems).toEqual([]);
      const { spec } = trees.get('it')!;
      expect(spec.appliesTo).toEqual({ kind: 'API' });
      expect(spec.owner).toBe('owners');
      expect(
        [...walkTree(spec.root)].map(({ node }) =>
          isLeaf(node)
            ? `${node.kpi} ${node.weight} ${node.target}`
            : `${node.id} ${node.weight} ${node.title}`,
        ),
      ).toEqual([
        'goal 1 Goal',
        'incidents 3 Disruptions',
        'mttr 5 1',
        'mtta 1 undefined',
        'more 1 More',
      ]);
    });

    it.each<[string, object[], string]>([
      [
        'a node that there is not',
        [{ id: 'problems' }],
        'spec.changes[0].id is "problems", which is not a node of kpitree:kpi-library/it: use one of goal, incidents, changes',
      ],
      [
        'two changes of one node',
        [{ id: 'goal' }, { id: 'goal' }],
        'spec.changes[1].id is "goal", which spec.changes[0] changes as well: join the two',
      ],
      [
        'a KPI that stands there already',
        [{ id: 'incidents', add: [{ kpi: 'mttr' }] }],
        'spec.changes[0].add[0] is "mttr", but kpitree:kpi-library/it already has it: it is below incidents; change it instead of adding it, or give it another id',
      ],
      [
        'a node that there is already',
        [
          {
            id: 'goal',
            add: [{ id: 'incidents', kind: 'process', title: 'Mine' }],
          },
        ],
        'spec.changes[0].add[0] is "incidents", but kpitree:kpi-library/it already has the node incidents; change it instead of adding it, or give it another id',
      ],
      [
        'what cannot be removed',
        [{ id: 'goal', remove: ['mttr'] }],
        'spec.changes[0].remove[0] is "mttr", which is not directly below goal in kpitree:kpi-library/it; there are incidents, changes',
      ],
      [
        'what cannot be changed',
        [{ id: 'incidents', change: [{ kpi: 'mtta' }] }],
        'spec.changes[0].change[0].kpi is "mtta", which is not directly below incidents in kpitree:kpi-library/it; there are mttr',
      ],
      [
        'what is removed and changed',
        [{ id: 'incidents', remove: ['mttr'], change: [{ kpi: 'mttr' }] }],
        'spec.changes[0].remove[0] is "mttr", which the same change changes: do one of the two',
      ],
    ])('tells of %s, and keeps the rest', (_, changes, message) => {
      const { trees, problems } = link(
        kpi('mttr'),
        base,
        change([...changes, { id: 'changes', weight: 7 }]),
      );
      expect(problems).toEqual([
        {
          entityRef: 'kpitree:default/it',
          location: 'url:https://git/it.yaml',
          field: expect.stringMatching(/^spec\.changes\[\d\]/),
          message,
        },
      ]);
      expect(trees.get('it')?.spec.root.children[1].weight).toBe(7);
    });

    it('tells of a child that is neither node nor KPI, with its place', () => {
      expect(
        messages(
          kpi('mttr'),
          base,
          change([{ id: 'goal', add: [{ kind: 'x' }] }]),
        ),
      ).toContainEqual(
        'kpitree:default/it: spec.changes[0].add[0].id is missing: use a string',
      );
    });
  });

  it('tells once that the owner of the library is not there', () => {
    expect(
      messages(
        inLibrary(kpi('mttr', { owner: 'nobody' })),
        inLibrary(kpi('mtta', { owner: 'nobody' })),
      ),
    ).toEqual([
      'kpi:kpi-library/mttr: the KPI library is owned by "nobody", which is not in the catalog, or is written differently there: correct kpiTree.library.owner in app-config.yaml',
    ]);
  });

  describe('what a tree names', () => {
    it('has to be there: KPIs, and owners of the tree and of its nodes', () => {
      const spec = treeSpec([{ kpi: 'mtbf' }]);
      const wrong = definition('KpiTree', 'it', {
        ...spec,
        owner: 'group:default/nobody',
        root: { ...spec.root, owner: 'user:default/ghost' },
      });
      expect(messages(wrong)).toEqual([
        'kpitree:default/it: spec.owner is "group:default/nobody", which is not in the catalog: name a Group or User that is',
        'kpitree:default/it: the owner of node goal is "user:default/ghost", which is not in the catalog: name a Group or User that is',
        'kpitree:default/it: node incidents names the KPI "mtbf", which is not a valid Kpi of the catalog: correct its name, or add or fix the Kpi; there are none yet',
      ]);
    });

    it('leaves owners alone where they cannot be known', () => {
      const { problems } = linkDefinitions([kpi('mttr'), tree('it')], {
        checkOwners: false,
      });
      expect(problems).toEqual([]);
    });

    it.each<[object, string]>([
      [
        { target: { min: 1, max: 2 } },
        'sets the target of mttr to {"min":1,"max":2}: use a number, as its direction is lower',
      ],
      [
        { target: 9 },
        'sets the target or threshold of mttr, but the threshold has to be at or above the target 9, as lower is better',
      ],
    ])('has to fit the KPI: %j', (leaf, message) => {
      const [problem, ...others] = messages(
        kpi('mttr'),
        tree('it', [{ kpi: 'mttr', ...leaf }]),
      );
      expect(others).toEqual([]);
      expect(problem).toContain(
        `kpitree:default/it: node incidents ${message}`,
      );
      const { attachments } = link(
        kpi('mttr'),
        tree('it', [{ kpi: 'mttr', ...leaf }]),
        component(),
      );
      expect(attachments.get('component:default/shop')?.treeTargets).toEqual(
        {},
      );
    });
  });

  describe('targets of entities, by annotation', () => {
    const annotated = component({ 'target.mttr': '5', 'threshold.mttr': '9' });
    const held = (
      targetOverrides: KpiSpec['targetOverrides'] | undefined,
      options: Parameters<typeof linkDefinitions>[1],
      entity = annotated,
    ) => {
      const { attachments, problems } = linkDefinitions(
        [
          owners,
          kpi('mttr', targetOverrides === undefined ? {} : { targetOverrides }),
          tree('a'),
          entity,
        ],
        options,
      );
      expect(problems).toEqual([]);
      const shop = attachments.get('component:default/shop')!;
      return {
        target: shop.annotations.target.mttr,
        threshold: shop.annotations.threshold.mttr,
        owner: shop.annotations.owner.mttr,
        messages: shop.problems.map(({ field, message }) => [field, message]),
      };
    };
    const counts = { target: 5, threshold: 9, messages: [] };

    it.each([
      [undefined, {}],
      [undefined, { targetOverrides: true }],
      [true, { targetOverrides: false }],
      [['component:default/shop'], { targetOverrides: false }],
      [['component:default/other', 'Shop'], { targetOverrides: false }],
    ])('count where the KPI says %j and the portal %j', (of, options) => {
      expect(held(of, options)).toMatchObject(counts);
    });

    it.each([
      [undefined, { targetOverrides: false }],
      [false, {}],
      [false, { targetOverrides: true }],
      [['component:default/other'], {}],
      [['system:default/shop', 'component:team/shop'], {}],
    ])(
      'do not count where the KPI says %j and the portal %j',
      (of, options) => {
        const message = (what: string) => [
          `metadata.annotations[kpi-tree.io/${what}.mttr]`,
          `annotation kpi-tree.io/${what}.mttr is "${
            what === 'target' ? 5 : 9
          }": the Kpi mttr does not allow component:default/shop to have a ${what} of its own: remove the annotation, or ask its owner group:default/owners to add component:default/shop to spec.targetOverrides`,
        ];
        expect(held(of, options)).toEqual({
          target: undefined,
          threshold: undefined,
          owner: undefined,
          messages: [message('target'), message('threshold')],
        });
      },
    );

    it('leave another owner to the entity', () => {
      const owned = component({ 'owner.mttr': 'owners' });
      expect(held(false, {}, owned)).toEqual({
        target: undefined,
        threshold: undefined,
        owner: 'owners',
        messages: [],
      });
    });

    it('are allowed to references only', () => {
      expect(
        messages(kpi('mttr', { targetOverrides: ['component:'] })),
      ).toEqual([expect.stringContaining('spec.targetOverrides')]);
      expect(messages(kpi('mttr', { targetOverrides: 'shop' }))).toEqual([
        expect.stringContaining('spec.targetOverrides'),
      ]);
    });
  });

  describe('targets that trees set', () => {
    it('hold where the tree is attached', () => {
      const { attachments } = link(
        kpi('mttr'),
        tree('it', [{ kpi: 'mttr', target: 1 }]),
        component(),
        component({ tree: 'none' }, 'other'),
      );
      expect(
        attachments.get('component:default/shop')?.treeTargets.mttr.target,
      ).toBe(1);
      expect(attachments.get('component:default/other')?.treeTargets).toEqual(
        {},
      );
    });

    it('are reported where two trees disagree; the first one applies', () => {
      const entities = [
        kpi('mttr'),
        tree('a', [{ kpi: 'mttr', target: 1 }]),
        tree('b', [{ kpi: 'mttr', target: 2 }]),
        component(),
      ];
      expect(messages(...entities)).toEqual([
        'component:default/shop: the trees a and b set different targets for mttr; that of a applies: set one with kpi-tree.io/target.mttr, or make the trees agree',
      ]);
      expect(
        link(...entities).attachments.get('component:default/shop')?.treeTargets
          .mttr.target,
      ).toBe(1);
    });
  });
});

describe('guards', () => {
  it('are other KPIs; one that is not is a problem, and the KPI holds', () => {
    const { kpis, problems } = linkDefinitions(
      [
        kpi('mttr', { guards: ['reopen-rate', 'reopen-rat', 'mttr'] }),
        kpi('reopen-rate'),
      ],
      { checkOwners: false },
    );
    expect([...kpis.keys()]).toEqual(['mttr', 'reopen-rate']);
    expect(problems.map(({ field, message }) => [field, message])).toEqual([
      [
        'spec.guards[1]',
        'spec.guards[1] is "reopen-rat": it is not a valid Kpi of the catalog: correct its name, or add or fix the Kpi; there are reopen-rate',
      ],
      [
        'spec.guards[2]',
        'spec.guards[2] is "mttr": a KPI is no guard of itself: name another one, or leave it out',
      ],
    ]);
  });
});
