import { aggregationTraits } from '@internal/kpi-tree';
import {
  Aggregation,
  KpiEntity,
  PeriodType,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { kpiEntity } from '../__testUtils__/entities';
import { periodsOf } from './buildNode';

describe('the periods of a history', () => {
  const periods = (grain: PeriodType, overTime: Aggregation) =>
    periodsOf(
      kpiEntity('one', {
        grain,
        aggregate: { overTime, overEntities: 'mean' },
      }) as KpiEntity,
    );

  it('are those into which the grain fits', () => {
    expect(periods('day', 'mean')).toEqual(['day', 'week', 'month', 'quarter']);
    expect(periods('month', 'mean')).toEqual(['month', 'quarter']);
  });

  it('are the one that is judged where nothing combines', () => {
    expect(periods('month', 'none')).toEqual(['month']);
  });

  it('are longer than the grain where one value does not come to itself', () => {
    const replaced = jest.replaceProperty(aggregationTraits, 'max', {
      ...aggregationTraits.max,
      keepsSingleValue: false,
    });
    expect(periods('day', 'max')).toEqual(['week', 'month', 'quarter']);
    replaced.restore();
    expect(periods('day', 'max')).toContain('day');
  });
});
