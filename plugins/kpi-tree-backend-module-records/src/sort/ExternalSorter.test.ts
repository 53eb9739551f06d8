import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { randomNumbers } from '../__testUtils__/records';
import { ExternalSorter } from './ExternalSorter';
import { SortRecord } from './RunCursor';

const leftovers = () =>
  readdirSync(tmpdir()).filter(name => name.startsWith('kpi-tree-sort-'));

async function fill(sorter: ExternalSorter, records: SortRecord[]) {
  for (const record of records) {
    await sorter.add(record);
  }
}

describe('ExternalSorter', () => {
  it.each(Array.from({ length: 30 }, (_, seed) => [seed]))(
    'sorts as in memory, whatever fits into it (seed %d)',
    async seed => {
      const random = randomNumbers(seed);
      const capacity = 1 + Math.floor(random() * 50);
      const records = Array.from(
        { length: Math.floor(random() * 2_000) },
        (_, i): SortRecord => [
          Math.floor(random() * 5),
          // Ties too, and large and negative numbers.
          random() < 0.3 ? 7 : (random() - 0.5) * 1e13,
          i,
          random(),
        ],
      );
      const before = leftovers();
      const sorter = new ExternalSorter(capacity);
      await fill(sorter, records);
      const sorted: SortRecord[] = [];
      for await (const record of sorter.sorted()) {
        sorted.push(record);
      }
      await sorter.close();
      const key = (record: SortRecord) => record.slice(0, 2);
      expect(sorted.map(key)).toEqual(
        records.map(key).sort((x, y) => x[0] - y[0] || x[1] - y[1]),
      );
      // Nothing is lost or changed on the way.
      const byIndex = [...sorted].sort((x, y) => x[2] - y[2]);
      expect(byIndex).toEqual(records);
      expect(leftovers()).toEqual(before);
    },
  );

  it('writes only what does not fit, and leaves nothing behind', async () => {
    const before = leftovers();
    const sorter = new ExternalSorter(4);
    await fill(sorter, Array(4).fill([1, 2, 3, 4]));
    expect(leftovers()).toEqual(before);
    await fill(sorter, [[1, 1, 1, 1]]);
    expect(leftovers()).toHaveLength(before.length + 1);
    for await (const record of sorter.sorted()) {
      expect(record).toEqual([1, 1, 1, 1]);
      break;
    }
    await sorter.close();
    await sorter.close();
    expect(leftovers()).toEqual(before);
  });
});
