import { readRatings } from './answers';

describe('readRatings', () => {
  it('reads the ratings of each entity', () => {
    const ratings = { LIKE: 3, DISLIKE: 1 };
    expect([
      ...readRatings([
        { entityRef: 'component:default/a', entityTitle: 'A', ratings },
        { entityRef: 'component:default/b', ratings: {} },
      ]),
    ]).toEqual([
      ['component:default/a', ratings],
      ['component:default/b', {}],
    ]);
  });

  it.each([
    ['no list', {}, ''],
    ['no entity', [{ ratings: {} }], '0.entityRef'],
    ['a text', [{ entityRef: 'a', ratings: { LIKE: '3' } }], '0.ratings.LIKE'],
    ['less than 0', [{ entityRef: 'a', ratings: { LIKE: -1 } }], '0.ratings'],
    ['a part', [{ entityRef: 'a', ratings: { LIKE: 0.5 } }], '0.ratings'],
  ])('refuses an answer with %s', (_, answer, place) => {
    expect(() => readRatings(answer)).toThrow(
      `The plugin entity-feedback does not answer like version 0.25 (${place}`,
    );
  });
});
