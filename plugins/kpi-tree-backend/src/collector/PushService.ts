import { BackstageCredentials } from '@backstage/backend-plugin-api';
import {
  NewMeasurement,
  WriteResult,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { Measurement } from '@kpi-tree/backstage-plugin-kpi-tree-node';
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
    rows: AsyncIterable<PushedRow[]> | Iterable<PushedRow[]>,
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
    try {
      for await (const part of rows) {
        const right: (Measurement & { where: string })[] = [];
        for (const { where, row, error } of part) {
          result.rowsRead++;
          const mistake = error ?? rowMistake(row);
          if (mistake) {
            reject(mistake, where);
          } else {
            const measurement = row as NewMeasurement;
            right.push({
              ...measurement,
              weight: measurement.weight ?? 1,
              where,
            });
          }
        }
        await writer.write(right);
      }
    } finally {
      // What came before a connection broke holds
      await writer.end();
      // Scopes follow; nobody has to wait for them
      refresher.refreshSoon(definitions);
    }
    return { ...result, errors: errors.list() };
  }
}

/** The fields of a row: what they are, and what would be right. */
const fields: [keyof NewMeasurement, 'string' | 'number', string][] = [
  ['entityRef', 'string', 'use a reference such as component:default/payments'],
  ['kpi', 'string', 'use the name of a Kpi'],
  ['period', 'string', 'use a date such as 2026-01-31'],
  ['value', 'number', 'use a number'],
  ['weight', 'number', 'use a number that is not negative, or leave it out'],
];

function rowMistake(row: unknown): string | undefined {
  if (typeof row !== 'object' || row === null) {
    return 'the row is no object: use entityRef, kpi, period, value and weight';
  }
  for (const [field, type, right] of fields) {
    const value = (row as Record<string, unknown>)[field];
    if (typeof value !== type && (field !== 'weight' || value !== undefined)) {
      return `${field} is ${JSON.stringify(value) ?? 'missing'}: ${right}`;
    }
  }
  return undefined;
}
