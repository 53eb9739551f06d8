import { Run } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { metrics, SpanStatusCode, trace } from '@opentelemetry/api';

const meter = metrics.getMeter('kpi-tree');
const tracer = trace.getTracer('kpi-tree');

const runs = meter.createCounter('kpi_tree.collector.runs', {
  description: 'Collections that ended, by source and state',
});
const rows = meter.createCounter('kpi_tree.collector.rows', {
  description: 'Rows that sources read',
});
const rejected = meter.createCounter('kpi_tree.collector.rows_rejected', {
  description: 'Rows that could not be used',
});
const written = meter.createCounter('kpi_tree.collector.measurements', {
  description: 'Measurements that were written',
});
const duration = meter.createHistogram('kpi_tree.collector.run.duration', {
  description: 'How long collections took',
  unit: 's',
});

/** Traces a run, and counts it when it has ended. */
export async function observeRun(
  run: Run,
  collect: () => Promise<Run>,
): Promise<Run> {
  return tracer.startActiveSpan(
    'kpi-tree collect',
    { attributes: { source: run.source, trigger: run.trigger, run: run.id } },
    async span => {
      try {
        const ended = await collect();
        const attributes = { source: ended.source, state: ended.state };
        runs.add(1, attributes);
        rows.add(ended.rowsRead - run.rowsRead, attributes);
        rejected.add(ended.rowsRejected - run.rowsRejected, attributes);
        written.add(
          ended.measurementsWritten - run.measurementsWritten,
          attributes,
        );
        duration.record(
          (Date.parse(ended.endedAt ?? '') - Date.parse(run.startedAt)) / 1_000,
          attributes,
        );
        if (ended.state === 'failed') {
          const message = ended.errors[ended.errors.length - 1]?.message;
          span.setStatus({ code: SpanStatusCode.ERROR, message });
        }
        return ended;
      } finally {
        span.end();
      }
    },
  );
}

/** Traces one stretch of time of a run. */
export async function observeWindow<T>(
  attributes: Record<string, string>,
  collect: () => Promise<T>,
): Promise<T> {
  return tracer.startActiveSpan(
    'kpi-tree collect window',
    { attributes },
    async span => {
      try {
        return await collect();
      } catch (error) {
        span.recordException(error as Error);
        span.setStatus({ code: SpanStatusCode.ERROR });
        throw error;
      } finally {
        span.end();
      }
    },
  );
}
