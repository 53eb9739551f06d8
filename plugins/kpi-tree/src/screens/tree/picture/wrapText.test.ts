import { shortenText, wrapText } from './wrapText';

const measure = (text: string) => text.length;

describe('wrapText', () => {
  it('breaks between words', () => {
    expect(wrapText('Mean time to restore', 10, 3, measure)).toEqual([
      'Mean time',
      'to restore',
    ]);
  });

  it('ends what does not fit in an ellipsis', () => {
    expect(wrapText('one two three four', 7, 2, measure)).toEqual([
      'one two',
      'three…',
    ]);
  });

  it('breaks a word that is too long, and texts without blanks', () => {
    expect(wrapText('平均復旧時間です', 5, 2, measure)).toEqual([
      '平均復旧時',
      '間です',
    ]);
  });
});

describe('shortenText', () => {
  it('cuts only what is too wide', () => {
    expect(shortenText('short', 5, measure)).toBe('short');
    expect(shortenText('longer', 5, measure)).toBe('long…');
  });
});
