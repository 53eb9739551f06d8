import fc from 'fast-check';
import { Change, troublesOf } from './history';

const of = (...changes: [string, number][]) =>
  [
    ...troublesOf(
      'service',
      changes.map(([at, state]) => ({ at, state })),
    ),
  ].map(({ kind, start, end, state }) => [kind, start, end, state].join(' '));

it('has no outage of a first row that is a recovery', () => {
  expect(of(['1', 0], ['2', 0])).toEqual([]);
});

it('has the states of an outage, and the worst as its own', () => {
  expect(of(['1', 1], ['2', 2], ['3', 2], ['4', 3], ['5', 0])).toEqual([
    'state 1 2 WARNING',
    'state 2 4 CRITICAL',
    'state 4 5 UNKNOWN',
    'outage 1 5 CRITICAL',
  ]);
});

it('has no end of what lasts', () => {
  expect(of(['1', 0], ['2', 2])).toEqual([
    'state 2  CRITICAL',
    'outage 2  CRITICAL',
  ]);
});

it('has states that fill outages without gaps, and end with each recovery', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: 3 })), states => {
      const changes: Change[] = states.map((state, n) => ({
        at: String(n),
        state,
      }));
      const all = [...troublesOf('service', changes)];
      const down = (kind: string) =>
        states.map((_, n) =>
          all.some(
            one =>
              one.kind === kind &&
              Number(one.start) <= n &&
              (one.end === '' || n < Number(one.end)),
          ),
        );
      expect(down('state')).toEqual(states.map(state => state !== 0));
      expect(down('outage')).toEqual(down('state'));
    }),
  );
});
