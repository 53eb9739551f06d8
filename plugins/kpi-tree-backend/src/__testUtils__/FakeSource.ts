import {
  CollectBatch,
  CollectRequest,
  HoldBack,
  KpiSource,
  RecordsBehind,
  RecordsRequest,
  SourceWindow,
} from '@kpi-tree/backstage-plugin-kpi-tree-node';
import { z } from 'zod';

/** A source that yields what a test puts into it. */
export class FakeSource implements KpiSource<Record<string, unknown>> {
  readonly settings = z.looseObject({});
  window?: SourceWindow;
  holdBack?: HoldBack;
  silence?: KpiSource['silence'];
  annotations?: string[];
  requests: CollectRequest<Record<string, unknown>>[] = [];
  /** What a collection does instead of yielding the batches. */
  collectWith?: (
    request: CollectRequest<Record<string, unknown>>,
  ) => AsyncIterable<CollectBatch>;

  constructor(
    readonly id: string,
    public batches: CollectBatch[] = [],
    readonly complete = false,
  ) {}

  /** A record of each entity that is asked for. */
  async records({
    entityRefs,
    offset,
    limit,
  }: RecordsRequest<Record<string, unknown>>): Promise<RecordsBehind> {
    const rows = [...entityRefs].sort().map(entityRef => ({
      entityRef,
      place: `${entityRef} line 1`,
      value: 1,
      weight: null,
      cells: [],
    }));
    return {
      readAt: new Date('2026-05-01T00:00:00Z'),
      fold: 'sum',
      records: rows.length,
      value: rows.length,
      weight: null,
      columns: [],
      rows: rows.slice(offset, offset + limit),
    };
  }

  async *collect(request: CollectRequest<Record<string, unknown>>) {
    this.requests.push(request);
    yield* this.collectWith?.(request) ?? this.batches;
  }
}
