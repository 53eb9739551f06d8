import {
  CheckIn,
  CheckInPage,
  CheckInView,
  MissingCheckIns,
  PeriodSubject,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { z } from 'zod';
import { RequestContext } from '../access/RequestContexts';
import { assertDates } from '../clock/assertDates';
import { KpiTreeConfig } from '../configuration/KpiTreeConfig';
import { OwnedRequest, OwnedService } from '../owned/OwnedService';
import { readCursor, writeCursor } from '../paging/cursor';
import { CheckInStore } from '../store/CheckInStore';
import { CommentRequest, CommentWriter } from './CommentService';
import { assertMayWrite, assertPeriod, findKpi, seenKpi } from './kpiSubjects';
import { readText } from './readText';

/** As long as a sentence. */
const MAX_TEXT = 300;

const positionSchema = z.object({ place: z.int().nonnegative() });

/**
 * What who answers for a KPI says about it in a period: a sentence and how sure they are.
 * Nobody sees one whose entity or Kpi they may not read.
 */
export class CheckInService {
  constructor(
    private readonly options: {
      store: CheckInStore;
      owned: Pick<OwnedService, 'owned'>;
      config: Pick<KpiTreeConfig, 'now'>;
    },
  ) {}

  /**
   * A page of check-ins, those of the newest periods first.
   *
   * @throws `InputError` if a date or the cursor is wrong; `NotFoundError` if one KPI of
   * one scope is asked for that the caller may not read
   */
  async list(
    context: RequestContext,
    { limit, cursor, ...filter }: CommentRequest,
    { by, mayWrite }: CommentWriter,
  ): Promise<CheckInPage> {
    const { scope, kpi, from, to } = filter;
    assertDates({ from, to });
    const place = readCursor(cursor, positionSchema)?.place ?? 0;
    const one =
      scope !== undefined && kpi !== undefined
        ? await findKpi(context, { scope, kpi })
        : undefined;
    const all = (await this.options.store.list(filter)).flatMap(checkIn => {
      const seen = seenKpi(context.definitions, checkIn);
      return seen ? [{ ...checkIn, kpiTitle: seen.title }] : [];
    });
    const next = place + limit;
    return {
      items: all.slice(place, next),
      total: all.length,
      ...(next < all.length
        ? { nextCursor: writeCursor({ place: next }) }
        : {}),
      ...(one ? { mayWrite: by !== undefined && mayWrite(one.resource) } : {}),
    };
  }

  /**
   * Adds a check-in, which counts in place of earlier ones of the period.
   *
   * @throws `InputError` if a field is wrong; `NotFoundError` if the caller may not read
   * the KPI or the scope; `NotAllowedError` if they may not write
   */
  async add(
    context: RequestContext,
    subject: PeriodSubject,
    { text, confidence }: Pick<CheckIn, 'text' | 'confidence'>,
    { by, mayWrite }: CommentWriter & { by: string },
  ): Promise<CheckInView> {
    const { store, config } = this.options;
    const seen = await findKpi(context, subject);
    assertMayWrite(seen, mayWrite, 'check-ins');
    assertPeriod(context, subject);
    const checkIn = await store.add({
      ...subject,
      text: readText('text', text, MAX_TEXT),
      confidence,
      by,
      at: config.now().toISOString(),
    });
    return { ...checkIn, kpiTitle: seen.title };
  }

  /**
   * A page of the off-target KPIs of some owners of which nobody has checked in for the
   * period that is judged, in order of need.
   *
   * @throws as {@link OwnedService.owned}
   */
  async missing(
    context: RequestContext,
    request: Omit<OwnedRequest, 'status'>,
  ): Promise<MissingCheckIns> {
    const { owned, store } = this.options;
    const { owners, items, nextCursor } = await owned.owned(context, {
      ...request,
      status: ['off-target'],
    });
    const [from] = items.map(({ period }) => period).sort();
    const there = new Set(
      from === undefined
        ? []
        : (await store.list({ from })).map(
            ({ scope, kpi, periodType, period }) =>
              keyOf({ entityRef: scope, kpi, periodType, period }),
          ),
    );
    return {
      owners,
      items: items.filter(item => !there.has(keyOf(item))),
      ...(nextCursor === undefined ? {} : { nextCursor }),
    };
  }
}

function keyOf({
  entityRef,
  kpi,
  periodType,
  period,
}: Omit<PeriodSubject, 'scope'> & { entityRef: string }): string {
  return JSON.stringify([entityRef, kpi, periodType, period]);
}
