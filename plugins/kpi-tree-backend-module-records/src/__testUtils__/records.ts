import { mockServices } from '@backstage/backend-test-utils';
import { KpiSpec } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import {
  CollectBatch,
  CollectRequest,
  Measurement,
} from '@kpi-tree/backstage-plugin-kpi-tree-node';
import { RecordsConfig, recordsSchema } from '../configuration/config';
import { KeptRecords } from '../kept/KeptRecords';
import { NamesById } from '../names/NamesById';
import { RecordsSource } from '../RecordsSource';
import { ReadRow, Row, RowReader } from '../rows/RowReader';
import { RecordsSettings, settingsSchema } from '../configuration/kpiSettings';

/** Reads rows that a test wrote down. */
export class ListRowReader implements RowReader {
  constructor(private readonly rows: (Row | ReadRow)[]) {}

  async *read(): AsyncIterable<ReadRow> {
    for (const [index, row] of this.rows.entries()) {
      yield 'where' in row
        ? (row as ReadRow)
        : { where: `rows line ${index + 2}`, row: row as Row };
    }
  }
}

export const a = 'component:default/a';
export const b = 'component:default/b';
export const domain = 'domain:default/d';

export type TestKpi = {
  name?: string;
  settings: Record<string, unknown>;
  spec?: Partial<KpiSpec>;
};

/** What one test wants otherwise than usual. */
export type TestOptions = {
  kpis?: TestKpi[];
  config?: Partial<RecordsConfig>;
  request?: Partial<CollectRequest<RecordsSettings>>;
  names?: NamesById;
  kept?: KeptRecords;
};

export type Collected = {
  rowsRead: number;
  rowsRejected: number;
  errors: string[];
  coveredUntil?: string;
  unmeasured: string[];
  measurements: Measurement[];
  /** Value and weight by period, for an entity and a KPI. */
  values: (
    entityRef: string,
    kpi?: string,
  ) => Record<string, (number | null)[]>;
};

/** The settings of a KPI, as the source's own schema parses them. */
export function parseSettings(settings: Record<string, unknown>) {
  return settingsSchema.parse({ time: 'at', ...settings });
}

/** The source that a test runs; services a and b, and the domain always. */
export function createSource(
  reader: RowReader,
  { config, names, kept }: TestOptions = {},
) {
  return new RecordsSource(
    {
      id: 'test',
      settings: recordsSchema.parse({
        csv: 'rows.csv',
        entities: {
          column: 'service',
          separator: '|',
          map: { A: a, B: b },
          always: [domain],
        },
        ...config,
      }),
    },
    reader,
    { names, kept },
  );
}

/** The request of a test: one KPI by month, in hours, until June 2026. */
export function createRequest({
  kpis = [{ settings: { measure: 'count' } }],
  request,
}: TestOptions): CollectRequest<RecordsSettings> {
  return {
    kpis: kpis.map(({ name = 'kpi', settings, spec }) => ({
      name,
      settings: parseSettings(settings),
      spec: {
        unit: 'h',
        grain: 'month',
        period: 'month',
        aggregate: { overTime: 'mean', overEntities: 'mean' },
        ...spec,
      } as KpiSpec,
    })),
    entities: [a, b, domain].map(entityRef => ({ entityRef, keys: {} })),
    to: new Date('2026-06-15T00:00:00Z'),
    timeZone: 'UTC',
    signal: new AbortController().signal,
    logger: mockServices.logger.mock(),
    ...request,
  };
}

/** Collects rows and adds up what came of them. */
export async function collect(
  rows: (Row | ReadRow)[] | RowReader,
  options: TestOptions = {},
): Promise<Collected> {
  const reader = Array.isArray(rows) ? new ListRowReader(rows) : rows;
  const batches: CollectBatch[] = [];
  for await (const batch of createSource(reader, options).collect(
    createRequest(options),
  )) {
    batches.push(batch);
  }
  const measurements = batches.flatMap(batch => batch.measurements ?? []);
  const total = (key: 'rowsRead' | 'rowsRejected') =>
    batches.reduce((sum, batch) => sum + (batch[key] ?? 0), 0);
  return {
    rowsRead: total('rowsRead'),
    rowsRejected: total('rowsRejected'),
    errors: batches.flatMap(batch =>
      (batch.errors ?? []).map(
        ({ where, message, rows: count = 1 }) =>
          `${where ? `${where}: ` : ''}${message}${
            count > 1 ? ` (${count} rows)` : ''
          }`,
      ),
    ),
    coveredUntil: batches
      .flatMap(batch => batch.coveredUntil?.toISOString() ?? [])
      .pop(),
    unmeasured: batches.flatMap(batch => batch.unmeasured ?? []),
    measurements,
    values: (entityRef, kpi = 'kpi') =>
      Object.fromEntries(
        measurements
          .filter(m => m.entityRef === entityRef && m.kpi === kpi)
          .sort((x, y) => (x.period < y.period ? -1 : 1))
          .map(m => [m.period, [m.value, m.weight]]),
      ),
  };
}
