import type { Bound } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { history } from '../__testUtils__/history';
import { summariseChances } from './chances';
import { forecast } from './forecast';

const values = history([5, 7, 4, 6, 5, 8, 6, 5, 4, 7, 6, 5]);

function chances(targetIn: (start: string) => Bound | undefined) {
  const found = forecast(values, {
    periodType: 'month',
    direction: 'lower',
    targetIn,
  })!;
  return { points: found.points, ...summariseChances(found) };
}

describe('the chance of being on target', () => {
  it('is that of the running period', () => {
    const { points, chance, nextTarget } = chances(() => 6);
    expect(chance).toEqual({
      period: '2025-01-01',
      target: 6,
      probability: points[0].probability,
    });
    expect(nextTarget).toBeUndefined();
  });

  it('is also that of the next target, from the date it holds', () => {
    const { points, chance, nextTarget } = chances(start =>
      start < '2025-04-01' ? 6 : 4,
    );
    expect(chance?.target).toBe(6);
    expect(nextTarget).toEqual({
      period: '2025-04-01',
      target: 4,
      probability: points[3].probability,
    });
    expect(nextTarget!.probability).toBeLessThan(chance!.probability);
  });

  it('is of the next target alone if there is none yet', () => {
    const { chance, nextTarget } = chances(start =>
      start < '2025-02-01' ? undefined : 4,
    );
    expect(chance).toBeUndefined();
    expect(nextTarget).toMatchObject({ period: '2025-02-01', target: 4 });
  });

  it('has no chance for a target beyond the forecast', () => {
    const { nextTarget } = chances(start => (start < '2026-01-01' ? 6 : 4));
    expect(nextTarget).toBeUndefined();
  });

  it('takes ranges that are equal for the same target', () => {
    const { chance, nextTarget } = chances(() => ({ min: 4, max: 6 }));
    expect(chance?.target).toEqual({ min: 4, max: 6 });
    expect(nextTarget).toBeUndefined();
  });

  it('has no chance without a target', () => {
    const { chance, nextTarget } = chances(() => undefined);
    expect(chance).toBeUndefined();
    expect(nextTarget).toBeUndefined();
  });
});
