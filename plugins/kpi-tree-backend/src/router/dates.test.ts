import request from 'supertest';
import {
  entity,
  kpiEntity,
  owners,
  treeEntity,
} from '../__testUtils__/entities';
import { FakeSource } from '../__testUtils__/FakeSource';
import { measured } from '../__testUtils__/harness';
import { a, startBackend } from '../__testUtils__/startBackend';
import { spec } from '../schema/openapi.generated';

jest.setTimeout(60_000);

/** What the API calls dates, wherever it asks for one. */
const DATES = ['from', 'to', 'asOf', 'compare', 'since', 'date'];

const BAD = [
  '0000-01-01',
  '0001-01-01',
  '1899-12-31',
  '2200-01-01',
  '9999-12-31',
  '10000-01-01',
  '+010000-01-01',
  '-000001-01-01',
  '2026-02-30',
  '2026-1-1',
  'soon',
  '',
];

const path = {
  kind: 'component',
  namespace: 'default',
  name: 'a',
  kpi: 'mttr',
  id: 'test',
};

/** What operations ask for beside dates. */
const others: Record<string, string> = {
  scope: a,
  entityRef: a,
  from: '2026-01-01',
  to: '2026-05-01',
  kpi: 'mttr',
  tree: 'tree',
  by: 'kind',
  class: 'x',
};

type Parameter = { name: string; in: string; required?: boolean };

/** The parameters of an operation, references resolved. */
function parametersOf(operation: { parameters?: object[] }): Parameter[] {
  const { parameters } = spec.components as unknown as {
    parameters: Record<string, Parameter>;
  };
  return (operation.parameters ?? []).map(parameter =>
    '$ref' in parameter
      ? parameters[String(parameter.$ref).split('/').pop()!]
      : (parameter as Parameter),
  );
}

/** Every date that a query of the API may have, with its operation. */
const queries = Object.entries(spec.paths).flatMap(([route, operations]) =>
  Object.entries(operations).flatMap(([method, operation]) => {
    const parameters = parametersOf(operation as { parameters?: object[] });
    return parameters
      .filter(
        ({ name, in: where }) => where === 'query' && DATES.includes(name),
      )
      .map(({ name }) => ({
        method: method as 'get' | 'delete',
        route,
        name,
        needed: parameters.filter(
          other =>
            other.in === 'query' && other.required && other.name !== name,
        ),
      }));
  }),
);

async function startPortal() {
  const source = new FakeSource('test', [
    { measurements: [measured(a, 'mttr', 3)] },
  ]);
  source.window = {
    history: { days: 90 },
    overlap: { days: 1 },
    chunk: { days: 1 },
  };
  const { server } = await startBackend({
    source,
    entities: [
      owners,
      kpiEntity('mttr', {
        grain: 'day',
        period: 'day',
        breakdowns: [{ id: 'kind', column: 'kind' }],
      }),
      treeEntity('tree', { d2c: ['mttr'] }),
      entity('Component:a'),
    ],
  });
  const url = (route: string) =>
    `/api/kpi-tree${route.replace(
      /\{(\w+)\}/g,
      (_, name: keyof typeof path) => path[name],
    )}`;
  return { server, source, url };
}

describe('a date that the API is asked with', () => {
  it('is found in every operation that takes one', () => {
    const names = (name: string) =>
      queries.filter(query => query.name === name).length;
    expect(names('from')).toBeGreaterThan(7);
    expect(names('to')).toBe(names('from'));
    expect(names('asOf')).toBeGreaterThan(2);
    expect(names('compare')).toBeGreaterThan(1);
    expect(names('since')).toBeGreaterThan(0);
    expect(names('date')).toBe(1);
  });

  it('is refused where it is none of the product, with its name and bounds', async () => {
    const { server, url } = await startPortal();
    for (const { method, route, name, needed } of queries) {
      for (const date of BAD) {
        const { status, body } = await request(server)
          [method](url(route))
          .query({
            ...Object.fromEntries(
              needed.map(other => [other.name, others[other.name]]),
            ),
            [name]: date,
          });
        expect([route, name, date, status]).toEqual([route, name, date, 400]);
        expect(body.error.message).toMatch(
          // What is empty may be refused before it is read as a date
          date &&
            `${name} is ${JSON.stringify(
              date,
            )}: use a date such as 2026-01-31, from 1900-01-01 to 2199-12-31`,
        );
      }
    }
  });

  it('is answered at both ends of time', async () => {
    const { server, url } = await startPortal();
    for (const { method, route, name, needed } of queries) {
      for (const date of ['1900-01-01', '2199-12-31']) {
        for (const periodType of ['day', 'week', 'month', 'quarter']) {
          const { status } = await request(server)
            [method](url(route))
            .query({
              ...Object.fromEntries(
                needed.map(other => [other.name, others[other.name]]),
              ),
              ...(['from', 'to'].includes(name) ? { period: periodType } : {}),
              [name]: date,
            });
          expect([route, name, date, status < 500]).toEqual([
            route,
            name,
            date,
            true,
          ]);
        }
      }
    }
  });

  it('is refused in bodies: changes and stretches to collect', async () => {
    const { server, source, url } = await startPortal();
    const change = { ...others, reason: 'A new process' };
    for (const date of BAD) {
      await request(server)
        .post(url('/v1/changes'))
        .send({ ...change, date })
        .expect(400);
      for (const stretch of [
        { from: date },
        { from: '2026-05-01', to: date },
      ]) {
        await request(server)
          .post(url('/v1/sources/{id}/runs'))
          .send(stretch)
          .expect(400);
      }
    }
    // 126 years of days: too much to ask a source for
    const { body } = await request(server)
      .post(url('/v1/sources/{id}/runs'))
      .send({ from: '1900-01-01' })
      .expect(400);
    expect(body.error.message).toMatch(/are more than 5000 parts of/);
    expect(source.requests).toHaveLength(0);
  });
});
