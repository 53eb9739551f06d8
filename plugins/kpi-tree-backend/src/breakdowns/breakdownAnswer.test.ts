import { classKey, Classes } from '../store/classes';
import { breakdownChange } from './breakdownAnswer';

const period = (start: string, of: Record<string, number>) => {
  const entries = Object.entries(of);
  const value = entries.reduce((sum, [, one]) => sum + one, 0);
  const classes: Classes = new Map(
    entries.map(([name, one]) => [classKey(name), { value: one, weight: 1 }]),
  );
  return { period: start, whole: { value, weight: 1 }, classes };
};

const change = (aggregate: { overTime: 'sum'; overEntities: 'sum' | 'max' }) =>
  breakdownChange(
    period('2026-03-01', { minor: 27 }),
    period('2026-04-01', { minor: 15, critical: 8 }),
    { aggregate },
    { isIncomplete: false, count: 0 },
  ).parts.find(({ name }) => name === 'critical');

describe('a class that comes', () => {
  it('was 0 before in a sum, as that was measured', () => {
    expect(change({ overTime: 'sum', overEntities: 'sum' })).toMatchObject({
      before: { value: 0 },
      after: { value: 8 },
      share: 8,
    });
  });

  it('was unknown before where values do not add up', () => {
    expect(change({ overTime: 'sum', overEntities: 'max' })).toMatchObject({
      before: null,
      after: { value: 8 },
      share: null,
    });
  });
});
