import { Asked } from './Contract';
import { readContract } from './startProduct';

const asked = (
  method: string,
  path: string,
  { headers = {}, body }: Partial<Asked> = {},
): Asked => ({
  method,
  url: new URL(path, 'http://x.example'),
  headers,
  body,
});

const headers = {
  accept: 'application/vnd.pagerduty+json;version=2',
  'content-type': 'application/json',
};

describe('a contract', () => {
  const pagerDuty = readContract('pagerduty.json');
  const gitLab = readContract('gitlab.json');
  const incidents = '/analytics/raw/incidents';
  const deployments = '/api/v4/projects/a%2Fb/deployments';

  it.each<[string, Asked, string[]]>([
    ['nothing', asked('POST', incidents, { headers, body: { limit: 1 } }), []],
    [
      'a path',
      asked('POST', '/analytics/raw/services'),
      ['POST /analytics/raw/services is no operation'],
    ],
    ['a method', asked('GET', incidents), [`GET ${incidents} is no operation`]],
    [
      'headers',
      asked('POST', incidents, {
        headers: { accept: 'text/html' },
        body: {},
      }),
      [
        'header Accept must be equal to one of the allowed values',
        'header Content-Type is missing',
      ],
    ],
    [
      'a body',
      asked('POST', incidents, {
        headers,
        body: { limit: 2_000, order: 'up', filters: { since: '2026' } },
      }),
      [
        '/order must be equal to one of the allowed values',
        '/limit must be <= 1000',
        'body.filters.since is no field',
      ],
    ],
  ])('names what is wrong with a request: %s', (_, request, mistakes) => {
    expect(pagerDuty.requestMistakes(request)).toEqual(mistakes);
  });

  it.each([
    ['?per_page=100&sort=asc&updated_after=2026-01-01T00:00:00Z', []],
    ['?per_page=many', ['query per_page must be integer']],
    [
      '?sort=up&updated_after=yesterday',
      [
        'query sort must be equal to one of the allowed values',
        'query updated_after must match format "date-time"',
      ],
    ],
    ['?since=2026', ['query since is no parameter']],
  ])('names what is wrong with parameters: %s', (search, mistakes) => {
    expect(
      gitLab.requestMistakes(asked('GET', `${deployments}${search}`)),
    ).toEqual(mistakes);
  });

  it('names what is wrong with an answer', () => {
    const request = asked('GET', deployments);
    expect(gitLab.responseMistakes(request, [{ id: 1 }])).toEqual([]);
    expect(
      gitLab.responseMistakes(request, [
        { id: 'one', environment: { name: 1 } },
      ]),
    ).toEqual(['/0/id must be integer', '/0/environment/name must be string']);
  });

  it('knows the fields of an answer', () => {
    const has = (field: string) =>
      gitLab.hasField('GET', deployments, '', field);
    expect(has('deployable.commit.committed_date')).toBe(true);
    expect(has('deployable.commit.when')).toBe(false);
    expect(has('state')).toBe(false);
    expect(pagerDuty.hasField('POST', incidents, 'data', 'status')).toBe(true);
    expect(pagerDuty.hasField('POST', incidents, 'rows', 'status')).toBe(false);
  });
});
