import type {
  Bound,
  Direction,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { capabilityOf } from './capability';

describe('capabilityOf', () => {
  it.each<[Bound, Direction, number, number, string]>([
    [4, 'lower', 1, 3, 'consistently'],
    [4, 'lower', 1, 4, 'consistently'],
    [4, 'lower', 4, 9, 'sometimes'],
    [4, 'lower', 4.1, 9, 'never'],
    [95, 'higher', 96, 99, 'consistently'],
    [95, 'higher', 95, 99, 'consistently'],
    [95, 'higher', 90, 95, 'sometimes'],
    [95, 'higher', 90, 94.9, 'never'],
    [{ min: 60, max: 80 }, 'range', 62, 78, 'consistently'],
    [{ min: 60, max: 80 }, 'range', 50, 90, 'sometimes'],
    [{ min: 60, max: 80 }, 'range', 70, 90, 'sometimes'],
    [{ min: 60, max: 80 }, 'range', 50, 59, 'never'],
    [{ min: 60, max: 80 }, 'range', 81, 90, 'never'],
    [100, 'higher', 100, 100, 'consistently'],
  ])(
    'of the target %j, %s is better, limits %d to %d: %s',
    (target, direction, lower, upper, capability) => {
      expect(capabilityOf(target, direction, { lower, upper })).toBe(
        capability,
      );
    },
  );

  it('claims nothing without a target or limits', () => {
    expect(capabilityOf(undefined, 'lower', { lower: 1, upper: 3 })).toBe(
      'unknown',
    );
    expect(capabilityOf(4, 'lower', undefined)).toBe('unknown');
  });
});
