import { ConfigReader } from '@backstage/config';
import { JsonValue } from '@backstage/types';
import fc from 'fast-check';
import { z } from 'zod';
import { KpiSource } from '../source/KpiSource';
import { addConfiguredSources } from './addConfiguredSources';
import { addSourceOf } from './addSourceOf';
import { ConfigMistakeError } from '../source/ConfigMistake';

const schema = z.strictObject({
  url: z.url({ error: 'use a URL such as https://example.com' }),
  headers: z.record(z.string(), z.string()).default({}),
  rows: z.strictObject({ at: z.string() }).optional(),
});

/** What comes of a configuration of `kpiTree.acme`. */
function add(
  acme: JsonValue,
  create: (source: { id: string }) => Pick<KpiSource, 'id'> = ({ id }) => ({
    id,
  }),
) {
  const added: unknown[] = [];
  const misconfigured: unknown[] = [];
  const warnings: unknown[] = [];
  addConfiguredSources({
    config: new ConfigReader({ kpiTree: { acme } }),
    key: 'kpiTree.acme.sources',
    schema,
    sources: {
      addSource: ({ id }, place) => added.push([id, place?.key]),
      addMisconfigured: source => misconfigured.push(source),
      addWarning: warning => warnings.push(warning),
    },
    create: source => create(source) as KpiSource,
  });
  return { added, misconfigured, warnings };
}

const url = 'https://example.com';
const at = 'kpiTree.acme.sources';

describe('sources of a family', () => {
  it('are added one by one, whatever is wrong with others', () => {
    expect(
      add({
        sources: [
          { id: 'a', url },
          { id: 'b', description: 'The second', url: 'example.com', rows: {} },
          { url },
          { id: 4, url },
          ['c'],
          { id: 'd', url, schedule: { frequency: { hours: 1 } } },
          { id: 'e', url, hdrs: {} },
        ],
      }),
    ).toEqual({
      added: [['a', `${at}[0]`]],
      misconfigured: [
        {
          id: 'b',
          description: 'The second',
          mistakes: [
            {
              key: `${at}[1].url`,
              message: 'use a URL such as https://example.com',
            },
            {
              key: `${at}[1].rows.at`,
              message: expect.stringMatching(
                /^is missing; if it is written with a variable such as \$\{NAME\}, that is not set/,
              ),
            },
          ],
        },
        {
          id: `${at}[2]`,
          mistakes: [
            {
              key: `${at}[2].id`,
              message: expect.stringContaining('use a name such as incidents'),
            },
          ],
        },
        {
          id: `${at}[3]`,
          mistakes: [
            { key: `${at}[3].id`, message: 'use a name such as incidents' },
          ],
        },
        {
          id: `${at}[4]`,
          mistakes: [
            {
              key: `${at}[4]`,
              message: 'use a source: an id and its settings',
            },
          ],
        },
        {
          id: 'd',
          mistakes: [
            {
              key: `${at}[5].schedule`,
              message: expect.stringMatching(/timeout.*use one such as/),
            },
          ],
        },
        {
          id: 'e',
          mistakes: [
            {
              key: `${at}[6]`,
              message:
                'Unrecognized key: "hdrs"; use one of url, headers, rows, id, description, schedule, holdBack',
            },
          ],
        },
      ],
      warnings: [],
    });
  });

  it.each<[JsonValue, string, RegExp]>([
    ['none', at, /kpiTree\.acme/],
    [{ sources: { a: { url } } }, at, /^use a list of sources/],
    [{ sources: 'a' }, at, /^use a list of sources/],
    [
      { source: [{ id: 'a', url }] },
      'kpiTree.acme',
      /^has source, but no sources/,
    ],
  ])('may all be wrong: %j', (acme, key, message) => {
    expect(add(acme)).toEqual({
      added: [],
      misconfigured: [
        {
          id: at,
          mistakes: [{ key, message: expect.stringMatching(message) }],
        },
      ],
      warnings: [],
    });
  });

  it('are none where none are written', () => {
    const nothing = { added: [], misconfigured: [], warnings: [] };
    expect(add({})).toEqual(nothing);
    expect(add({ sources: [] })).toEqual(nothing);
  });

  it('may not be made', () => {
    const { added, misconfigured } = add(
      {
        sources: [
          { id: 'a', url },
          { id: 'b', url },
        ],
      },
      ({ id }) => {
        if (id === 'a') {
          throw new Error('is not for me');
        }
        return { id };
      },
    );
    expect(added).toEqual([['b', `${at}[1]`]]);
    expect(misconfigured).toEqual([
      { id: 'a', mistakes: [{ key: `${at}[0]`, message: 'is not for me' }] },
    ]);
  });

  it('hint at secrets that are not set', () => {
    const { added, warnings } = add({
      sources: [
        { id: 'a', url, headers: {} },
        { id: 'b', url, headers: { Authorization: 'Bearer ', 'X-Team': 'x' } },
        { id: 'c', url, headers: { Authorization: 'Bearer abc' } },
        { id: 'd', url },
      ],
    });
    expect(added).toHaveLength(4);
    expect(warnings).toEqual([
      {
        key: `${at}[0].headers`,
        message: expect.stringContaining('${NAME} that is not set'),
      },
      {
        key: `${at}[1].headers.Authorization`,
        message: expect.stringContaining('no secret'),
      },
    ]);
  });

  it('may be anything, and nothing is thrown', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (acme, entry) => {
        add(acme as JsonValue);
        const { added, misconfigured } = add({
          sources: [entry as JsonValue, { id: 'right', url }],
        });
        expect(added).toContainEqual(['right', `${at}[1]`]);
        expect(added.length + misconfigured.length).toBe(2);
      }),
      { numRuns: 500, seed: 13 },
    );
  });
});

