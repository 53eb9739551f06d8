import fc from 'fast-check';
import { request as httpRequest } from 'node:http';
import { spec } from '../../schema/openapi.generated';

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
export function send(
  port: number,
  { method, path, headers, body: sent }: Sent,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const req = httpRequest(
      { port, method, path: `/api/kpi-tree${path}`, headers },
      res => {
        const chunks: Buffer[] = [];
        res.on('data', chunk => chunks.push(chunk));
        res.on('error', reject);
        res.on('end', () =>
          resolve({
            status: res.statusCode!,
            text: Buffer.concat(chunks).toString(),
          }),
        );
      },
    );
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

/** What may stand in JSON where something else should. */
const jsonValues: unknown[] = [
  null,
  true,
  0,
  -1,
  1.5,
  1e300,
  2 ** 31,
  -(2 ** 53),
  '',
  'x',
  '\0',
  'a\0b',
  '\ud800',
  '\u202e',
  '__proto__',
  'x'.repeat(300),
  [],
  {},
  [null],
  { a: 1 },
  '9999-12-31',
  '0000-01-01',
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
        fc.oneof(
          fc.constantFrom('a', 1),
          fc.constantFrom(...jsonValues),
          fc.double(),
        ),
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
    weight: 1,
    arbitrary: fc
      .string({ unit: 'binary', maxLength: 20 })
      .map(text => encodeURIComponent(text)),
  },
);

const jsonValue = fc.oneof(
  fc.constantFrom(...jsonValues),
  fc.jsonValue({ maxDepth: 3 }),
);

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

/** What is right: of parameters by their name, of bodies by their path. */
export type Right = {
  parameters: Record<string, string>;
  bodies: Record<string, unknown>;
};

/** Any operation, with at most one parameter as nobody should send it, and any body. */
export function hostileRequest(right: Right): fc.Arbitrary<Sent> {
  return fc
    .constantFrom(...operations)
    .chain(operation =>
      fc.tuple(
        fc.constant(operation),
        fc
          .nat({ max: operation.parameters.length })
          .chain(odd =>
            fc.tuple(
              ...operation.parameters.map((parameter, index) =>
                parameterTexts(parameter, right, index === odd),
              ),
            ),
          ),
        body(operation, right),
        fc.oneof(
          { weight: 9, arbitrary: fc.constant('application/json') },
          {
            weight: 1,
            arbitrary: fc.constantFrom(
              'text/csv',
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

/** Of a path one text; of a query none, one or several. */
function parameterTexts(
  { name, in: place, required }: Operation['parameters'][number],
  { parameters }: Right,
  isOdd: boolean,
): fc.Arbitrary<string[]> {
  const rightText = parameters[name] ?? 'x';
  if (!isOdd) {
    return place === 'path' || required
      ? fc.constant([rightText])
      : fc.constantFrom<string[]>([], [rightText]);
  }
  const odd = name === 'cursor' ? fc.oneof(cursor, urlText) : urlText;
  const one = odd.map(text => [text]);
  return place === 'path'
    ? one
    : fc.oneof(
        { weight: 6, arbitrary: one },
        { weight: 1, arbitrary: odd.map(text => [rightText, text]) },
        { weight: 1, arbitrary: fc.constant<string[]>([]) },
      );
}

function body(
  { path }: Operation,
  { bodies }: Right,
): fc.Arbitrary<string | Buffer> {
  const rightBody = bodies[path] ?? {};
  return fc.oneof(
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

/** A value in which something is replaced, missing or there that should not be. */
function changed(value: unknown): fc.Arbitrary<unknown> {
  if (Array.isArray(value) && value.length) {
    return fc.oneof(
      jsonValue,
      fc
        .tuple(fc.nat({ max: value.length - 1 }), changed(value[0]))
        .map(([at, other]) => value.map((one, i) => (i === at ? other : one))),
    );
  }
  const entries = Object.entries(Object(value) as object);
  if (typeof value === 'object' && value !== null && entries.length) {
    return fc.oneof(
      { weight: 1, arbitrary: jsonValue },
      {
        weight: 1,
        arbitrary: jsonValue.map(other => ({ ...value, wieght: other })),
      },
      {
        weight: 1,
        arbitrary: fc
          .constantFrom(...entries.map(([key]) => key))
          .map(key =>
            Object.fromEntries(entries.filter(([name]) => name !== key)),
          ),
      },
      {
        weight: 5,
        arbitrary: fc
          .constantFrom(...entries)
          .chain(([key, inner]) =>
            changed(inner).map(other => ({ ...value, [key]: other })),
          ),
      },
    );
  }
  return jsonValue;
}
