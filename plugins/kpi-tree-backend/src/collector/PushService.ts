import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { WriteResult } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { Measurement } from '@kpi-tree/backstage-plugin-kpi-tree-node';
import { z } from 'zod';
import { KpiTreeConfig } from '../config';
import { Definitions } from '../definitions/Definitions';
import { Refresher } from '../rollup/Refresher';
import { EntityAccess } from '../scorecard/EntityAccess';
import { MeasurementStore } from '../store/MeasurementStore';
import { MeasurementWriter } from './MeasurementWriter';
import { measuredEntities } from './plan';
import { RowErrors } from './RowErrors';

/** A row as somebody sent it, and where it stands. */
export type PushedRow = { where: string; row?: unknown; error?: string };

/** Rows that are looked at together. */
const ROWS_AT_ONCE = 1_000;

const rowSchema = z.object({
  entityRef: z.string(),
  kpi: z.string(),
  period: z.string(),
  value: z.number(),
  weight: z.number().default(1),
});

/**
 * Stores measurements that somebody sends, row by row as they come: what is wrong
 * with one is told and does not keep the others out.
 */
export class PushService {
  constructor(
    private readonly options: {
      measurements: MeasurementStore;
      access: EntityAccess;
      refresher: Refresher;
      config: KpiTreeConfig;
    },
  ) {}

  /**
   * @param source - who measured it
   * @returns what was stored, once it is
   */
  async push(
    definitions: Definitions,
    source: string,
    rows: AsyncIterable<PushedRow> | Iterable<PushedRow>,
    credentials: BackstageCredentials,
  ): Promise<WriteResult> {
    const { measurements, access, refresher, config } = this.options;
    const visibility = await access.of(credentials, definitions);
    const errors = new RowErrors();
    const result = { rowsRead: 0, rowsRejected: 0, measurementsWritten: 0 };
    const reject = (message: string, where: string) => {
      result.rowsRejected++;
      errors.add(message, where);
    };
    const writer = new MeasurementWriter({
      measurements,
      kpis: new Map(
        [...definitions.kpis].map(([name, { spec }]) => [name, spec]),
      ),
      entities: new Set(
        await visibility.readable(
          measuredEntities(definitions).map(({ entityRef }) => entityRef),
        ),
      ),
      source,
      now: config.now,
      onMistake: (message, measurement) =>
        reject(message, (measurement as Measurement & { where: string }).where),
      onClosed: measurement =>
        reject(
          'period is too old: measurements of that time are folded into whole periods (kpiTree.retention.foldAfter)',
          (measurement as Measurement & { where: string }).where,
        ),
      onWritten: written => {
        result.measurementsWritten += written.length;
      },
    });
    let batch: (Measurement & { where: string })[] = [];
    try {
      for await (const { where, row, error } of rows) {
        result.rowsRead++;
        const { data, error: mistake } = rowSchema.safeParse(row);
        if (error ?? mistake) {
          reject(error ?? describe(row, mistake!), where);
        } else if (data) {
          batch.push({ ...data, where });
        }
        if (batch.length >= ROWS_AT_ONCE) {
          await writer.write(batch);
          batch = [];
        }
      }
    } finally {
      // What came before a connection broke holds
      await writer.write(batch);
      await writer.end();
      // Scopes follow; nobody has to wait for them
      refresher.refreshSoon(definitions);
    }
    return { ...result, errors: errors.list() };
  }
}

/** What would be right, by field. */
const right: Record<string, string> = {
  entityRef: 'use a reference such as component:default/payments',
  kpi: 'use the name of a Kpi',
  period: 'use a date such as 2026-01-31',
  value: 'use a number',
  weight: 'use a number that is not negative, or leave it out',
};

function describe(row: unknown, error: z.ZodError): string {
  const field = String(error.issues[0].path[0] ?? '');
  const value = JSON.stringify((row as Record<string, unknown>)?.[field]);
  return field in right
    ? `${field} is ${value ?? 'missing'}: ${right[field]}`
    : 'the row is no object: use entityRef, kpi, period, value and weight';
}
