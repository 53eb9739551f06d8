import { mockServices } from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { KpiSpec } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import {
  CollectBatch,
  SourceEntity,
} from '@kpi-tree/backstage-plugin-kpi-tree-node';
import fc from 'fast-check';
import { CatalogSource } from './CatalogSource';

const entity = (
  kind: string,
  name: string,
  {
    annotations = {},
    ...others
  }: { annotations?: Record<string, string>; relations?: string[] } = {},
): Entity => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind,
  metadata: { name, annotations },
  spec: { type: 'service' },
  relations: (others.relations ?? []).map(targetRef => ({
    type: 'ownedBy',
    targetRef,
  })),
});

const schedule = { frequency: { hours: 1 }, timeout: { minutes: 1 } };

type Options = {
  spec?: Partial<KpiSpec>;
  to?: string;
  timeZone?: string;
  measured?: string[];
};

async function measure(
  entities: Entity[],
  settings: object,
  {
    spec = {},
    to = '2026-05-15T00:00:00Z',
    timeZone = 'UTC',
    measured = ['component:default/a', 'component:default/b'],
  }: Options = {},
) {
  const source = new CatalogSource(
    {
      catalog: catalogServiceMock({ entities }),
      auth: mockServices.auth.mock({
        getOwnServiceCredentials: async () =>
          mockServices.auth().getOwnServiceCredentials(),
      }),
    },
    schedule,
  );
  const batches: CollectBatch[] = [];
  for await (const batch of source.collect({
    kpis: [
      {
        name: 'kpi',
        spec: { unit: '%', grain: 'day', period: 'day', ...spec } as KpiSpec,
        settings: source.settings.parse(settings),
      },
    ],
    entities: measured.map(
      (entityRef): SourceEntity => ({
        entityRef,
        keys: {},
      }),
    ),
    to: new Date(to),
    timeZone,
    signal: new AbortController().signal,
    logger: mockServices.logger.mock(),
  })) {
    batches.push(batch);
  }
  return batches
    .flatMap(batch => batch.measurements ?? [])
    .map(
      ({ entityRef, period: start, value, weight, presumed }) =>
        `${entityRef.split('/')[1]} ${start} ${value} ${weight}${
          presumed ? ' presumed' : ''
        }`,
    )
    .sort();
}

const annotated = (annotations: Record<string, string>) =>
  entity('Component', 'a', { annotations });

describe('the periods', () => {
  it('are the running one and, as long as there is nothing, the one before', async () => {
    expect(await measure([entity('Component', 'a')], {})).toEqual([
      'a 2026-05-14 100 1 presumed',
      'a 2026-05-15 100 1',
    ]);
  });

  it('are those of the grain, in the time zone', async () => {
    const at = { to: '2026-05-31T23:00:00Z', timeZone: 'Europe/Berlin' };
    expect(await measure([entity('Component', 'a')], {}, at)).toEqual([
      'a 2026-05-31 100 1 presumed',
      'a 2026-06-01 100 1',
    ]);
    expect(
      await measure(
        [entity('Component', 'a')],
        {},
        {
          ...at,
          spec: { grain: 'month' },
        },
      ),
    ).toEqual(['a 2026-05-01 100 1 presumed', 'a 2026-06-01 100 1']);
  });
});

describe('what counts', () => {
  const a = entity('Component', 'a', { relations: ['group:default/gone'] });
  const b = entity('Component', 'b', { relations: ['group:default/team'] });
  const team = entity('Group', 'team', { relations: ['user:default/jane'] });

  it('is what `of` says, among the entities that have KPIs', async () => {
    expect(
      await measure([a, b, team], { of: { 'metadata.name': 'B' } }),
    ).toEqual(['b 2026-05-14 100 1 presumed', 'b 2026-05-15 100 1']);
    expect(await measure([a, b], {}, { measured: [] })).toEqual([]);
  });

  it('needs a relation to an entity that exists', async () => {
    expect(await measure([a, b, team], { related: 'ownedBy' })).toEqual([
      'a 2026-05-14 0 1 presumed',
      'a 2026-05-15 0 1',
      'b 2026-05-14 100 1 presumed',
      'b 2026-05-15 100 1',
    ]);
  });

  it('needs both where both are asked', async () => {
    const values = async (name: string) =>
      (
        await measure([a, b, team], {
          related: 'ownedBy',
          fulfils: { 'metadata.name': name },
        })
      ).filter(text => text.includes('05-15'));
    expect(await values('b')).toEqual([
      'a 2026-05-15 0 1',
      'b 2026-05-15 100 1',
    ]);
    expect(await values('a')).toEqual(['a 2026-05-15 0 1', 'b 2026-05-15 0 1']);
  });

  it('is a number where the unit is none of shares', async () => {
    expect(
      await measure([a], { related: 'ownedBy' }, { spec: { unit: '1' } }),
    ).toEqual(['a 2026-05-14 0 1 presumed', 'a 2026-05-15 0 1']);
    expect(await measure([a], {}, { spec: { unit: '1' } })).toContain(
      'a 2026-05-15 1 1',
    );
  });

  it('is never a System, Domain or Group, which stands for its members', async () => {
    expect(
      await measure([team], {}, { measured: ['group:default/team'] }),
    ).toEqual([]);
  });
});

describe('predicates', () => {
  it('match an annotation whatever it says, and read nothing into it', async () => {
    const hostile = fc.oneof(
      fc.string(),
      fc.constantFrom('$exists', '{"$exists":true}', '__proto__', '*', '.*'),
    );
    await fc.assert(
      fc.asyncProperty(hostile, hostile, async (value, wanted) => {
        const [, today] = await measure([annotated({ 'a.b/c': value })], {
          fulfils: { 'metadata.annotations.a.b/c': wanted },
        });
        const isSame = value.toUpperCase() === wanted.toUpperCase();
        expect(today).toBe(`a 2026-05-15 ${isSame ? 100 : 0} 1`);
      }),
      { numRuns: 100 },
    );
  });

  it.each([
    [{ of: 'Component' }, 'of: "Component" names no field: write the field'],
    [{ fulfils: { $any: [] } }, 'fulfils: $any is empty, which nothing'],
    [
      { fulfils: { kind: { $near: 'x' } } },
      'fulfils: Invalid filter predicate',
    ],
    [{ related: '' }, 'related: use the type of a relation such as ownedBy'],
    [{ off: {} }, 'Unrecognized key: "off"'],
  ])('are refused where they are none: %j', (settings, message) => {
    const { settings: schema } = new CatalogSource(
      {
        catalog: catalogServiceMock(),
        auth: mockServices.auth.mock(),
      },
      schedule,
    );
    const [issue] = schema.safeParse(settings).error!.issues;
    expect([...issue.path, issue.message].join(': ')).toContain(message);
  });
});
