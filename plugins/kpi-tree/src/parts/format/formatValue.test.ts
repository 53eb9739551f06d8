import {
  formatBound,
  formatMeasured,
  formatScore,
  formatShare,
  formatValue,
} from './formatValue';

const plain = (text: string) => text.replace(/\u00a0/g, ' ');

describe('formatMeasured', () => {
  it('says what is approximate', () => {
    expect(plain(formatMeasured(2.41, 'h', 0.01))).toBe('≈ 2.41 h');
    expect(plain(formatMeasured(2.41, 'h', undefined))).toBe('2.41 h');
  });
});

describe('formatValue', () => {
  it.each([
    [2.4, 'h', '2.4 h'],
    [2.8617, 'h', '2.86 h'],
    [0.04133, 'h', '0.041 h'],
    [137, 'min', '137 min'],
    [2080.714, 'min', '2,081 min'],
    [12, '1', '12'],
    [0, '1', '0'],
    [-3.456, 'd', '-3.46 d'],
    [52.34, '%', '52.3%'],
    [97.31, '%', '97.3%'],
    [99.95, '%', '99.95%'],
    [99.99, '%', '99.99%'],
    [99.9873, '%', '99.987%'],
    [99.999999, '%', '99.9999%'],
    [100, '%', '100%'],
  ])('shows %d %s as %s', (value, unit, text) => {
    expect(plain(formatValue(value, unit))).toBe(text);
  });
});

describe('formatBound', () => {
  it('says on which side a value is good', () => {
    expect(plain(formatBound(4, 'lower', 'h'))).toBe('≤ 4 h');
    expect(plain(formatBound(99.9, 'higher', '%'))).toBe('≥ 99.9%');
    expect(plain(formatBound({ min: 40, max: 70 }, 'range', '%'))).toBe(
      '40–70%',
    );
    expect(plain(formatBound({ min: 1, max: 2 }, 'range', 'd'))).toBe('1–2 d');
  });
});

describe('formatScore', () => {
  it('shows 100 only for a target that is met', () => {
    expect(formatScore(100)).toBe('100');
    expect(formatScore(99.99)).toBe('99');
  });

  it('shows nothing off target as 50', () => {
    expect(formatScore(49.99)).toBe('49');
    expect(formatScore(50)).toBe('50');
  });
});

describe('formatShare', () => {
  it('shows the whole and nothing only where they are', () => {
    expect(formatShare(1)).toBe('100%');
    expect(formatShare(0.999)).toBe('99%');
    expect(formatShare(0.001)).toBe('1%');
    expect(formatShare(0)).toBe('0%');
    expect(formatShare(0.6)).toBe('60%');
  });
});
