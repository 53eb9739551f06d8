import { KpiSpec } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import fc from 'fast-check';
import { LossTally, lostContent, LostCell, WindowLoss } from './LossTally';

const specOf = (overTime: KpiSpec['aggregate']['overTime']) => ({
  aggregate: { overTime, overEntities: overTime },
});
const specs = new Map([
  ['incidents', specOf('sum')],
  ['mttr', specOf('mean')],
]);
const limits = {
  removedShare: 0.1,
  rejectedShare: 0.1,
  acceptRepeated: false,
};
const known = { loss: null, heldBack: [], rowsRead: 0 };

const tallyOf = (guarded = [...specs.keys()]) =>
  new LossTally({ limits, guarded: new Set(guarded), known });

const cell = (kpi: string, day: number, before: number, after?: number) => ({
  entityRef: 'component:default/a',
  kpi,
  day,
  before: { value: before, weight: before },
  ...(after === undefined ? {} : { after: { value: after, weight: after } }),
});

/** A span of time with some measurements, each of 1, of which some are lost. */
function windowOf(kpi: string, stored: number, lost: LostCell[]): WindowLoss {
  const window = new WindowLoss(specs);
  window.stored(kpi, { stored, filled: stored, content: stored });
  lost.forEach(one => window.lose(one));
  window.read = 1;
  window.isWhole = true;
  return window;
}

describe('what is gone of a measurement', () => {
  it.each([
    // Of a sum its value, whichever side of 0 it is on
    ['sum', 5, 3, 2],
    ['sum', -5, -3, 2],
    ['sum', 5, -3, 5],
    ['sum', 5, 7, 0],
    ['sum', 0, 4, 0],
  ] as const)('of a %s that went from %d to %d is %d', (kind, a, b, lost) => {
    expect(
      lostContent(
        specOf(kind),
        { value: a, weight: 1 },
        { value: b, weight: 1 },
      ),
    ).toBe(lost);
  });

  it('is of a mean what stands behind it, not how large it is', () => {
    const before = { value: 9, weight: 4 };
    expect(lostContent(specOf('mean'), before, { value: 1, weight: 4 })).toBe(
      0,
    );
    expect(lostContent(specOf('mean'), before, { value: 9, weight: 3 })).toBe(
      1,
    );
    expect(lostContent(specOf('last'), before, undefined)).toBe(4);
  });
});

describe('LossTally', () => {
  it('takes no zero for a loss where something happened on other days', () => {
    const window = new WindowLoss(specs);
    window.stored('incidents', { stored: 100, filled: 20, content: 40 });
    for (let day = 0; day < 50; day++) {
      window.lose(cell('incidents', day, 0));
    }
    const tally = tallyOf();
    tally.add(window);
    expect(tally.reasons).toEqual([]);
    expect(tally.loss).toMatchObject({ removed: 50, stored: 100 });
    // Where there are only zeros, they are all there is
    const zeros = new WindowLoss(specs);
    zeros.stored('incidents', { stored: 10, filled: 0, content: 0 });
    zeros.lose(cell('incidents', 1, 0));
    zeros.lose(cell('incidents', 2, 0));
    tally.add(zeros);
    expect(tally.reasons).toEqual([
      { kind: 'removed', kpi: 'incidents', share: 0.2, limit: 0.1 },
    ]);
  });

  it('judges each stretch of time by itself', () => {
    const tally = tallyOf();
    tally.add(windowOf('mttr', 1_000, []));
    const lost = [1, 2].map(day => cell('mttr', day, 1));
    tally.add(windowOf('mttr', 4, lost));
    expect(tally.reasons).toEqual([
      { kind: 'removed', kpi: 'mttr', share: 0.5, limit: 0.1 },
    ]);
    expect(tally.loss?.kpis).toEqual([
      { kpi: 'mttr', removed: 2, reduced: 0, stored: 1_004, share: 0.5 },
    ]);
  });

  it('goes on where it was interrupted', () => {
    const first = tallyOf();
    const lost = [1, 2].map(day => cell('mttr', day, 1));
    first.add(windowOf('mttr', 4, lost));
    const next = new LossTally({
      limits,
      guarded: new Set(specs.keys()),
      known: {
        loss: first.loss,
        heldBack: first.reasons,
        rowsRead: 3,
        digest: first.digest,
      },
    });
    const more = [cell('incidents', 3, 1)];
    next.add(windowOf('incidents', 4, more));
    first.add(windowOf('incidents', 4, more));
    next.end();
    expect(next.loss).toEqual(first.loss);
    expect(next.reasons).toEqual(first.reasons);
    expect(next.digest).toBe(first.digest);
  });

  it('is covered by what somebody accepted, and by nothing less', () => {
    const tally = tallyOf();
    const lost = [1, 2].map(day => cell('mttr', day, 1));
    tally.add(windowOf('mttr', 4, lost));
    const accepted = (share: number, kpi = 'mttr') =>
      tally.unaccepted([{ kind: 'removed', kpi, share, limit: 0.1 }]);
    expect(accepted(0.5)).toEqual([]);
    expect(accepted(0.7)).toEqual([]);
    expect(accepted(0.4)).toHaveLength(1);
    expect(accepted(1, 'incidents')).toHaveLength(1);
    expect(tally.unaccepted([])).toHaveLength(1);
  });

  const lossOf = fc.record({
    entityRef: fc.constantFrom('component:default/a', 'component:default/b'),
    kpi: fc.constantFrom('incidents', 'mttr'),
    day: fc.integer({ min: 20_000, max: 20_050 }),
    before: fc.record({
      value: fc.double({ min: -1e9, max: 1e9, noNaN: true }),
      weight: fc.double({ min: 0, max: 1e9, noNaN: true }),
    }),
    after: fc.option(
      fc.record({
        value: fc.double({ min: -1e9, max: 1e9, noNaN: true }),
        weight: fc.double({ min: 0, max: 1e9, noNaN: true }),
      }),
      { nil: undefined },
    ),
  });

  it('says the same of the same losses in any order, and shares between 0 and 1', () => {
    fc.assert(
      fc.property(
        fc
          .uniqueArray(lossOf, {
            selector: one => `${one.kpi} ${one.entityRef} ${one.day}`,
            maxLength: 30,
          })
          .chain(cells =>
            fc.tuple(
              fc.constant(cells),
              fc.shuffledSubarray(cells, { minLength: cells.length }),
            ),
          ),
        orders => {
          const tallies = orders.map(cells => {
            const window = new WindowLoss(specs);
            for (const { kpi, before } of cells) {
              const content = lostContent(specs.get(kpi)!, before, undefined);
              window.stored(kpi, {
                stored: 1,
                filled: Number(content > 0),
                content,
              });
            }
            cells.forEach(one => window.lose(one));
            window.read = 1;
            const tally = tallyOf();
            tally.add(window);
            return tally;
          });
          const [one, other] = tallies;
          expect(one.digest).toBe(other.digest);
          expect(one.loss?.removed).toBe(other.loss?.removed);
          for (const { share } of one.loss?.kpis ?? []) {
            expect(share).toBeGreaterThanOrEqual(0);
            expect(share).toBeLessThanOrEqual(1 + 1e-9);
          }
        },
      ),
    );
  });
});
