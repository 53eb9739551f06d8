import fc from 'fast-check';
import { aggregate } from '../arithmetic';
import { rollUp } from '../arithmetic/nodeScore';
import {
  changeEffects,
  ContributionKind,
  ContributionMember,
  mergeMembers,
  scoreEffects,
  valueOf,
} from './contribution';

const of = (value: number, weight: number) => ({
  numerator: value * weight,
  denominator: weight,
});

const number = (min: number, max: number) =>
  fc.double({ min, max, noNaN: true, noDefaultInfinity: true });

/** Any number of members that come, go, stay, or have no data, with any weights. */
const members = (values: fc.Arbitrary<number>) => {
  const amounts = fc.option(
    fc.record({
      value: values,
      weight: fc.oneof(number(1e-6, 1e6), fc.integer({ min: 0, max: 9 })),
    }),
    { nil: undefined },
  );
  return fc
    .array(fc.record({ before: amounts, after: amounts }), { maxLength: 12 })
    .map(all =>
      all.map(({ before, after }, index) => ({
        id: `m${index}`,
        ...(before && { before: of(before.value, before.weight) }),
        ...(after && { after: of(after.value, after.weight) }),
      })),
    );
};

const anyMembers: fc.Arbitrary<ContributionMember[]> = fc.oneof(
  members(number(-1e9, 1e9)),
  members(number(99.9, 100)),
  members(fc.integer({ min: 0, max: 5 })),
);

const kinds = fc.constantFrom<ContributionKind>('sum', 'ratio');

/** The largest of the numbers that are added up: of a ratio its members' values. */
function sizeOf(all: ContributionMember[], kind: ContributionKind): number {
  const amounts = all.flatMap(m => [m.before ?? [], m.after ?? []]).flat();
  return Math.max(
    ...amounts.map(one => Math.abs(valueOf(one, kind) ?? 0)),
    Number.MIN_VALUE * 1e10,
  );
}

/** How far two numbers are apart, as a share of the numbers behind them. */
const gap = (a: number, b: number, size: number) => Math.abs(a - b) / size;

const EXACT = 1e-9;

const add = (numbers: number[]) => numbers.reduce((a, b) => a + b, 0);