describe('schedules', () => {
  const scheduled = (schedule: JsonValue) =>
    add({ sources: [{ id: 'a', url, schedule }] });

  it.each<[JsonValue]>([
    [{ frequency: { hours: 1 }, timeout: { minutes: 5 } }],
    [{ frequency: 'PT1H', timeout: 'PT5M', initialDelay: { seconds: 1 } }],
    [{ frequency: { cron: '0 6 * * 1-5' }, timeout: { minutes: 5 } }],
    [{ frequency: { trigger: 'manual' }, timeout: { minutes: 5 } }],
  ])('are taken: %j', schedule => {
    expect(scheduled(schedule).misconfigured).toEqual([]);
  });

  it.each<[JsonValue, RegExp]>([
    [
      { frequency: { hours: 0 }, timeout: { minutes: 5 } },
      /less than a second/,
    ],
    [
      { frequency: { hours: -1 }, timeout: { minutes: 5 } },
      /less than a second/,
    ],
    [
      { frequency: { cron: 'each morning' }, timeout: { minutes: 5 } },
      /each morning, which is not a cron expression/,
    ],
    [{ frequency: { hour: 1 }, timeout: { minutes: 5 } }, /hour/],
    [{ frequency: { hours: 1 } }, /timeout/],
    ['hourly', /use one such as \{ frequency:/],
    [null, /use one such as/],
  ])('are refused before the scheduler does: %j', (schedule, message) => {
    expect(scheduled(schedule).misconfigured).toEqual([
      {
        id: 'a',
        mistakes: [
          {
            key: `${at}[0].schedule`,
            message: expect.stringMatching(message),
          },
        ],
      },
    ]);
  });
});

describe('the one source of a module', () => {
  it('is added, or shown with its mistakes', () => {
    const added: unknown[] = [];
    const misconfigured: unknown[] = [];
    const sources = {
      addSource: (...args: unknown[]) => added.push(args),
      addMisconfigured: (source: unknown) => misconfigured.push(source),
      addWarning: () => undefined,
    };
    const place = { id: 'acme', key: 'kpiTree.acme' };
    const source = { id: 'acme' } as KpiSource;
    addSourceOf(sources, place, () => source);
    addSourceOf(sources, place, () => {
      throw new Error('broken');
    });
    addSourceOf(sources, place, () => {
      throw new ConfigMistakeError([
        { key: 'kpiTree.acme.schedule', message: 'is none' },
      ]);
    });
    expect(added).toEqual([[source, { key: 'kpiTree.acme' }]]);
    expect(misconfigured).toEqual([
      { id: 'acme', mistakes: [{ key: 'kpiTree.acme', message: 'broken' }] },
      {
        id: 'acme',
        mistakes: [{ key: 'kpiTree.acme.schedule', message: 'is none' }],
      },
    ]);
  });
});
