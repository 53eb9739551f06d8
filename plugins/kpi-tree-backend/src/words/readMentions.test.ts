import { readMentions } from './readMentions';

const known = new Set([
  'user:default/jane',
  'group:eu/team-a',
  'user:default/j.d',
]);
const read = (text: string) => readMentions(text, ref => known.has(ref));

describe('mentions in a text', () => {
  it.each([
    ['@user:default/jane', ['user:default/jane']],
    ['(@User:Jane), and @USER:default/Jane again', ['user:default/jane']],
    [
      'cc @group:eu/team-a and @user:j.d.',
      ['group:eu/team-a', 'user:default/j.d'],
    ],
    ['to jane@user:default or a/@user:x', []],
    ['@jane, @component:default/a, @user: jane', []],
  ])('of %s are %j', (text, refs) => {
    expect(read(text)).toEqual(refs);
  });

  it('are refused where nobody finds them', () => {
    expect(() => read('ask @user:john')).toThrow(
      /^text mentions @user:john, who is not in the catalog/,
    );
  });

  it('are so many at most', () => {
    const text = Array.from({ length: 21 }, (_, i) => `@user:u${i}`).join(' ');
    expect(() => readMentions(text, () => true)).toThrow(
      /^text mentions 21 users and groups: use at most 20/,
    );
  });
});
