import fc from 'fast-check';
import { request as httpRequest } from 'node:http';
import { spec } from '../../schema/openapi.generated';
import { hostileCsv } from './hostileCsv';
import { hostileYaml } from './hostileDefinitions';
import {
  changed,
  edgeDates,
  edgeNumbers,
  oddJson,
  oddNumberTexts,
} from './hostileValues';

/** A request as it goes over the wire. */
export type Sent = {
  method: string;
  /** As it stands in the first line of the request. */
  path: string;
  headers?: Record<string, string>;
  body?: string | Buffer;
};

export type Answer = { status: number; text: string };

export const json = { 'content-type': 'application/json' };

/** Sends what no client would. */
export function send(port: number, { path, ...sent }: Sent): Promise<Answer> {
  return sendTo(port, { ...sent, path: `/api/kpi-tree${path}` });
}

/** What the backend answers to whoever wants to know whether it is alive. */
export async function isAlive(port: number): Promise<number> {
  const path = '/.backstage/health/v1/liveness';
  return (await sendTo(port, { method: 'GET', path })).status;
}

function sendTo(
  port: number,
  { method, path, headers, body: sent }: Sent,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const req = httpRequest({ port, method, path, headers }, res => {
      const chunks: Buffer[] = [];
      res.on('data', chunk => chunks.push(chunk));
      res.on('error', reject);
      res.on('end', () =>
        resolve({
          status: res.statusCode!,
          text: Buffer.concat(chunks).toString(),
        }),
      );
    });
    req.on('error', reject);
    req.end(sent);
  });
}

/** Lists in lists, deeper than a function that calls itself gets. */
export const nested = `${'['.repeat(20_000)}${']'.repeat(20_000)}`;

/** What may stand in a URL where something else should. */
const urlTexts = [
  '',
  '%00',
  'a%00b',
  'component:default/%00',
  '%ED%A0%80',
  '%FF',
  '%',
  '%F0%9F%98%80',
  '%E2%80%AE',
  '%0D%0A',
  'x'.repeat(300),
  'x'.repeat(9_000),
  '__proto__',
  'constructor',
  'toString',
  '-1',
  '0',
  '-0',
  '1e9',
  '1.5',
  'NaN',
  'Infinity',
  '-Infinity',
  '99999999999999999999',
  'null',
  'true',
  '0000-00-00',
  '2026-02-30',
  '9999-12-31',
  '10000-01-01',
  'PT0.0000001S',
  'P9999999Y',
  '%27%3B--',
  'a:b:c',
  ':',
  '/',
  '..',
  '[]',
  '%7B%7D',
];

/** Positions of all lists, with something odd in them. */
const cursor = fc
  .record(
    Object.fromEntries(
      [
        'after',
        'startedAt',
        'id',
        'number',
        'entityRef',
        'title',
        'status',
        'trend',
        'score',
        'kpi',
        'order',
        'subject',
        'seriesId',
        'group',
      ].map(key => [
        key,
        fc.oneof(fc.constantFrom('a', 1), oddJson, fc.double()),
      ]),
    ),
    { requiredKeys: [] },
  )
  .chain(position =>
    fc.record({
      position: fc.constant(position),
      part: fc.constantFrom('ranked', 'others', undefined),
      kind: fc.constantFrom('status', 'signal', 'x', undefined),
    }),
  )
  .map(({ position, ...kinds }) =>
    Buffer.from(JSON.stringify({ ...position, ...kinds })).toString(
      'base64url',
    ),
  );

const urlText = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...urlTexts) },
  {
    weight: 2,
    arbitrary: fc
      .constantFrom(...edgeDates, ...edgeNumbers.map(String), ...oddNumberTexts)
      .map(encodeURIComponent),
  },
  {
    weight: 1,
    arbitrary: fc
      .string({ unit: 'binary', maxLength: 20 })
      .map(text => encodeURIComponent(text)),
  },
);

/** Takes CSV. */
const IMPORT = '/v1/measurements/import';

/** A kind of what callers may do, and how it is done right. */
export type Operation = {
  method: string;
  /** As in openapi.yaml. */
  path: string;
  parameters: { name: string; in: string; required?: boolean }[];
  hasBody: boolean;
};

export const operations: Operation[] = Object.entries(spec.paths).flatMap(
  ([path, byMethod]) =>
    Object.entries(byMethod).map(([method, operation]) => ({
      method: method.toUpperCase(),
      path,
      parameters: (operation.parameters ?? []).map(
        (parameter: { $ref?: string }) =>
          parameter.$ref
            ? (spec.components.parameters as any)[
                parameter.$ref.split('/').pop()!
              ]
            : parameter,
      ),
      hasBody: 'requestBody' in operation,
    })),
);

/** What takes more than parameters comes more often. */
const more = operations.filter(
  ({ method, hasBody }) => hasBody && method === 'POST',
);

/** What is right: of parameters by their name, of bodies by their path. */
export type Right = {
  parameters: Record<string, string>;
  bodies: Record<string, unknown>;
};