describe('changeEffects', () => {
  it('adds up to the change, rate and mix to the share', () => {
    fc.assert(
      fc.property(anyMembers, kinds, (all, kind) => {
        const effects = changeEffects(all, kind);
        fc.pre(effects !== undefined);
        const size = sizeOf(all, kind);
        expect(effects!.parts.map(part => part.id)).toEqual(all.map(m => m.id));
        expect(
          gap(effects!.change, effects!.after - effects!.before, size),
        ).toBeLessThanOrEqual(EXACT);
        expect(
          gap(add(effects!.parts.map(p => p.share)), effects!.change, size),
        ).toBeLessThanOrEqual(EXACT);
        effects!.parts.forEach(p =>
          expect(gap(p.rate + p.mix, p.share, size)).toBeLessThanOrEqual(EXACT),
        );
      }),
      { numRuns: 2_000 },
    );
  });

  it('is about the values that roll-ups have', () => {
    fc.assert(
      fc.property(anyMembers, kinds, (all, kind) => {
        const effects = changeEffects(all, kind);
        fc.pre(effects !== undefined);
        for (const when of ['before', 'after'] as const) {
          const values = all.flatMap(m => {
            const amounts = m[when];
            if (!amounts) {
              return [];
            }
            const { numerator, denominator: weight } = amounts;
            const value =
              kind === 'sum' || !weight ? numerator : numerator / weight;
            return [{ value, weight }];
          });
          const whole = aggregate(values, kind === 'sum' ? 'sum' : 'mean');
          expect(
            gap(effects![when], whole!.value!, sizeOf(all, kind)),
          ).toBeLessThanOrEqual(EXACT);
        }
      }),
    );
  });

  it('does not depend on the order of the members', () => {
    fc.assert(
      fc.property(
        anyMembers,
        kinds,
        fc.infiniteStream(number(0, 1)),
        (all, kind, stream) => {
          const effects = changeEffects(all, kind);
          fc.pre(effects !== undefined);
          const mixed = all
            .map(member => ({ member, at: stream.next().value }))
            .sort((a, b) => a.at - b.at)
            .map(({ member }) => member);
          const others = new Map(
            changeEffects(mixed, kind)!.parts.map(part => [part.id, part]),
          );
          const size = sizeOf(all, kind);
          for (const { id, share, rate, mix } of effects!.parts) {
            expect(gap(others.get(id)!.share, share, size)).toBeLessThanOrEqual(
              EXACT,
            );
            expect(gap(others.get(id)!.rate, rate, size)).toBeLessThanOrEqual(
              EXACT,
            );
            expect(gap(others.get(id)!.mix, mix, size)).toBeLessThanOrEqual(
              EXACT,
            );
          }
        },
      ),
    );
  });

  it('gives a group the sum of the shares of its members', () => {
    fc.assert(
      fc.property(
        anyMembers,
        kinds,
        fc.integer({ min: 1, max: 4 }),
        (all, kind, count) => {
          const effects = changeEffects(all, kind);
          fc.pre(effects !== undefined);
          const groupOf = (id: string) => `g${Number(id.slice(1)) % count}`;
          const groups = changeEffects(mergeMembers(all, groupOf), kind)!;
          const size = sizeOf(all, kind);
          expect(gap(groups.change, effects!.change, size)).toBeLessThanOrEqual(
            EXACT,
          );
          for (const { id, share, mix, rate } of groups.parts) {
            const own = effects!.parts.filter(part => groupOf(part.id) === id);
            expect(
              gap(share, add(own.map(part => part.share)), size),
            ).toBeLessThanOrEqual(EXACT);
            expect(gap(share, mix + rate, size)).toBeLessThanOrEqual(EXACT);
          }
        },
      ),
    );
  });

  it('turns around with the periods', () => {
    fc.assert(
      fc.property(anyMembers, kinds, (all, kind) => {
        const effects = changeEffects(all, kind);
        fc.pre(effects !== undefined);
        const back = changeEffects(
          all.map(({ id, before, after }) => ({
            id,
            before: after,
            after: before,
          })),
          kind,
        )!;
        const size = sizeOf(all, kind);
        effects!.parts.forEach((part, index) => {
          expect(
            gap(back.parts[index].rate, -part.rate, size),
          ).toBeLessThanOrEqual(EXACT);
          expect(
            gap(back.parts[index].mix, -part.mix, size),
          ).toBeLessThanOrEqual(EXACT);
        });
      }),
    );
  });

  it('tells what members did from where the work went', () => {
    // Worked out by hand. Before (4 × 1 + 2 × 3) / 4 = 2.5, after 3.5: reference 3
    const { parts, ...whole } = changeEffects(
      [
        { id: 'slow', before: of(4, 1), after: of(4, 3) },
        { id: 'quick', before: of(2, 3), after: of(2, 1) },
      ],
      'ratio',
    )!;
    expect(whole).toEqual({ before: 2.5, after: 3.5, change: 1 });
    // Half of the work moved: (0.75 - 0.25) × (4 - 3), (0.25 - 0.75) × (2 - 3)
    expect(parts).toEqual([
      { id: 'slow', rate: 0, mix: 0.5, share: 0.5 },
      { id: 'quick', rate: 0, mix: 0.5, share: 0.5 },
    ]);
  });

  it('takes what did not move for rate', () => {
    const { parts } = changeEffects(
      [
        { id: 'a', before: of(2, 1), after: of(5, 1) },
        { id: 'b', before: of(2, 3), after: of(2, 3) },
      ],
      'ratio',
    )!;
    expect(parts).toEqual([
      { id: 'a', rate: 0.75, mix: 0, share: 0.75 },
      { id: 'b', rate: 0, mix: 0, share: 0 },
    ]);
  });

  it('takes who came or went for mix', () => {
    const { parts, change } = changeEffects(
      [
        { id: 'stays', before: of(2, 1), after: of(2, 1) },
        { id: 'came', after: of(6, 1) },
        { id: 'nothing' },
      ],
      'ratio',
    )!;
    // 2 and then 4: reference 3
    expect(change).toBe(2);
    expect(parts).toEqual([
      { id: 'stays', rate: 0, mix: 0.5, share: 0.5 },
      { id: 'came', rate: 0, mix: 1.5, share: 1.5 },
      { id: 'nothing', rate: 0, mix: 0, share: 0 },
    ]);
    expect(
      changeEffects(
        [
          { id: 'went', before: of(7, 1) },
          { id: 'stays', before: of(1, 1), after: of(3, 1) },
        ],
        'sum',
      )!.parts,
    ).toEqual([
      { id: 'went', rate: 0, mix: -7, share: -7 },
      { id: 'stays', rate: 2, mix: 0, share: 2 },
    ]);
  });

  it('counts what is above the line where nothing is below it', () => {
    // Reopened 1 of none resolved: it is in the ratio of the sums all the same
    const { parts, change } = changeEffects(
      [
        {
          id: 'a',
          before: { numerator: 0, denominator: 0 },
          after: { numerator: 1, denominator: 0 },
        },
        {
          id: 'b',
          before: { numerator: 1, denominator: 10 },
          after: { numerator: 1, denominator: 10 },
        },
      ],
      'ratio',
    )!;
    expect(change).toBeCloseTo(0.1, 12);
    expect(parts[0]).toEqual({ id: 'a', rate: 0, mix: 0.1, share: 0.1 });
  });

  it('says nothing where there is no value', () => {
    expect(changeEffects([], 'sum')).toBeUndefined();
    expect(
      changeEffects([{ id: 'a', after: of(1, 1) }], 'sum'),
    ).toBeUndefined();
    expect(
      changeEffects([{ id: 'a', before: of(1, 0), after: of(1, 1) }], 'ratio'),
    ).toBeUndefined();
  });
});

