import { MetricsService } from '@backstage/backend-plugin-api/alpha';

/** What an operator sees in Backstage's metrics of what cannot be evaluated. */
export class SetAsideTelemetry {
  private readonly counter: {
    add(value: number, attributes: { of: string }): void;
  };
  private readonly gauge: {
    record(value: number, attributes: { of: string }): void;
  };

  constructor(metrics: MetricsService) {
    this.counter = metrics.createCounter('kpi_tree.evaluation.failures', {
      description:
        'Series, and KPIs of scopes, that were set aside because they cannot be evaluated',
    });
    this.gauge = metrics.createGauge('kpi_tree.evaluation.set_aside', {
      description: 'How many of them there are',
    });
  }

  /** Something was set aside, or for another reason than before. */
  setAside(of: 'series' | 'scope'): void {
    this.counter.add(1, { of });
  }

  /** How many are set aside now. */
  count(series: number, scopes: number): void {
    this.gauge.record(series, { of: 'series' });
    this.gauge.record(scopes, { of: 'scope' });
  }
}
