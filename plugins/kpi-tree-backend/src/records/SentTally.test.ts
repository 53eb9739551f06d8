import { toEpochDay } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { SeriesRecord } from '../store/MeasurementStore';
import { PushChanges } from '../store/PushStore';
import { SentTally } from './SentTally';

const day = (date: string) => ({ series_id: 1, period: toEpochDay(date) });

/** What is known of pushes, each of which did nothing but this. */
const pushes = new Map(
  [1, 2, 3].map(id => [
    id,
    {
      id,
      receivedAt: '2026-05-01T00:00:00.000Z',
      sentBy: `external:${id}`,
      byUser: false,
      source: 'ci',
      run: null,
    },
  ]),
);

function tallyOf(
  changes: [date: string, push: number | null][],
  folded: SeriesRecord['folded'] = null,
) {
  const known = new PushChanges();
  changes.forEach(([date, push]) => known.add(day(date), push));
  return new SentTally(
    new Map([[1, { id: 1, folded } as SeriesRecord]]),
    known,
  );
}

const answer = (tally: SentTally) => {
  const { pushes: named, more, unknown } = tally.answer(pushes, true);
  return {
    named: named.map(({ id, decided, replaced }) => [id, decided, replaced]),
    more,
    unknown,
  };
};

describe('the pushes of a value', () => {
  it('decide the measurements that none came after, the newest first', () => {
    const tally = tallyOf([
      ['2026-04-01', 1],
      ['2026-04-02', 1],
      ['2026-04-02', 2],
      ['2026-04-03', 1],
      ['2026-04-03', null],
      // Deleted: there is no such measurement any more
      ['2026-04-05', 3],
    ]);
    for (const date of [
      '2026-04-01',
      '2026-04-02',
      '2026-04-03',
      '2026-04-04',
    ]) {
      tally.add(day(date));
    }
    expect(answer(tally)).toEqual({
      named: [
        [2, 1, 0],
        [1, 1, 2],
      ],
      more: 0,
      unknown: 2,
    });
  });

  it('count once where one sent a measurement twice', () => {
    const tally = tallyOf([
      ['2026-04-01', 1],
      ['2026-04-01', 2],
      ['2026-04-01', 1],
    ]);
    tally.add(day('2026-04-01'));
    expect(answer(tally).named).toEqual([
      [2, 0, 1],
      [1, 1, 0],
    ]);
  });

  it('are those of each day of a month that was folded', () => {
    const tally = tallyOf(
      [
        ['2026-03-31', 3],
        ['2026-04-01', 1],
        ['2026-04-30', 2],
        ['2026-05-01', 3],
      ],
      { until: '2026-05-01', grain: 'month', arithmetic: 1 },
    );
    tally.add(day('2026-04-01'));
    expect(answer(tally)).toEqual({
      named: [
        [2, 1, 0],
        [1, 1, 0],
      ],
      more: 0,
      unknown: 0,
    });
  });

  it('are at most fifty, and the others are counted', () => {
    const tally = tallyOf(
      Array.from({ length: 60 }, (_, index) => ['2026-04-01', index + 1]),
    );
    tally.add(day('2026-04-01'));
    expect(tally.named).toHaveLength(50);
    expect(tally.named[0]).toBe(60);
    expect(answer(tally).more).toBe(10);
  });
});
