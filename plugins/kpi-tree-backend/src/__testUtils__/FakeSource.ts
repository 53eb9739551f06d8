import {
  CollectBatch,
  CollectRequest,
  HoldBack,
  KpiSource,
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

  async *collect(request: CollectRequest<Record<string, unknown>>) {
    this.requests.push(request);
    yield* this.collectWith?.(request) ?? this.batches;
  }
}
