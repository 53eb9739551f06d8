import { apiAddress } from './apiAddress';

describe('apiAddress', () => {
  it('is the path where there is nothing to fill in', () => {
    expect(apiAddress('/v1/status', {})).toBe('/v1/status');
  });

  it('escapes what is filled in', () => {
    const path = { kind: 'component', namespace: 'default', name: 'a/b c' };
    expect(
      apiAddress('/v1/scorecards/{kind}/{namespace}/{name}', { path }),
    ).toBe('/v1/scorecards/component/default/a%2Fb%20c');
    expect(
      apiAddress('/v1/badges/{kind}/{namespace}/{name}.svg', { path }),
    ).toBe('/v1/badges/component/default/a%2Fb%20c.svg');
  });

  it('leaves out what is not given, and joins lists', () => {
    expect(
      apiAddress('/v1/owned', {
        query: {
          owner: undefined,
          scope: 'system:default/pay',
          status: ['at-risk', 'off-target'],
          limit: 0,
        },
      }),
    ).toBe(
      '/v1/owned?scope=system%3Adefault%2Fpay&status=at-risk%2Coff-target&limit=0',
    );
  });
});
