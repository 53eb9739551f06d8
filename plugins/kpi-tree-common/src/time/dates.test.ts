import fc from 'fast-check';
import { dateMistake, FIRST_DATE, isIsoDate, LAST_DATE } from './dates';
import { fromEpochDay, toEpochDay } from './period';

describe('a date of the product', () => {
  it.each([FIRST_DATE, LAST_DATE, '2024-02-29', '2000-02-29'])(
    'is %p',
    text => {
      expect(isIsoDate(text)).toBe(true);
      expect(dateMistake('from', text)).toBeUndefined();
    },
  );

  it.each([
    '0000-01-01',
    '0001-01-01',
    '1899-12-31',
    '2200-01-01',
    '9999-12-31',
    '10000-01-01',
    '+010000-01-01',
    '-000001-01-01',
    '2026-02-30',
    '1900-02-29',
    '2026-1-1',
    '2026-13-01',
    '2026-01-01T00:00:00Z',
    ' 2026-01-01',
    '2026-01-01\n',
    '２０２６-01-01',
    'today',
    '',
  ])('is not %p', text => {
    expect(isIsoDate(text)).toBe(false);
    expect(dateMistake('from', text)).toBe(
      `from is ${JSON.stringify(
        text,
      )}: use a date such as 2026-01-31, from 1900-01-01 to 2199-12-31`,
    );
  });

  it('is no value that is no text, and a long one is cut', () => {
    expect(dateMistake('to', undefined)).toMatch(/^to is missing: use a date/);
    expect(dateMistake('to', null)).toMatch(/^to is null: /);
    expect(dateMistake('to', 20260101)).toMatch(/^to is 20260101: /);
    expect(dateMistake('to', 'x'.repeat(1_000))!.length).toBeLessThan(200);
  });

  it('is each day from the first to the last, in the order of the texts', () => {
    const days = fc.integer({
      min: toEpochDay(FIRST_DATE),
      max: toEpochDay(LAST_DATE),
    });
    fc.assert(
      fc.property(days, days, (a, b) => {
        const [one, other] = [fromEpochDay(a), fromEpochDay(b)];
        expect(isIsoDate(one)).toBe(true);
        expect(toEpochDay(one)).toBe(a);
        expect(Math.sign(a - b)).toBe(
          Number(one > other) - Number(one < other),
        );
      }),
    );
  });
});
