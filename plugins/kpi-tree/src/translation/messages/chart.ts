/** What the charts say, in English. */
export const chartMessages = {
  title: 'History of {{kpi}}',
  comma: ', ',
  kpiNoValue: 'No value',
  kpiNeverMeasured: 'Nothing measured yet',
  kpiTarget: 'Target {{bound}}',
  kpiNoTarget: 'No target',
  kpiThreshold: 'Threshold {{bound}}',
  kpiLastIn: 'last in {{period}}',
  kpiRunning: '{{value}} so far in {{period}}',
  kpiRange: 'in {{number}} periods between {{low}} and {{high}}',
} as const;
