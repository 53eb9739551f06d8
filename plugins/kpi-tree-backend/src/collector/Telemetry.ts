import {
  MetricsService,
  TracingService,
} from '@backstage/backend-plugin-api/alpha';
import { Run } from '@kpi-tree/backstage-plugin-kpi-tree-common';

/**
 * What an operator sees of collections in Backstage's metrics and traces.
 */
export class Telemetry {
  private readonly tracing: TracingService;
  private readonly counters: Record<
    'runs' | 'rows' | 'rejected' | 'measurements',
    { add(value: number, attributes: Record<string, string>): void }
  >;
  private readonly duration: {
    record(value: number, attributes: Record<string, string>): void;
  };

  constructor({
    metrics,
    tracing,
  }: {
    metrics: MetricsService;
    tracing: TracingService;
  }) {
    this.tracing = tracing;
    this.counters = {
      runs: metrics.createCounter('kpi_tree.collector.runs', {
        description: 'Collections that ended, by source and state',
      }),
      rows: metrics.createCounter('kpi_tree.collector.rows', {
        description: 'Rows that sources read',
      }),
      rejected: metrics.createCounter('kpi_tree.collector.rows_rejected', {
        description: 'Rows that could not be used',
      }),
      measurements: metrics.createCounter('kpi_tree.collector.measurements', {
        description: 'Measurements that were written',
      }),
    };
    this.duration = metrics.createHistogram('kpi_tree.collector.run.duration', {
      description: 'How long collections took',
      unit: 's',
    });
  }

  /** Traces a run, and counts it when it has ended. */
  async run(run: Run, collect: () => Promise<Run>): Promise<Run> {
    const started = Date.now();
    return this.tracing.startActiveSpan(
      'kpi-tree collect',
      { attributes: { source: run.source, trigger: run.trigger, run: run.id } },
      async span => {
        const ended = await collect();
        span.setAttribute('state', ended.state);
        if (ended.state === 'running') {
          // Another backend has it now, and counts it
          return ended;
        }
        const attributes = { source: ended.source, state: ended.state };
        const { runs, rows, rejected, measurements } = this.counters;
        runs.add(1, attributes);
        rows.add(ended.rowsRead - run.rowsRead, attributes);
        rejected.add(ended.rowsRejected - run.rowsRejected, attributes);
        // Of a dry run nothing is written
        measurements.add(
          run.dryRun ? 0 : ended.measurementsWritten - run.measurementsWritten,
          attributes,
        );
        this.duration.record((Date.now() - started) / 1_000, attributes);
        if (ended.state === 'failed') {
          span.setStatus({
            code: 'error',
            message: ended.errors[ended.errors.length - 1]?.message,
          });
        }
        return ended;
      },
    );
  }

  /** Traces one span of time of a run. */
  async window<T>(
    attributes: Record<string, string>,
    collect: () => Promise<T>,
  ): Promise<T> {
    return this.tracing.startActiveSpan(
      'kpi-tree collect window',
      { attributes },
      collect,
    );
  }
}
