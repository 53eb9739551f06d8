import { KpiSpec } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { CollectRequest } from '@kpi-tree/backstage-plugin-kpi-tree-node';
import { Sample } from './answers';
import { toBatch } from './measure';
import { ScorecardSettings } from './settings';

const batchOf = (samples: Sample[]) =>
  toBatch(
    {
      heard: [
        {
          entityRef: 'component:default/shop',
          metric: 'a.one',
          asked: [
            {
              entityRef: 'component:default/shop',
              kpi: {
                name: 'one',
                spec: { grain: 'day', unit: '1' } as KpiSpec,
                settings: { metric: 'a.one' },
              },
            },
          ],
          span: {
            from: Date.parse('2026-04-20T00:00:00Z'),
            to: Date.parse('2026-04-22T00:00:00Z'),
          },
          samples,
        },
      ],
      mistakes: [],
    },
    { timeZone: 'UTC' } as CollectRequest<ScorecardSettings>,
  );

describe('toBatch', () => {
  it('takes the last of a day, in whatever order they come', () => {
    const { measurements, rowsRead } = batchOf([
      { timestamp: '2026-04-20T12:00:00Z', value: 2 },
      { timestamp: '2026-04-20T09:00:00Z', value: 1 },
    ]);
    expect(rowsRead).toBe(2);
    expect(measurements?.map(({ value }) => value)).toEqual([2]);
  });

  it('takes nothing of before and after its span', () => {
    const { measurements } = batchOf([
      { timestamp: '2026-04-19T23:59:59.999Z', value: 1 },
      { timestamp: '2026-04-20T00:00:00Z', value: 2 },
      { timestamp: '2026-04-21T23:59:59.999Z', value: 3 },
      { timestamp: '2026-04-22T00:00:00Z', value: 4 },
    ]);
    expect(measurements?.map(({ value }) => value)).toEqual([2, 3]);
  });

  it('rejects a time that is none of the product', () => {
    const { measurements, rowsRejected, errors } = batchOf([
      { timestamp: '0001-01-01T00:00:00Z', value: 1 },
    ]);
    expect([measurements, rowsRejected]).toEqual([[], 1]);
    expect(errors?.[0].message).toContain(
      'The timestamp of a.one is "0001-01-01T00:00:00Z"',
    );
  });
});
