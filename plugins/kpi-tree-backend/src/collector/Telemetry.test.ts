import { metrics, SpanStatusCode, trace } from '@opentelemetry/api';
import {
  AggregationTemporality,
  InMemoryMetricExporter,
  MeterProvider,
  PeriodicExportingMetricReader,
} from '@opentelemetry/sdk-metrics';
import {
  BasicTracerProvider,
  InMemorySpanExporter,
  SimpleSpanProcessor,
} from '@opentelemetry/sdk-trace-base';
import { FakeSource } from '../__testUtils__/FakeSource';
import { measured } from '../__testUtils__/harness';
import { a, startBackend } from '../__testUtils__/startBackend';

jest.setTimeout(60_000);

/** As an operator's instrumentation sets them up before the backend. */
function instrument() {
  const spans = new InMemorySpanExporter();
  trace.setGlobalTracerProvider(
    new BasicTracerProvider({
      spanProcessors: [new SimpleSpanProcessor(spans)],
    }),
  );
  const exporter = new InMemoryMetricExporter(
    AggregationTemporality.CUMULATIVE,
  );
  const reader = new PeriodicExportingMetricReader({
    exporter,
    exportIntervalMillis: 3_600_000,
  });
  const provider = new MeterProvider({ readers: [reader] });
  metrics.setGlobalMeterProvider(provider);
  return { spans, exporter, provider };
}

describe('collections in OpenTelemetry', () => {
  const { spans, exporter, provider } = instrument();

  afterAll(async () => {
    await provider.shutdown();
    trace.disable();
    metrics.disable();
  });

  it('have metrics and traces', async () => {
    const source = new FakeSource('test', [
      {
        measurements: [measured(a, 'mttr', 3)],
        rowsRead: 5,
        rowsRejected: 2,
      },
    ]);
    const backend = await startBackend({
      source,
      kpiTree: { collector: { attempts: 1 } },
    });
    await backend.collect();
    source.collectWith = () => {
      throw new Error('The file ended early');
    };
    await backend.collect();
    await backend.stop();

    await provider.forceFlush();
    const all = exporter
      .getMetrics()
      .flatMap(({ scopeMetrics }) => scopeMetrics)
      .flatMap(scope => scope.metrics);
    const sums = (name: string) =>
      Object.fromEntries(
        all
          .find(({ descriptor }) => descriptor.name === name)!
          .dataPoints.map(({ attributes, value }) => [
            `${attributes.source} ${attributes.state}`,
            value,
          ]),
      );
    expect(sums('kpi_tree.collector.runs')).toEqual({
      'test succeeded': 1,
      'test failed': 1,
    });
    expect(sums('kpi_tree.collector.rows')['test succeeded']).toBe(5);
    expect(sums('kpi_tree.collector.rows_rejected')['test succeeded']).toBe(2);
    expect(sums('kpi_tree.collector.measurements')['test succeeded']).toBe(1);
    expect(
      sums('kpi_tree.collector.run.duration')['test succeeded'],
    ).toMatchObject({ count: 1 });

    const traced = spans.getFinishedSpans();
    const runs = traced.filter(({ name }) => name === 'kpi-tree collect');
    expect(
      runs.map(({ attributes, status }) => [
        attributes.source,
        attributes.trigger,
        attributes.state,
        status.code,
      ]),
    ).toEqual([
      ['test', 'demand', 'succeeded', SpanStatusCode.UNSET],
      ['test', 'demand', 'failed', SpanStatusCode.ERROR],
    ]);
    expect(runs[1].status.message).toBe('The file ended early');
    expect(
      traced.filter(({ name }) => name === 'kpi-tree collect window'),
    ).toHaveLength(2);
  });
});
