/**
 * What owners write in annotations, and what systems answer, changes no question:
 * whatever it is, a URL has the same parts.
 */
import { mockServices } from '@backstage/backend-test-utils';
import { KpiSpec } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import {
  Measurement,
  SourceHttp,
} from '@kpi-tree/backstage-plugin-kpi-tree-node';
import fc from 'fast-check';
import { recordsSchema } from '../configuration/config';
import { isClosedJql, quoteJql } from '../profiles/jql';
import { below, withParameters } from '../profiles/urls';
import { RecordsSource } from '../RecordsSource';
import { HttpRowReader } from './HttpRowReader';

const hostile = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constantFrom(
    '../../admin',
    '..%2f..%2fadmin',
    '?limit=1',
    '&offset=0',
    '#',
    '//evil.test/',
    'http://evil.test',
    '@evil.test',
    '\r\nHost: evil.test',
    '" OR project != "x',
    `' OR '1'='1`,
    '\\" OR 1=1',
    '\u0000',
    '%00',
    '__proto__',
    '{{7*7}}',
    '${7*7}',
  ),
);

/** The first page, and one that it names, answer a row each. */
function answers(next: string) {
  const asked: URL[] = [];
  const http: SourceHttp = {
    async request({ url }) {
      asked.push(url);
      const rows = [{ n: asked.length, at: '2026-04-01', service: 'a' }];
      const body = asked.length === 1 ? { rows, next } : { rows };
      return {
        url,
        header: () => undefined,
        text: '',
        json: () => body,
      };
    },
  };
  return { http, asked };
}

async function collect(key: string, next: string) {
  const { http, asked } = answers(next);
  const settings = recordsSchema.parse({
    http: {
      url: 'https://desk.test/api/rows?team=ops',
      rows: 'rows',
      paging: { by: 'cursor', cursor: 'after', next: 'next' },
    },
    entities: { column: 'service', annotation: 'desk.test/name', byName: true },
  });
  const source = new RecordsSource(
    { id: 'desk', settings },
    new HttpRowReader(settings.http!, http),
  );
  const measurements: Measurement[] = [];
  for await (const batch of source.collect({
    kpis: [
      {
        name: 'tickets',
        spec: {
          grain: 'day',
          period: 'month',
          unit: '1',
          aggregate: { overTime: 'sum', overEntities: 'sum' },
        } as KpiSpec,
        settings: source.settings.parse({ time: 'at', measure: 'count' }),
      },
    ],
    entities: [
      { entityRef: 'component:default/a', keys: {} },
      {
        entityRef: 'component:default/b',
        keys: { tickets: key },
        annotations: { 'desk.test/name': key },
      },
    ],
    to: new Date('2026-05-01'),
    timeZone: 'UTC',
    signal: new AbortController().signal,
    logger: mockServices.logger.mock(),
  })) {
    measurements.push(...(batch.measurements ?? []));
  }
  return { asked, measurements };
}

jest.setTimeout(60_000);

describe('questions to a JSON API', () => {
  it('are the same whatever stands in annotations and answers', async () => {
    await fc.assert(
      fc.asyncProperty(hostile, hostile, async (key, next) => {
        fc.pre(key !== 'a' && next !== '');
        const { asked, measurements } = await collect(key, next);
        expect(asked[0].href).toBe('https://desk.test/api/rows?team=ops');
        expect(asked).toHaveLength(2);
        const second = new URL(asked[1].href);
        expect([second.origin, second.pathname, second.hash]).toEqual([
          'https://desk.test',
          '/api/rows',
          '',
        ]);
        expect([...second.searchParams]).toEqual([
          ['team', 'ops'],
          ['after', next],
        ]);
        expect(measurements).toEqual([
          {
            entityRef: 'component:default/a',
            kpi: 'tickets',
            period: '2026-04-01',
            value: 2,
            weight: expect.any(Number),
          },
        ]);
      }),
      // Each run is a whole collection
      { numRuns: 50, seed: 1 },
    );
  });

  it('keep each part of a path one part, below what the admin configured', () => {
    const configured = new URL('https://desk.test/base/');
    fc.assert(
      fc.property(hostile, hostile, (part, value) => {
        fc.pre(!['.', '..'].includes(part));
        const url = withParameters(below(configured, 'api', part, 'list'), {
          first: value,
          second: '2',
        });
        const parsed = new URL(url.href);
        expect(parsed.origin).toBe('https://desk.test');
        expect(parsed.hash).toBe('');
        expect(parsed.pathname.split('/').map(decodeURIComponent)).toEqual([
          '',
          'base',
          'api',
          part,
          'list',
        ]);
        expect([...parsed.searchParams]).toEqual([
          ['first', value],
          ['second', '2'],
        ]);
      }),
      { numRuns: 500 },
    );
    expect(() => below(configured, '..')).toThrow('is not a name');
  });

  it('quote texts in JQL so that they stay texts', () => {
    fc.assert(
      fc.property(hostile, text => {
        const quoted = quoteJql(text);
        expect(isClosedJql(`project = ${quoted} AND x = 1`)).toBe(true);
        // Read as JQL reads it: one text from the first quote to the last
        const [whole, inner] = /^"((?:[^"\\]|\\[\s\S])*)"$/.exec(quoted)!;
        expect(whole).toBe(quoted);
        expect(inner.replace(/\\([\s\S])/g, '$1')).toBe(text);
      }),
      { numRuns: 500 },
    );
  });
});
