import { createMockDirectory } from '@backstage/backend-test-utils';
import {
  Entity,
  RELATION_PART_OF,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { entityOf, incidents, startPortal } from './__testUtils__/portal';

jest.setTimeout(120_000);

const directory = createMockDirectory();

/** Two incidents of payments, two of orders and five of its worker, in April. */
const rows = [
  ...['02', '03'].map(day => `payments,2026-04-${day}T08:00:00Z`),
  ...['04', '05'].map(day => `orders,2026-04-${day}T08:00:00Z`),
  ...['06', '07', '08', '09', '10'].map(
    day => `orders-worker,2026-04-${day}T08:00:00Z`,
  ),
];

const inOrders = (name: string) =>
  entityOf(`Component:${name}`, {
    relations: { 'system:default/orders': RELATION_PART_OF },
  });

const elsewhere = entityOf('Component:payments', {
  metadata: { namespace: 'emea', uid: 'uid-of-emea-payments' },
});

const services = [
  entityOf('System:orders'),
  inOrders('orders'),
  inOrders('orders-worker'),
  entityOf('Component:payments'),
  elsewhere,
];

/** Incidents in April, by entity, and what the run reports. */
async function aprilOf(
  entities: object,
  options: { file?: string; delimiter?: string; catalog?: Entity[] } = {},
) {
  const { catalog = services } = options;
  const file = options.file ?? ['service,opened', ...rows, ''].join('\n');
  directory.setContent({ 'incidents.csv': file });
  const portal = await startPortal({
    source: {
      id: 'incidents',
      csv: directory.resolve('incidents.csv'),
      ...(options.delimiter && { delimiter: options.delimiter }),
      entities: { column: 'service', ...entities },
    },
    entities: [...incidents, ...catalog],
  });
  try {
    const run = await portal.collect();
    const refs = new Set(catalog.map(stringifyEntityRef));
    const april = async (ref: string) =>
      refs.has(ref) ? (await portal.months(ref))[2] : undefined;
    return {
      errors: run.errors.map(({ message }) => message),
      payments: await april('component:default/payments'),
      inEmea: await april('component:emea/payments'),
      orders: await april('component:default/orders'),
      system: await april('system:default/orders'),
    };
  } finally {
    await portal.stop();
  }
}

describe('a name that several entities have', () => {
  it('is that of the Component in the default namespace', async () => {
    expect(await aprilOf({ byName: true })).toEqual({
      errors: [],
      payments: 2,
      inEmea: null,
      orders: 2,
      system: 7,
    });
  });

  it('is nobody’s where the admin names both namespaces, and is reported', async () => {
    expect(
      await aprilOf({ byName: { namespaces: ['default', 'emea'] } }),
    ).toEqual({
      errors: expect.arrayContaining([
        expect.stringMatching(/^service names "payments", which several/),
        expect.stringMatching(/^metadata.name is "payments", which another/),
      ]),
      payments: null,
      inEmea: null,
      orders: 2,
      system: 7,
    });
  });

  it('is that of the other namespace where the admin says so', async () => {
    expect(await aprilOf({ byName: { namespaces: ['emea'] } })).toEqual({
      errors: [
        expect.stringContaining(
          'service names "orders", which is component:default/orders and system:default/orders, but byName is for the kinds Component and namespaces emea',
        ),
        expect.stringContaining('service names "orders-worker", which is comp'),
      ],
      payments: null,
      inEmea: 2,
      orders: null,
      system: null,
    });
  });

  it('is not that of a System or a Resource, of which the run says so', async () => {
    const catalog = [
      entityOf('System:orders'),
      entityOf('Resource:payments'),
      inOrders('orders-worker'),
    ];
    const { errors, system } = await aprilOf({ byName: true }, { catalog });
    expect(errors).toEqual([
      expect.stringMatching(/"payments", which is not an entity/),
      expect.stringMatching(/"orders", which is system:default\/orders, but/),
    ]);
    expect(system).toBe(5);
  });
});

describe('a file of a spreadsheet', () => {
  const lines = (delimiter: string) =>
    ['service,opened', ...rows, ''].join('\r\n').replaceAll(',', delimiter);
  const right = { errors: [], payments: 2, orders: 2, system: 7 };

  it.each<[string, string, string]>([
    ['a hint for Excel', `sep=;\r\n${lines(';')}`, ';'],
    ['the hint in quotes', `"sep=;"\r\n${lines(';')}`, ';'],
    ['a hint of a tab', `sep=\t\r\n${lines('\t')}`, '\t'],
  ])('is read behind %s', async (_, file, delimiter) => {
    expect(await aprilOf({ byName: true }, { file, delimiter })).toMatchObject(
      right,
    );
  });

  it('says that its hint is not the delimiter that is configured', async () => {
    const { errors } = await aprilOf(
      { byName: true },
      { file: `sep=;\r\n${lines(';')}`, delimiter: ',' },
    );
    expect(errors).toEqual([
      expect.stringContaining(
        'The column service, which should name entities, is missing: the rows have service;opened',
      ),
    ]);
  });
});
