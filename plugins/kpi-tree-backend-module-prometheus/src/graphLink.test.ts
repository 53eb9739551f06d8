import { graphLink, graphUrlSchema } from './graphLink';

/** The 2nd of April 2026 in UTC. */
const day = {
  start: '2026-04-02',
  at: Date.UTC(2026, 3, 3) / 1_000,
  length: 86_400,
};

const query = 'sum(rate(x{path=~"/a&b#c",host="ä"}[$period])) / 2 + 1';
const text = 'sum(rate(x{path=~"/a&b#c",host="ä"}[86400s])) / 2 + 1';

describe('the address of a graph', () => {
  it.each([
    [
      'Prometheus',
      'https://prometheus.test/graph?g0.expr={query}&g0.tab=0&g0.range_input={range}&g0.end_input={to}',
      {
        'g0.expr': text,
        'g0.tab': '0',
        'g0.range_input': '86400s',
        'g0.end_input': '2026-04-03T00:00:00.000Z',
      },
    ],
    [
      'Grafana',
      'https://grafana.test/explore?panes={"a":{"queries":[{"expr":"{queryJson}"}],"range":{"from":"{fromMs}","to":"{toMs}"}}}',
      {
        panes: JSON.stringify({
          a: {
            queries: [{ expr: text }],
            range: {
              from: String(Date.UTC(2026, 3, 2)),
              to: String(Date.UTC(2026, 3, 3)),
            },
          },
        }),
      },
    ],
  ])('of %s has the query as it was asked', (_, template, parameters) => {
    expect(graphUrlSchema.parse(template)).toBe(template);
    const { searchParams } = new URL(graphLink(template, query, day));
    expect(Object.fromEntries(searchParams)).toEqual(parameters);
  });

  it('of VictoriaMetrics has it behind the hash', () => {
    const template = 'http://vm.test/vmui/#/?g0.expr={query}&g0.end_input={to}';
    const { hash } = new URL(graphLink(template, query, day));
    expect(new URLSearchParams(hash.slice('#/?'.length)).get('g0.expr')).toBe(
      text,
    );
  });

  it.each([
    ['ftp://prometheus.test/graph?g0.expr={query}', /use an address of http/],
    ['data:text/html,{query}', /use an address of http/],
    ['//prometheus.test/{query}', /use an address of http/],
    ['https://{query}.test/', /use an address of http/],
    ['https://prometheus.test{query}', /use an address of http/],
    [
      'https://admin:secret@prometheus.test/?q={query}',
      /use an address of http/,
    ],
    ['https://prometheus.test/graph', /has no \{query\} in it/],
    [
      'https://prometheus.test/graph?g0.expr={query}&time={time}',
      /^\{time\} is unknown: use \{query\}, \{queryJson\}, \{from\}/,
    ],
  ])('cannot be %s', (template, message) => {
    const { error } = graphUrlSchema.safeParse(template);
    expect(error?.issues.map(issue => issue.message)).toEqual([
      expect.stringMatching(message),
    ]);
  });
});