describe('scoreEffects', () => {
  const score = fc.option(
    fc.oneof(number(0, 100), fc.constantFrom(0, 50, 100)),
  );
  const children = fc
    .array(
      fc.record({
        weight: fc.integer({ min: 0, max: 5 }),
        before: score,
        after: score,
      }),
      { maxLength: 8 },
    )
    .map(all => all.map((child, index) => ({ id: `c${index}`, ...child })));

  it.each(['weighted', 'worst'] as const)(
    'adds up to the change of the score, %s',
    rollup => {
      fc.assert(
        fc.property(children, all => {
          const effects = scoreEffects(all, rollup);
          const scoreOf = (when: 'before' | 'after') =>
            rollUp(
              all.map(child => ({
                weight: child.weight,
                score: child[when],
                coverage: 1,
              })),
              rollup,
              0,
            ).score;
          const [before, after] = [scoreOf('before'), scoreOf('after')];
          // The same periods have a score as in the roll-up, and no others
          expect(effects === undefined).toBe(before === null || after === null);
          fc.pre(effects !== undefined);
          expect(gap(effects!.before, before!, 100)).toBeLessThanOrEqual(EXACT);
          expect(gap(effects!.after, after!, 100)).toBeLessThanOrEqual(EXACT);
          expect(
            gap(add(effects!.parts.map(p => p.share)), after! - before!, 100),
          ).toBeLessThanOrEqual(EXACT);
          effects!.parts.forEach(p =>
            expect(gap(p.rate + p.mix, p.share, 100)).toBeLessThanOrEqual(
              EXACT,
            ),
          );
        }),
      );
    },
  );

  it('is a child’s weight times the change of its score', () => {
    expect(
      scoreEffects(
        [
          { id: 'a', weight: 3, before: 80, after: 40 },
          { id: 'b', weight: 1, before: 60, after: 100 },
        ],
        'weighted',
      ),
    ).toEqual({
      before: 75,
      after: 55,
      change: -20,
      parts: [
        { id: 'a', rate: -30, mix: 0, share: -30 },
        { id: 'b', rate: 10, mix: 0, share: 10 },
      ],
    });
  });

  it('tells what a child does that has a score for the first time', () => {
    const { parts, change } = scoreEffects(
      [
        { id: 'a', weight: 1, before: 80, after: 80 },
        { id: 'b', weight: 1, before: null, after: 20 },
      ],
      'weighted',
    )!;
    // 80 and then 50: reference 65
    expect(change).toBe(-30);
    expect(parts).toEqual([
      { id: 'a', rate: 0, mix: -7.5, share: -7.5 },
      { id: 'b', rate: 0, mix: -22.5, share: -22.5 },
    ]);
  });

  it('names the child that decides where the worst counts', () => {
    const shares = (all: [number | null, number | null][]) =>
      scoreEffects(
        all.map(([before, after], i) => ({
          id: `c${i}`,
          weight: 1,
          before,
          after,
        })),
        'worst',
      )!.parts.map(part => part.share);
    // It fell to that of another child
    expect(
      shares([
        [40, 50],
        [90, 10],
      ]),
    ).toEqual([0, -30]);
    // It rose, as far as the next one lets it
    expect(
      shares([
        [40, 95],
        [60, 70],
      ]),
    ).toEqual([30, 0]);
    // Both had to rise
    expect(
      shares([
        [40, 60],
        [40, 50],
      ]),
    ).toEqual([5, 5]);
    // The worst has no score any more
    expect(
      shares([
        [40, null],
        [60, 70],
      ]),
    ).toEqual([30, 0]);
  });
});
