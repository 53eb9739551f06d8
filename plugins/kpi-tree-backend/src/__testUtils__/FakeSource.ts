import {
  ClassesRequest,
  CollectBatch,
  CollectRequest,
  HoldBack,
  KpiSource,
  RecordClasses,
  RecordsBehind,
  RecordsCompared,
  RecordsComparison,
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
  queries?: KpiSource<Record<string, unknown>>['queries'];
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

  /** Each entity has another record in each period. */
  async compareRecords({
    before,
    after,
    limit,
  }: RecordsComparison<Record<string, unknown>>): Promise<RecordsCompared> {
    const [was, is] = [before, after].map(({ entityRefs }) => {
      const records = entityRefs.length;
      const totals = { records, value: records, weight: null };
      const one = { records: 1, value: 1, weight: null };
      const items = [...entityRefs].sort().slice(0, limit);
      return { totals, one, items };
    });
    const none = { records: 0, value: null, weight: null };
    const cells: string[] = [];
    return {
      readAt: new Date('2026-05-01T00:00:00Z'),
      fold: 'sum',
      columns: [],
      before: was.totals,
      after: is.totals,
      groups: [
        {
          kind: 'onlyBefore' as const,
          before: was.totals,
          after: none,
          rows: was.items.map(entityRef => ({
            entityRef,
            place: `${entityRef} line 1`,
            before: was.one,
            after: null,
            cells,
          })),
        },
        {
          kind: 'onlyAfter' as const,
          before: none,
          after: is.totals,
          rows: is.items.map(entityRef => ({
            entityRef,
            place: `${entityRef} line 2`,
            before: null,
            after: is.one,
            cells,
          })),
        },
      ].filter(({ rows }) => rows.length),
      classes: [],
    };
  }

  classColumns() {
    return [{ name: 'team' }];
  }

  /** Each entity is a class by itself. */
  async recordClasses({
    kpi,
    entityRefs,
  }: ClassesRequest<Record<string, unknown>>): Promise<RecordClasses> {
    const measured = this.batches.flatMap(
      ({ measurements = [] }) => measurements,
    );
    return {
      readAt: new Date('2026-05-01T00:00:00Z'),
      keptFrom: '2026-01-01',
      periodType: kpi.spec.grain,
      values: measured
        .filter(
          one => one.kpi === kpi.name && entityRefs.includes(one.entityRef),
        )
        .map(({ entityRef, period, value, weight, numerator }) => ({
          entityRef,
          period,
          classes: [
            {
              name: entityRef,
              value,
              weight,
              ...(numerator === undefined ? {} : { numerator }),
            },
          ],
        })),
    };
  }

  async *collect(request: CollectRequest<Record<string, unknown>>) {
    this.requests.push(request);
    yield* this.collectWith?.(request) ?? this.batches;
  }
}
