import { Run, RunError } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { CollectBatch } from '@kpi-tree/backstage-plugin-kpi-tree-node';

/** Different messages that a run record keeps; more would not be read. */
const MAX_ERRORS = 50;

/**
 * Counts what happens in a run. Equal errors are one error with a count and the
 * place of the first.
 */
export class RunRecorder {
  private rowsRead = 0;
  private rowsRejected = 0;
  private measurementsWritten = 0;
  private readonly errors = new Map<string, RunError>();
  private errorsLeftOut = 0;

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
    const known = this.errors.get(message);
    if (known) {
      known.count++;
    } else if (this.errors.size < MAX_ERRORS) {
      this.errors.set(message, {
        message,
        ...(where ? { where } : {}),
        count: 1,
      });
    } else {
      this.errorsLeftOut++;
    }
  }

  /** The run as it stands. */
  record(state: Run['state'] = 'running'): Run {
    return {
      ...this.run,
      state,
      rowsRead: this.rowsRead,
      rowsRejected: this.rowsRejected,
      measurementsWritten: this.measurementsWritten,
      errors: [
        ...this.errors.values(),
        ...(this.errorsLeftOut
          ? [
              {
                message: 'Further errors are left out',
                count: this.errorsLeftOut,
              },
            ]
          : []),
      ],
    };
  }
}
