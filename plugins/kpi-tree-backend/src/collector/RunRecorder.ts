import { Run, RunError } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import {
  CollectBatch,
  Measurement,
} from '@kpi-tree/backstage-plugin-kpi-tree-node';
import { LossTally } from './LossTally';
import { RowErrors } from './RowErrors';

/** As many measurements of a dry run as are shown. */
const SAMPLE = 20;

/** What was counted up to some moment. */
export type Counts = Pick<
  Run,
  'rowsRead' | 'rowsRejected' | 'measurementsWritten'
> & { errors: RunError[] };

/**
 * Counts what happens in a run.
 */
export class RunRecorder {
  private counts: Omit<Counts, 'errors'>;
  private errors: RowErrors;
  private readonly sample: Run['sample'] = [];
  private loss: Pick<Run, 'loss' | 'heldBack'>;

  /** @param run - its counts continue from where they are */
  constructor(private readonly run: Run) {
    const { rowsRead, rowsRejected, measurementsWritten } = run;
    this.counts = { rowsRead, rowsRejected, measurementsWritten };
    this.errors = new RowErrors(run.errors);
    this.loss = { loss: run.loss, heldBack: run.heldBack };
  }

  rows(batch: CollectBatch): void {
    this.counts.rowsRead += batch.rowsRead ?? 0;
    this.counts.rowsRejected += batch.rowsRejected ?? 0;
    batch.errors?.forEach(error => this.error(error));
  }

  /** Measurements were written, or would have been. */
  written(count: number): void {
    this.counts.measurementsWritten += count;
  }

  /** Nothing of all that is stored after all. */
  keepNothing(): void {
    this.counts.measurementsWritten = 0;
  }

  /** What is gone by now. */
  lose({ loss, reasons }: LossTally): void {
    this.loss = { loss, heldBack: [...reasons] };
  }

  /** A measurement of a dry run; the first are shown. */
  show({ entityRef, kpi, period, value, weight }: Measurement): void {
    if (this.sample.length < SAMPLE) {
      this.sample.push({ entityRef, kpi, period, value, weight });
    }
  }

  error({
    message,
    where,
    entityRef,
    rows,
  }: Omit<RunError, 'count'> & { rows?: number }): void {
    this.errors.add(message, where, entityRef, rows);
  }

  /** What is counted now, for {@link RunRecorder.reset}. */
  mark(): Counts {
    return { ...this.counts, errors: this.errors.list() };
  }

  /** Forgets what came since; that is tried again. */
  reset({ errors, ...counts }: Counts): void {
    this.counts = { ...counts };
    this.errors = new RowErrors(errors);
    this.sample.length = 0;
  }

  /** The run in its current state. */
  record(state: Run['state'] = 'running'): Run {
    return {
      ...this.run,
      state,
      ...this.counts,
      errors: this.errors.list(),
      sample: this.sample,
      ...this.loss,
    };
  }
}
