import fc from 'fast-check';
import { Asked } from '../__testUtils__/Contract';
import {
  createProductSource,
  measure,
  Product,
  readContract,
  startProduct,
  stopProducts,
} from '../__testUtils__/startProduct';
import { PagerDutyProfile, pagerDutySchema } from './PagerDutyProfile';

jest.setTimeout(60_000);

afterEach(stopProducts);

type Incident = {
  id: string;
  created_at: string;
  updated_at: string;
  [field: string]: unknown;
};

type Body = {
  filters: { updated_after: string; service_ids?: string[] };
  limit: number;
  starting_after?: string;
};

const incident = (n: number, changes: Partial<Incident> = {}): Incident => ({
  id: `Q${String(n).padStart(6, '0')}`,
  incident_number: n,
  created_at: '2026-03-10T08:00:00',
  updated_at: '2026-03-11T03:00:00',
  resolved_at: '2026-03-10T10:00:00',
  status: 'resolved',
  urgency: 'high',
  major: false,
  priority_id: null,
  priority_name: 'P1',
  seconds_to_first_ack: 120,
  seconds_to_resolve: 7_200,
  service_id: 'PPAY',
  service_name: 'Payments',
  resolved_by_user_name: 'Jane Doe',
  acknowledged_user_names: ['Jane Doe'],
  ...changes,
});

/** The raw data of analytics, page after page behind the last incident. */
const analytics = (incidents: Incident[]) => (asked: Asked) => {
  const { filters, limit, starting_after } = asked.body as Body;
  const found = incidents
    .filter(
      one =>
        Date.parse(`${one.updated_at}Z`) > Date.parse(filters.updated_after) &&
        (!filters.service_ids ||
          filters.service_ids.includes(String(one.service_id))),
    )
    .sort((a, b) => (a.created_at + a.id < b.created_at + b.id ? -1 : 1));
  const begin = starting_after
    ? found.findIndex(one => one.id === starting_after) + 1
    : 0;
  const data = found.slice(begin, begin + limit);
  return {
    body: {
      data,
      filters,
      first: data[0]?.id ?? null,
      last: data.at(-1)?.id ?? null,
      limit,
      more: begin + limit < found.length,
      order: 'asc',
      order_by: 'created_at',
      time_zone: 'Etc/UTC',
    },
  };
};

const payments = 'component:default/payments';
const shop = 'component:default/shop';

const settings = (product: Product, more: object = {}) => ({
  pagerDuty: {
    url: product.url,
    headers: { Authorization: 'Token token=secret' },
    ...more,
  },
  entities: { column: 'service_id', annotation: 'pagerduty.com/service-id' },
});

const entities = [
  {
    entityRef: payments,
    keys: {},
    annotations: { 'pagerduty.com/service-id': 'PPAY' },
  },
  {
    entityRef: shop,
    keys: {},
    annotations: { 'pagerduty.com/service-id': 'PSHOP' },
  },
];

const mean = (name: string, column: string) => ({
  name,
  spec: { unit: 'min' },
  settings: {
    time: 'created_at',
    measure: 'mean',
    of: { column, unit: 's' },
  },
});

const kpis = [
  mean('mtta', 'seconds_to_first_ack'),
  mean('mttr', 'seconds_to_resolve'),
  { name: 'count', settings: { time: 'created_at', measure: 'count' } },
];

const contract = readContract('pagerduty.json');

