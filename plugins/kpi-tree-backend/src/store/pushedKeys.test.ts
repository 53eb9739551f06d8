import fc from 'fast-check';
import { MeasurementKey, ofKeyBlock, toKeyBlocks } from './pushedKeys';

const read = (keys: MeasurementKey[]) =>
  toKeyBlocks(keys)
    .flatMap(block => [...ofKeyBlock(block)])
    .sort((a, b) => a.series_id - b.series_id || a.period - b.period);

describe('the keys of what was sent', () => {
  it('are read as they were written, whatever series and days they have', () => {
    const key = fc.record({
      series_id: fc.integer({ min: 1, max: 2 ** 31 - 1 }),
      period: fc.integer({ min: -25_567, max: 40_000 }),
    });
    fc.assert(
      fc.property(
        fc.uniqueArray(
          fc.oneof(
            key,
            // Many of the same few
            fc.record({
              series_id: fc.integer({ min: 1, max: 3 }),
              period: fc.integer({ min: 20_000, max: 20_100 }),
            }),
          ),
          {
            selector: one => `${one.series_id} ${one.period}`,
            maxLength: 200,
          },
        ),
        keys => {
          const sorted = [...keys].sort(
            (a, b) => a.series_id - b.series_id || a.period - b.period,
          );
          expect(read(sorted)).toEqual(sorted);
        },
      ),
    );
  });

  it('take two bytes at most of a series where many have the same days', () => {
    const keys = Array.from({ length: 20_000 }, (_, index) => ({
      series_id: 1 + index * 80,
      period: 20_550,
    }));
    const blocks = toKeyBlocks(keys);
    expect(blocks).toHaveLength(20);
    const bytes = blocks.reduce((sum, block) => sum + block.keys.length, 0);
    expect(bytes / keys.length).toBeLessThan(2.1);
    expect(blocks[1]).toMatchObject({
      first_series: 80_001,
      last_series: 80_001 + 999 * 80,
    });
  });
});
