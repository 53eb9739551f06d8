import { AuthService } from '@backstage/backend-plugin-api';
import { InputError, NotFoundError } from '@backstage/errors';
import {
  addPeriods,
  DeletedSeries,
  fromEpochDay,
  MeasurementsDeletion,
  toEpochDay,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { Knex } from 'knex';
import { RequestContext } from '../access/RequestContexts';
import { Note } from '../audit/Audit';
import { DefinitionsService } from '../catalog/DefinitionsService';
import { assertDates } from '../clock/assertDates';
import { Definitions } from '../definitions/Definitions';
import { StoredArithmetic } from '../evaluation/StoredArithmetic';
import { Memberships } from '../memberships/Memberships';
import { Refresher } from '../rollup/Refresher';
import { ChangedDays } from '../store/bulkWrites';
import { uniteStretches } from '../store/dayStretch';
import { DeletionStore } from '../store/DeletionStore';
import { MeasurementStore, SeriesRecord } from '../store/MeasurementStore';
import { NodeStore } from '../store/NodeStore';
import { ALL_DAYS } from '../store/ranges';
import { RollupStore } from '../store/RollupStore';

/** As many measurements as a preview shows one by one. */
const EXAMPLES = 20;

/** Which measurements go: those of periods that lie in the span. */
export type DeletionRequest = {
  entityRef: string;
  kpi: string;
  /** The first and the last day, `YYYY-MM-DD`. */
  from: string;
  to: string;
  /** Also those with invalid dates, which are set aside. */
  setAside: boolean;
  /** Answers what would go, and deletes nothing. */
  dryRun: boolean;
};

/**
 * Deletes measurements of a KPI of an entity that should never have been stored. What
 * was made of them is made again; where nothing is left of a series it is as if nothing
 * had ever been measured, so that a scope shows the combined value of its members.
 */
export class MeasurementDeletion {
  constructor(
    private readonly options: {
      auth: AuthService;
      arithmetic: StoredArithmetic;
      definitions: DefinitionsService;
      measurements: MeasurementStore;
      store: DeletionStore;
      rollups: RollupStore;
      nodes: NodeStore;
      memberships: Memberships;
      refresher: Refresher;
    },
  ) {}

  /**
   * @param note - takes how much it was for the audit log
   * @returns what went, or would go
   * @throws `InputError` if the span is invalid, or cuts the period of a measurement in
   * two; `NotFoundError` if nothing was ever measured, or the caller may not see of what
   */
  async delete(
    context: RequestContext,
    request: DeletionRequest,
    note: Note,
  ): Promise<MeasurementsDeletion> {
    const { arithmetic, measurements, store, refresher } = this.options;
    const { entityRef, kpi, from, to, setAside, dryRun } = request;
    assertSpan(request);
    await this.assertSeen(context, request);
    // All that there is: what is made of it may be hidden from the caller
    const definitions = await this.options.definitions.get();
    const { formulas } = definitions;
    const days = { from: toEpochDay(from), to: toEpochDay(to) };
    const found = await measurements.findSeries({
      entityRefs: [entityRef],
      kpis: [kpi, ...formulas.over(kpi)],
    });
    const isMeasured = (one: SeriesRecord) =>
      one.kpi === kpi && one.source !== null;
    if (!found.some(isMeasured)) {
      throw new NotFoundError(
        `Nothing was measured of ${kpi} of ${entityRef}${
          context.definitions.formulas.get(kpi)
            ? ': it is computed by a formula'
            : ''
        }`,
      );
    }
    const { series, setAsideCount } = await arithmetic.transaction(async tx => {
      const locked = await measurements.lockSeries(
        tx,
        found.map(({ id }) => id),
      );
      const deleted: DeletedSeries[] = [];
      const emptied: number[] = [];
      let ofNoDate = 0;
      const measured = locked.filter(isMeasured);
      for (const one of measured) {
        if (setAside) {
          ofNoDate += await store.deleteSetAside(tx, one.id, dryRun);
        }
        const going = await this.deleteFrom(tx, one, days, dryRun);
        if (going) {
          deleted.push(going);
          if (going.remaining === 0) {
            emptied.push(one.id);
          }
        }
      }
      if (!dryRun) {
        // Of what is gone nothing is missing; the next run says what it cannot use
        await store.deleteIncomplete(
          tx,
          { entityRef, kpi },
          emptied.length === measured.length ? ALL_DAYS : days,
        );
      }
      // What was measured before it was computed is not what its values are made of
      if (emptied.length && !dryRun && !formulas.get(kpi)) {
        const computed = locked.filter(one => one.kpi !== kpi);
        await this.forget(tx, definitions, request, {
          emptied,
          computed: computed.map(({ id }) => id),
        });
      }
      return { series: deleted, setAsideCount: ofNoDate };
    });
    const count = series.reduce((sum, one) => sum + one.measurements, 0);
    note({
      measurements: count,
      ...(setAside ? { setAside: setAsideCount } : {}),
    });
    if (count && !dryRun) {
      refresher.refreshSoon(definitions);
    }
    return {
      measurements: count,
      ...(setAside ? { setAside: setAsideCount } : {}),
      series,
      warnings: warnings(context.definitions, kpi),
    };
  }

  /** @returns nothing if the series has no measurements in the span */
  private async deleteFrom(
    tx: Knex.Transaction,
    series: SeriesRecord,
    days: ChangedDays,
    dryRun: boolean,
  ): Promise<DeletedSeries | undefined> {
    const { store } = this.options;
    const { id, grain, source } = series;
    await this.assertWhole(tx, series, 'from', days.from - 1);
    await this.assertWhole(tx, series, 'to', days.to);
    const { inSpan, all } = await store.count(tx, id, days);
    if (!inSpan) {
      return undefined;
    }
    const { first, lastPeriod } = await store.edges(tx, id, days, EXAMPLES);
    if (!dryRun) {
      const gone = {
        from: toEpochDay(first[0].period),
        until: toEpochDay(nextPeriod(series, lastPeriod)),
      };
      // Whether nothing happened there says whoever looks again
      const deleted = uniteStretches([...series.deleted, gone]);
      await store.delete(tx, id, days, deleted);
    }
    return {
      grain,
      source,
      measurements: inSpan,
      remaining: all - inSpan,
      firstPeriod: first[0].period,
      lastPeriod,
      examples: first,
    };
  }

  /**
   * A measurement of a longer period goes as a whole or not at all.
   *
   * @param before - the day after which the span begins, or with which it ends
   */
  private async assertWhole(
    tx: Knex,
    series: SeriesRecord,
    field: 'from' | 'to',
    before: number,
  ): Promise<void> {
    const day = await this.options.store.lastUpTo(tx, series.id, before);
    if (day === undefined) {
      return;
    }
    const start = fromEpochDay(day);
    const next = nextPeriod(series, start);
    const end = fromEpochDay(toEpochDay(next) - 1);
    if (toEpochDay(end) > before) {
      throw new InputError(
        `${field} is ${fromEpochDay(
          field === 'from' ? before + 1 : before,
        )}, between ${start} and ${end}, for which there is only one value: ${
          field === 'from'
            ? `begin with ${start} or ${next}`
            : `end with ${fromEpochDay(day - 1)} or ${end}`
        }`,
      );
    }
  }

  /** Of a series that has nothing left all goes that was made of it. */
  private async forget(
    tx: Knex.Transaction,
    definitions: Definitions,
    { entityRef, kpi }: DeletionRequest,
    series: { emptied: number[]; computed: number[] },
  ): Promise<void> {
    const { store, rollups, nodes, memberships } = this.options;
    await store.forget(tx, series.emptied, series.computed);
    const scopes = memberships.membersByDay.scopesOf(entityRef);
    const own = definitions.isScope(entityRef) ? [entityRef] : [];
    await rollups.mark(
      tx,
      [kpi, ...definitions.formulas.over(kpi)]
        .filter(name => definitions.kpis.has(name))
        .flatMap(name =>
          // Its own formulas are computed of the combined value of its members now
          [...scopes, ...own].map(scope => ({
            scope,
            kpi: name,
            start: null,
          })),
        ),
    );
    await nodes.mark(tx, [entityRef]);
  }

  /**
   * Who may read all may delete what is left of what the catalog does not have any
   * more. A service with a token for it needs no right to read.
   */
  private async assertSeen(
    { credentials, definitions, visibility }: RequestContext,
    { entityRef, kpi }: DeletionRequest,
  ): Promise<void> {
    if (
      !visibility.isLimited ||
      this.options.auth.isPrincipal(credentials, 'service')
    ) {
      return;
    }
    definitions.kpi(kpi);
    await visibility.assertReadable(entityRef);
  }
}

/** The first day of the period after the one of which there is a measurement. */
function nextPeriod({ grain, folded }: SeriesRecord, start: string): string {
  const isFolded = folded && start < folded.until;
  return addPeriods(start, isFolded ? folded.grain : grain, 1);
}

function assertSpan({ from, to }: DeletionRequest): void {
  assertDates({ from, to });
  if (from > to) {
    throw new InputError(`from is ${from}, after to, ${to}: swap them`);
  }
}

function warnings({ kpis }: Definitions, kpi: string): string[] {
  const source = kpis.get(kpi)?.spec.source?.id;
  return source === undefined
    ? []
    : [
        `${kpi} is collected from source ${source}, whose next run stores what it still has again: correct it there as well`,
      ];
}
