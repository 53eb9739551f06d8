import { Run } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { CollectBatch } from '@kpi-tree/backstage-plugin-kpi-tree-node';
import { RowErrors } from './RowErrors';

/**
 * Counts what happens in a run.
 */
export class RunRecorder {
  private rowsRead = 0;
  private rowsRejected = 0;
  private measurementsWritten = 0;
  private readonly errors = new RowErrors();

  constructor(private readonly run: Run) {}

  rows(batch: CollectBatch): void {
    this.rowsRead += batch.rowsRead ?? 0;
    this.rowsRejected += batch.rowsRejected ?? 0;
    batch.errors?.forEach(error => this.error(error.message, error.where));
  }

  written(count: number): void {
    this.measurementsWritten += count;
  }

  error(message: string, where?: string): void {
    this.errors.add(message, where);
  }

  /** The run as it stands. */
  record(state: Run['state'] = 'running'): Run {
    return {
      ...this.run,
      state,
      rowsRead: this.rowsRead,
      rowsRejected: this.rowsRejected,
      measurementsWritten: this.measurementsWritten,
      errors: this.errors.list(),
    };
  }
}
