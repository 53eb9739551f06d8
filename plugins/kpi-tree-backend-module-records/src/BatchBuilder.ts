import {
  CollectBatch,
  RowError,
} from '@kpi-tree/backstage-plugin-kpi-tree-node';

const ROWS = 5_000;
const ERRORS = 500;

/** Gathers what is to be reported about the rows into batches. */
export class BatchBuilder {
  private rowsRead = 0;
  private rowsRejected = 0;
  private errors: RowError[] = [];

  /** A row was read, or some. */
  row(rows = 1): void {
    this.rowsRead += rows;
  }

  /** A row was read that cannot be used at all. */
  reject(message: string, where: string): void {
    this.row();
    this.rowsRejected++;
    this.error(message, where);
  }

  error(message: string, where = '', entityRef?: string): void {
    this.errors.push({ message, where, ...(entityRef ? { entityRef } : {}) });
  }

  get isFull(): boolean {
    return this.rowsRead >= ROWS || this.errors.length >= ERRORS;
  }

  /** What was gathered; the next batch begins. */
  take(): CollectBatch {
    const { rowsRead, rowsRejected, errors } = this;
    this.rowsRead = 0;
    this.rowsRejected = 0;
    this.errors = [];
    return { rowsRead, rowsRejected, errors };
  }
}
