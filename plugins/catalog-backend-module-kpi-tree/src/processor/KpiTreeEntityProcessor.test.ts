import { Entity } from '@backstage/catalog-model';
import { AlphaEntity } from '@backstage/catalog-model/alpha';
import { JsonObject } from '@backstage/types';
import { CatalogProcessorResult } from '@backstage/plugin-catalog-node';
import { KpiTreeEntityProcessor } from './KpiTreeEntityProcessor';

const location = { type: 'file', target: '/catalog/kpis.yaml' };

const kpi: Entity = {
  apiVersion: 'kpi-tree.io/v1alpha1',
  kind: 'Kpi',
  metadata: {
    name: 'incident-mttr',
    namespace: 'default',
    description: 'Mean time from start to end of an incident',
  },
  spec: {
    lifecycle: 'production',
    owner: 'incident-management',
    unit: 'h',
    direction: 'lower',
    grain: 'day',
    period: 'month',
    aggregate: { overTime: 'mean', overEntities: 'mean' },
    target: [{ from: '2026-01-01', value: 4 }],
    threshold: 8,
  },
};

const tree: Entity = {
  apiVersion: 'kpi-tree.io/v1alpha1',
  kind: 'KpiTree',
  metadata: { name: 'it', namespace: 'default' },
  spec: {
    lifecycle: 'production',
    owner: 'user:people/jane',
    root: {
      id: 'it',
      kind: 'goal',
      title: 'IT',
      owner: 'group:default/not-a-relation',
      children: [
        { kpi: 'incident-mttr' },
        {
          id: 'process',
          kind: 'process',
          title: 'Process',
          children: [{ kpi: 'incident-mttr' }, { kpi: 'availability' }],
        },
      ],
    },
  },
};

function withSpec(entity: Entity, spec: JsonObject): Entity {
  return { ...entity, spec: { ...entity.spec, ...spec } };
}

function withAnnotations(annotations: Record<string, unknown>): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'Component',
    metadata: {
      name: 'shop',
      annotations: annotations as Record<string, string>,
    },
    spec: {},
  };
}

async function run(entity: Entity) {
  const processor = new KpiTreeEntityProcessor();
  const emitted: CatalogProcessorResult[] = [];
  const known = await processor.validateEntityKind(entity);
  const result: AlphaEntity = await processor.postProcessEntity(
    await processor.preProcessEntity(entity),
    location,
    item => emitted.push(item),
  );
  const items = result.status?.items ?? [];
  return {
    known,
    entity: result,
    items,
    messages: items.map(item => item.message),
    emitted,
  };
}

describe('KpiTreeEntityProcessor', () => {
  describe('kinds', () => {
    it('knows Kpi and KpiTree, and leaves them alone if they are right', async () => {
      for (const entity of [kpi, tree]) {
        const result = await run(entity);
        expect(result.known).toBe(true);
        expect(result.entity).toBe(entity);
      }
    });

    it('knows no other kind', async () => {
      const { known, entity, emitted } = await run(withAnnotations({}));
      expect({ known, emitted }).toEqual({ known: false, emitted: [] });
      expect(entity.status).toBeUndefined();
    });

    it('leaves the kind Kpi of another group of API versions to its owner', async () => {
      const foreign = { ...kpi, apiVersion: 'example.com/v1', spec: {} };
      const { known, messages, emitted } = await run(foreign);
      expect({ known, messages, emitted }).toEqual({
        known: false,
        messages: [],
        emitted: [],
      });
    });

    it.each([
      [{ apiVersion: 'kpi-tree.io/v1' }, 'apiVersion is "kpi-tree.io/v1"'],
      [
        { apiVersion: 'backstage.io/v1alpha1' },
        'apiVersion is "backstage.io/v1alpha1"',
      ],
      [{ kind: 'kpi' }, 'kind is "kpi": use Kpi'],
    ])('keeps %p and says what is wrong', async (change, message) => {
      const { known, messages } = await run({ ...kpi, ...change });
      expect(known).toBe(true);
      expect(messages).toEqual([expect.stringContaining(message)]);
    });
  });

  describe('status', () => {
    it('puts each mistake on the entity, in the shape Backstage shows', async () => {
      const { unit: _, ...spec } = kpi.spec!;
      const { items } = await run({
        ...kpi,
        spec: { ...spec, direction: 'down' },
      });
      const messages = [
        'spec.unit is missing: give the unit of the value, such as h, min, % or 1',
        'spec.direction is "down": say which way is good: lower, higher or range',
      ];
      expect(items).toEqual(
        messages.map(message => ({
          type: 'backstage.io/catalog-processing',
          level: 'error',
          message,
          error: { name: 'InputError', message },
        })),
      );
    });

    it('emits no error, which would keep a new entity out of the catalog', async () => {
      const { emitted } = await run({ ...kpi, spec: undefined });
      expect(emitted).toEqual([]);
    });

    it('keeps the items of others', async () => {
      const other = { type: 'other', level: 'info' as const, message: 'hello' };
      const entity: AlphaEntity = {
        ...withAnnotations({ 'kpi-tree.io/tree': '' }),
        status: { items: [other] },
      };
      const { items } = await run(entity);
      expect(items).toHaveLength(2);
      expect(items[0]).toEqual(other);
      expect(entity.status?.items).toEqual([other]);
    });

    it.each([kpi, tree])(
      'wants a $kind in the namespace default',
      async entity => {
        const { messages } = await run({
          ...entity,
          metadata: { ...entity.metadata, namespace: 'payments' },
        });
        expect(messages).toEqual([
          'metadata.namespace is "payments": use default, as trees and annotations name definitions by plain name',
        ]);
      },
    );

    it('reports a tree', async () => {
      const { messages } = await run(
        withSpec(tree, {
          root: {
            id: 'it',
            kind: 'goal',
            title: 'IT',
            children: [{ id: 'it', kind: 'csf', title: 'Again' }],
          },
        }),
      );
      expect(messages).toEqual([
        'spec.root.children[0].id is "it": is also the id of spec.root: ids are unique in a tree',
      ]);
    });

    it('reports the annotations of any entity', async () => {
      const { messages } = await run(
        withAnnotations({
          'kpi-tree.io/target.incident-mttr': 'four',
          'kpi-tree.io/threshold.incident-mttr': '8',
          'example.com/other': 'four',
        }),
      );
      expect(messages).toEqual([
        `annotation kpi-tree.io/target.incident-mttr is "four": use a number in the unit of the KPI such as '4', or '95..99' for a range`,
      ]);
    });
  });

  it('reads annotations that YAML does not read as text', async () => {
    const { entity, messages } = await run(
      withAnnotations({
        'kpi-tree.io/target.a': 4,
        'kpi-tree.io/tree': null,
        'kpi-tree.io/target.b': { min: 1, max: 2 },
      }),
    );
    expect(entity.metadata.annotations).toMatchObject({
      'kpi-tree.io/target.a': '4',
    });
    expect(messages).toEqual([
      expect.stringContaining('annotation kpi-tree.io/tree is ""'),
      expect.stringContaining('annotation kpi-tree.io/target.b is "{'),
    ]);
  });

  it('emits the relations, also of what is wrong', async () => {
    const { emitted, messages } = await run(withSpec(kpi, { unit: '' }));
    expect(messages).not.toEqual([]);
    expect(emitted.map(({ type }) => type)).toEqual(['relation', 'relation']);
  });
});