describe('PagerDuty', () => {
  it('measures the incidents of services, with valid requests', async () => {
    const product = await startProduct(
      analytics([
        incident(1),
        incident(2, { seconds_to_first_ack: 360, seconds_to_resolve: 3_600 }),
        incident(3, {
          service_id: 'PSHOP',
          created_at: '2026-04-30T23:59:59',
          resolved_at: null,
          seconds_to_first_ack: null,
          seconds_to_resolve: null,
        }),
      ]),
      contract,
    );
    const source = await createProductSource(settings(product));
    const { values, errors } = await measure(source, kpis, entities);
    expect(errors).toEqual([]);
    expect(product.mistakes).toEqual([]);
    expect(values(payments, 'mtta')).toEqual({ '2026-03-01': [4, 2] });
    expect(values(payments, 'mttr')).toEqual({ '2026-03-01': [90, 2] });
    expect(values(shop, 'mttr')).toEqual({});
    expect(values(shop, 'count')['2026-04-01']).toEqual([1, 1]);
  });

  it('reads pages of a thousand', async () => {
    const product = await startProduct(
      analytics(
        Array.from({ length: 12_345 }, (_, n) =>
          incident(n, {
            created_at: new Date(Date.UTC(2026, 2, 1, 0, n))
              .toISOString()
              .slice(0, 19),
          }),
        ),
      ),
      contract,
    );
    const source = await createProductSource(settings(product));
    const { values } = await measure(source, kpis, entities);
    expect(values(payments, 'count')['2026-03-01']).toEqual([12_345, 1]);
    expect(product.asked).toHaveLength(13);
    expect(product.mistakes).toEqual([]);
  });

  it('asks for what was changed since, and corrects the past', async () => {
    const incidents = [incident(1), incident(2)];
    const product = await startProduct(analytics(incidents), contract);
    const source = await createProductSource(
      settings(product, { services: ['PPAY'], urgency: 'high' }),
    );
    await measure(source, kpis, entities);
    incidents[0] = incident(1, {
      updated_at: '2026-05-01T03:00:00',
      seconds_to_resolve: 14_400,
    });
    const { values } = await measure(source, kpis, entities);
    expect(values(payments, 'mttr')).toEqual({ '2026-03-01': [180, 2] });
    expect((product.asked[1].body as Body).filters).toEqual({
      updated_after: '2026-03-11T02:00:00.000Z',
      service_ids: ['PPAY'],
      urgency: 'high',
    });
    expect(product.mistakes).toEqual([]);
  });

  it('keeps no names of people', () => {
    const profile = new PagerDutyProfile(pagerDutySchema.parse({}));
    const [{ parse }] = profile.requests(new Date());
    const page = { body: { more: false }, items: [incident(1)] };
    const { records } = parse(page as never, undefined as never) as {
      records: { row: object }[];
    };
    expect(JSON.stringify(records)).not.toContain('Jane');
    expect(records[0].row).toMatchObject({
      resolved_at: '2026-03-10T10:00:00Z',
    });
  });

  it('does not go in circles', async () => {
    const product = await startProduct(asked => {
      const { body } = analytics([incident(1)])(asked);
      return { body: { ...body, more: true, last: 'Q000001' } };
    });
    const source = await createProductSource(settings(product));
    await expect(measure(source, kpis, entities)).rejects.toThrow(
      'says that there are more incidents, but not how to get the next page',
    );
    expect(product.asked).toHaveLength(2);
  });

  it('does not take a page for all that there is', async () => {
    const product = await startProduct(asked => {
      const { body } = analytics([incident(1)])(asked);
      return { body: { ...body, more: undefined } };
    });
    const source = await createProductSource(settings(product));
    await expect(measure(source, kpis, entities)).rejects.toThrow(
      'does not say at more of its answer whether there are more incidents',
    );
  });

  it('sends names as they are, whatever is in them', () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ minLength: 1, unit: 'grapheme' })),
        services => {
          const profile = new PagerDutyProfile(
            pagerDutySchema.parse({ services }),
          );
          const [{ url, post }] = profile.requests(new Date(0));
          expect(url.href).toBe(
            'https://api.pagerduty.com/analytics/raw/incidents',
          );
          const sent = JSON.parse(JSON.stringify(post));
          expect(sent.filters).toEqual({
            updated_after: '1970-01-01T00:00:00.000Z',
            ...(services.length ? { service_ids: services } : {}),
          });
        },
      ),
    );
  });
});