/** Any operation, with at most one parameter as nobody should send it, and any body. */
export function hostileRequest(right: Right): fc.Arbitrary<Sent> {
  return fc
    .constantFrom(...operations, ...more)
    .chain(operation =>
      fc.tuple(
        fc.constant(operation),
        fc
          .nat({ max: operation.parameters.length })
          .chain(odd =>
            fc.tuple(
              ...operation.parameters.map((parameter, index) =>
                parameterTexts(
                  parameter,
                  rightText(operation.path, parameter.name, right),
                  index === odd,
                ),
              ),
            ),
          ),
        body(operation, right),
        fc.oneof(
          {
            weight: 9,
            arbitrary: fc.constant(
              operation.path === IMPORT ? 'text/csv' : 'application/json',
            ),
          },
          {
            weight: 1,
            arbitrary: fc.constantFrom(
              'text/csv',
              'application/json',
              'text/plain',
              'application/json; charset=latin1',
              'x',
            ),
          },
        ),
      ),
    )
    .map(([operation, texts, sentBody, type]) => {
      let path = operation.path;
      const query: string[] = [];
      operation.parameters.forEach(({ name, in: place }, index) => {
        if (place === 'path') {
          path = path.replace(`{${name}}`, texts[index][0] ?? '');
        } else {
          texts[index].forEach(text => query.push(`${name}=${text}`));
        }
      });
      return {
        method: operation.method,
        path: query.length ? `${path}?${query.join('&')}` : path,
        ...(operation.hasBody
          ? { headers: { 'content-type': type }, body: sentBody }
          : {}),
      };
    });
}

/** Where a name is not that of an entity, but of something else with a name. */
const namedBy = [
  ['/v1/trees/', 'tree'],
  ['/v1/kpis/', 'kpi'],
];

function rightText(path: string, name: string, { parameters }: Right): string {
  const [, meant = name] =
    (name === 'name' && namedBy.find(([start]) => path.startsWith(start))) ||
    [];
  return parameters[meant] ?? 'x';
}

/** An operation with all that it needs, as it should be. */
export function rightRequest(
  { method, path, parameters }: Operation,
  right: Right,
): Sent {
  const text = (name: string) => rightText(path, name, right);
  const query = parameters
    .filter(parameter => parameter.in === 'query' && parameter.required)
    .map(({ name }) => `${name}=${text(name)}`)
    .join('&');
  const filled = path.replace(/\{(\w+)\}/g, (_, name) => text(name));
  return { method, path: query ? `${filled}?${query}` : filled };
}

/** Of a path one text; of a query none, one or several. */
function parameterTexts(
  { name, in: place, required }: Operation['parameters'][number],
  rightOne: string,
  isOdd: boolean,
): fc.Arbitrary<string[]> {
  if (!isOdd) {
    return place === 'path' || required
      ? fc.constant([rightOne])
      : fc.constantFrom<string[]>([], [rightOne]);
  }
  const odd = name === 'cursor' ? fc.oneof(cursor, urlText) : urlText;
  const one = odd.map(text => [text]);
  return place === 'path'
    ? one
    : fc.oneof(
        { weight: 6, arbitrary: one },
        { weight: 1, arbitrary: odd.map(text => [rightOne, text]) },
        { weight: 1, arbitrary: fc.constant<string[]>([]) },
      );
}

const edgeOrOdd = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom(...edgeNumbers) },
  { weight: 1, arbitrary: oddJson },
);

/** Rows that are right except for their numbers and dates, which may be right as well. */
const edgeRows = fc
  .array(
    fc
      .tuple(
        fc.record({
          entityRef: fc.constantFrom(
            'component:default/a',
            'component:default/b',
            'system:default/s',
            'component:default/h0',
          ),
          kpi: fc.constantFrom('mttr', 'count', 'computed', 'range0', 'none'),
          period: fc.constantFrom(...edgeDates),
        }),
        fc.oneof(
          fc.record(
            { value: edgeOrOdd, weight: fc.constantFrom(...edgeNumbers) },
            { requiredKeys: ['value'] },
          ),
          fc.record({ numerator: edgeOrOdd, denominator: edgeOrOdd }),
          // What contradicts itself, or lacks a part
          fc.record(
            {
              value: edgeOrOdd,
              weight: edgeOrOdd,
              numerator: edgeOrOdd,
              denominator: edgeOrOdd,
            },
            { requiredKeys: [] },
          ),
        ),
      )
      .map(([key, measured]) => ({ ...key, ...measured })),
    { maxLength: 40 },
  )
  .map(measurements => ({ measurements }));

function body(
  { path }: Operation,
  { bodies }: Right,
): fc.Arbitrary<string | Buffer> {
  const rightBody = bodies[path] ?? {};
  if (path === IMPORT) {
    return hostileCsv;
  }
  return fc.oneof(
    ...(path === '/v1/measurements'
      ? [{ weight: 6, arbitrary: edgeRows.map(rows => JSON.stringify(rows)) }]
      : []),
    ...(path.startsWith('/v1/definitions/')
      ? [
          {
            weight: 6,
            arbitrary: hostileYaml.map(yaml =>
              JSON.stringify({ ...(rightBody as object), yaml }),
            ),
          },
        ]
      : []),
    { weight: 1, arbitrary: fc.constant(JSON.stringify(rightBody)) },
    {
      weight: 6,
      arbitrary: changed(rightBody).map(value => JSON.stringify(value) ?? ''),
    },
    {
      weight: 1,
      arbitrary: fc.oneof(
        fc.constantFrom(
          '',
          '{',
          'null',
          nested,
          '{"a":1e999}',
          '\0',
          '"\\ud8"',
        ),
        fc.uint8Array().map(bytes => Buffer.from(bytes)),
      ),
    },
  );
}
