import { PeriodType } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { Knex } from 'knex';
import { ValueRow, PERIOD_COLUMNS, withAllColumns } from './bulkWrites';
import { inChunks } from './chunks';
import { joinStretches, uniteStretches, writeStretches } from './dayStretch';
import { ROLLED_UP } from './InsightStore';
import { FormerName } from './FormerNameStore';
import { SeriesRecord } from './MeasurementStore';
import { MergedSeriesStore } from './MergedSeriesStore';
import { Stay } from './MembershipStore';
import { OverrideRow } from './OverrideStore';
import { ALL_DAYS } from './ranges';

/** That an entity took over the history of an earlier reference. */
export type Takeover = FormerName & {
  /** ISO 8601. */
  at: string;
  series: number;
  measurements: number;
  /** Those of periods that the entity had measured itself, which hold. */
  replaced: number;
};

type TakeoverRow = {
  from_ref: string;
  to_ref: string;
  taken_at: string;
  series: number;
  measurements: number;
  replaced: number;
};

/** The columns by which memberships name who belongs to what. */
export type MembershipColumn = 'entity_ref' | 'scope';

/** Of what a scope has one review. */
type ReviewKey = {
  scope: string;
  tree: string;
  period_type: string;
  period: number;
};

const REVIEW_KEY = ['scope', 'tree', 'period_type', 'period'] as const;

/** SQLite takes some thousand values in a statement. */
const ROWS_PER_STATEMENT = 300;

/** Since when a target held that was there before anything was judged. */
const HELD_BEFORE = '1970-01-01T00:00:00.000Z';

/** Moves what is stored of one reference to another. */
export class TakeoverStore {
  constructor(private readonly knex: Knex) {}

  /**
   * Those earlier references of which anything is stored that another has not.
   *
   * @param names - who has each of them now
   */
  async stored(names: ReadonlyMap<string, string>): Promise<Set<string>> {
    const refs = [...names.keys()];
    const found = await this.withReviews(names);
    const columns: [string, string][] = [
      ['series', 'entity_ref'],
      ['memberships', 'entity_ref'],
      ['memberships', 'scope'],
      ['declared_changes', 'scope'],
      ['actions', 'scope'],
      ['comments', 'scope'],
      ['follows', 'scope'],
      ['check_ins', 'scope'],
      ['period_exceptions', 'scope'],
    ];
    for (const part of inChunks(refs, ROWS_PER_STATEMENT)) {
      for (const [table, column] of columns) {
        const rows: string[] = await this.knex(table)
          .distinct(column)
          .whereIn(column, part)
          .pluck(column);
        rows.forEach(ref => found.add(ref));
      }
    }
    return found;
  }

  /** Those with a review that is to move: one that stays is no reason to try again. */
  private async withReviews(
    names: ReadonlyMap<string, string>,
  ): Promise<Set<string>> {
    const rows: ReviewKey[] = [];
    const refs = [...new Set([...names.keys(), ...names.values()])];
    for (const part of inChunks(refs, ROWS_PER_STATEMENT)) {
      const ofPart: ReviewKey[] = await this.knex('reviews')
        .select(...REVIEW_KEY)
        .whereIn('scope', part);
      rows.push(...ofPart);
    }
    const keyOf = (row: ReviewKey) =>
      JSON.stringify(REVIEW_KEY.map(column => row[column]));
    const all = new Set(rows.map(keyOf));
    return new Set(
      rows
        .filter(row => {
          const to = names.get(row.scope);
          return to !== undefined && !all.has(keyOf({ ...row, scope: to }));
        })
        .map(({ scope }) => scope),
    );
  }

  /**
   * Makes a whole series one of another entity, to be evaluated from the beginning. What
   * its periods come to is the same meanwhile, so that no scope loses it.
   */
  async moveSeries(
    tx: Knex.Transaction,
    { id, entityRef }: SeriesRecord,
    to: string,
    takenUntil: number | null,
  ): Promise<void> {
    await tx('series').where({ id }).update({
      entity_ref: to,
      taken_until: takenUntil,
      changed_from: ALL_DAYS.from,
      changed_to: ALL_DAYS.to,
    });
    await this.forgetStates(tx, [id]);
    await tx('set_aside_rows')
      .where({ series_id: id, subject: entityRef })
      .update({ subject: to });
  }

  /**
   * Adds the measurements of one series to another: those of periods of which that has
   * none.
   *
   * @param from - epoch day; those before it stay out
   * @returns how many stayed out since that day
   */
  async addMeasurements(
    tx: Knex.Transaction,
    seriesId: number,
    toId: number,
    from: number = ALL_DAYS.from,
  ): Promise<number> {
    const theirs = () =>
      tx('measurements as m')
        .where('m.series_id', seriesId)
        .andWhere('m.period', '>=', from);
    const own = tx('measurements as o')
      .select('o.period')
      .where('o.series_id', toId);
    const [{ count }] = await theirs()
      .whereIn('m.period', own.clone())
      .count({ count: '*' });
    await tx(
      tx.raw(`measurements (series_id, period, ${PERIOD_COLUMNS.join(', ')})`),
    ).insert(
      theirs()
        .whereNotIn('m.period', own.clone())
        .select(
          tx.raw('cast(? as integer)', [toId]),
          'm.period',
          ...PERIOD_COLUMNS.map(column => `m.${column}`),
        ),
    );
    // Those of its own hold; of another measurement they are not taken for what it is made of
    await tx.raw(
      `insert into measurement_classes (series_id, period, by_column, classes)
       select o.series_id, c.period, c.by_column, c.classes
         from measurement_classes c join measurements o
           on o.series_id = ? and o.period = c.period
        where c.series_id = ? and c.period >= ?
       on conflict do nothing`,
      [toId, seriesId, from],
    );
    return Number(count);
  }

  /**
   * Of which measurements of one reference a source had rows that could not be used
   * becomes known of another, but where that has its own.
   */
  async moveIncomplete(tx: Knex.Transaction, names: FormerName): Promise<void> {
    await this.moveRows(tx, names, 'incomplete_measurements', 'entity_ref', [
      'kpi',
      'period',
    ]);
  }

  /** How many measurements a series has. */
  async count(tx: Knex, seriesId: number): Promise<number> {
    const [{ count }] = await tx('measurements')
      .where({ series_id: seriesId })
      .count({ count: '*' });
    return Number(count);
  }

  /** Puts measurements of whole periods in the place of all before a day. */
  async replaceBefore(
    tx: Knex.Transaction,
    seriesId: number,
    day: number,
    rows: ValueRow[],
  ): Promise<void> {
    await tx('measurements')
      .where({ series_id: seriesId })
      .andWhere('period', '<', day)
      .delete();
    for (const part of inChunks(rows, ROWS_PER_STATEMENT)) {
      await tx('measurements').insert(part.map(withAllColumns));
    }
  }

  /** Notes of a series what it got of another, to be evaluated from the beginning. */
  async noteAdded(
    tx: Knex.Transaction,
    to: SeriesRecord,
    of: SeriesRecord,
    {
      takenUntil,
      folded,
    }: {
      takenUntil: number | null;
      folded: { until: number; grain: PeriodType; arithmetic: number } | null;
    },
  ): Promise<void> {
    const edge = (which: 'min' | 'max') =>
      tx('measurements')[which]('period').where({ series_id: to.id });
    await tx('series')
      .where({ id: to.id })
      .update({
        source: to.source ?? of.source,
        run_id: to.source === null ? of.runId : to.runId,
        covered_until: to.coveredUntil ?? of.coveredUntil,
        updated_at: [to.updatedAt, of.updatedAt].sort().pop() ?? null,
        first_period: edge('min'),
        last_period: edge('max'),
        changed_from: ALL_DAYS.from,
        changed_to: ALL_DAYS.to,
        taken_until: takenUntil,
        ...knownOfBoth(to.known, of.known),
        deleted_days: writeStretches(
          uniteStretches([...to.deleted, ...of.deleted]),
        ),
        ...(folded
          ? {
              folded_until: folded.until,
              folded_grain: folded.grain,
              folded_arithmetic: folded.arithmetic,
            }
          : {}),
      });
  }

  /** Notes that a series became part of another. */
  async noteMerged(
    tx: Knex.Transaction,
    seriesId: number,
    intoId: number,
  ): Promise<void> {
    await new MergedSeriesStore(this.knex).note(tx, seriesId, intoId);
  }

  /** Notes of the formulas of an entity that they are to be evaluated from the beginning. */
  async noteFormulas(
    tx: Knex.Transaction,
    entityRef: string,
    kpis: string[],
  ): Promise<void> {
    await tx('series')
      .where({ entity_ref: entityRef, source: null })
      .whereIn('kpi', kpis)
      .update({ changed_from: ALL_DAYS.from, changed_to: ALL_DAYS.to });
  }

  /** Takes series away with everything that is of them. */
  async removeSeries(tx: Knex.Transaction, ids: number[]): Promise<void> {
    await this.forgetEvaluated(tx, ids);
    for (const part of inChunks(ids, ROWS_PER_STATEMENT)) {
      await tx('measurements').whereIn('series_id', part).delete();
      await tx('series').whereIn('id', part).delete();
    }
  }

  /** What is set aside of one series because of its dates becomes that of another. */
  async moveSetAside(
    tx: Knex.Transaction,
    seriesId: number,
    to: SeriesRecord,
  ): Promise<void> {
    await tx('set_aside_rows')
      .where({ series_id: seriesId })
      .update({ series_id: to.id, subject: to.entityRef });
  }

  private async forgetEvaluated(
    tx: Knex.Transaction,
    ids: number[],
  ): Promise<void> {
    for (const part of inChunks(ids, ROWS_PER_STATEMENT)) {
      await tx('period_values').whereIn('series_id', part).delete();
    }
    await this.forgetStates(tx, ids);
  }

  private async forgetStates(
    tx: Knex.Transaction,
    ids: number[],
  ): Promise<void> {
    for (const part of inChunks(ids, ROWS_PER_STATEMENT)) {
      for (const table of ['current', 'insights', 'set_aside']) {
        await tx(table).whereIn('series_id', part).delete();
      }
    }
  }

  /**
   * What is known of the memberships of two references.
   *
   * @param column - as what they are looked for
   * @returns by the other side (a scope or a member), the stays of both
   */
  async stays(
    tx: Knex.Transaction,
    column: MembershipColumn,
    refs: string[],
  ): Promise<Map<string, (Stay & { ref: string })[]>> {
    const other = otherOf(column);
    const rows: {
      scope: string;
      entity_ref: string;
      from_day: number;
      to_day: number | null;
    }[] = await tx('memberships').whereIn(column, refs);
    const found = new Map<string, (Stay & { ref: string })[]>();
    for (const row of rows) {
      const stay = { ref: row[column], from: row.from_day, to: row.to_day };
      const known = found.get(row[other]);
      if (known) {
        known.push(stay);
      } else {
        found.set(row[other], [stay]);
      }
    }
    return found;
  }

  /** Puts stays in the place of all those of two references. */
  async replaceStays(
    tx: Knex.Transaction,
    column: MembershipColumn,
    { from, to }: FormerName,
    stays: ReadonlyMap<string, readonly Stay[]>,
  ): Promise<void> {
    const other = otherOf(column);
    for (const part of inChunks([...stays.keys()], ROWS_PER_STATEMENT)) {
      await tx('memberships')
        .whereIn(column, [from, to])
        .whereIn(other, part)
        .delete();
    }
    const rows = [...stays].flatMap(([ref, ofRef]) =>
      ofRef.map(stay => ({
        [column]: to,
        [other]: ref,
        from_day: stay.from,
        to_day: stay.to,
      })),
    );
    for (const part of inChunks(rows, ROWS_PER_STATEMENT)) {
      await tx('memberships').insert(part);
    }
  }

  /** The KPIs that are or were rolled up for some scopes, or measured of some entities. */
  async kpisOf(
    tx: Knex.Transaction,
    scopes: string[],
    entityRefs: string[],
  ): Promise<Set<string>> {
    const found = new Set<string>();
    for (const [table, column, refs] of [
      ['scope_values', 'scope', scopes],
      ['scope_current', 'scope', scopes],
      ['series', 'entity_ref', entityRefs],
    ] as const) {
      for (const part of inChunks(refs, ROWS_PER_STATEMENT)) {
        const names: string[] = await tx(table)
          .distinct('kpi')
          .whereIn(column, part)
          .pluck('kpi');
        names.forEach(name => found.add(name));
      }
    }
    return found;
  }

  /** Takes away what the members of a scope came to: it is another scope now. */
  async forgetScope(tx: Knex.Transaction, scope: string): Promise<void> {
    for (const table of [
      'scope_values',
      'scope_current',
      'scope_nodes',
      'rollup_marks',
      'node_marks',
    ]) {
      await tx(table).where({ scope }).delete();
    }
    for (const table of ['insights', 'set_aside']) {
      await tx(table).where({ subject: scope, series_id: ROLLED_UP }).delete();
    }
  }

  /**
   * Makes the changes that were accepted of one reference those of another; of the same
   * KPI and date its own hold.
   *
   * @returns whether there were any
   */
  async moveChanges(tx: Knex.Transaction, names: FormerName): Promise<boolean> {
    return this.moveRows(tx, names, 'declared_changes', 'scope', [
      'kpi',
      'date',
    ]);
  }

  /**
   * Makes the actions of one reference, and those that it does, actions of another.
   *
   * @returns whether there were any
   */
  async moveActions(
    tx: Knex.Transaction,
    { from, to }: FormerName,
  ): Promise<boolean> {
    const moved = await tx('actions')
      .where({ scope: from })
      .update({ scope: to });
    const done = await tx('actions')
      .where({ owner: from })
      .update({ owner: to });
    return moved + done > 0;
  }

  /**
   * Makes the reviews of one reference those of another. Where that has a review of the
   * same tree and period, the earlier one stays where it is, with all that was written.
   *
   * @returns whether there were any that became those of the other
   */
  async moveReviews(
    tx: Knex.Transaction,
    { from, to }: FormerName,
  ): Promise<boolean> {
    const moved = await tx('reviews')
      .where({ scope: from })
      .whereNotExists(
        tx('reviews as own')
          .where('own.scope', to)
          .whereRaw('own.tree = reviews.tree')
          .whereRaw('own.period_type = reviews.period_type')
          .whereRaw('own.period = reviews.period'),
      )
      .update({ scope: to });
    return moved > 0;
  }

  /**
   * Makes periods that were left out of the limits of one reference those of another, whose
   * own hold.
   *
   * @returns whether there were any
   */
  async moveExceptions(
    tx: Knex.Transaction,
    names: FormerName,
  ): Promise<boolean> {
    return this.moveRows(tx, names, 'period_exceptions', 'scope', [
      'kpi',
      'period_type',
      'period',
    ]);
  }

  /**
   * Makes those who follow one reference follow another.
   *
   * @returns whether there were any
   */
  async moveFollows(
    tx: Knex.Transaction,
    { from, to }: FormerName,
  ): Promise<boolean> {
    const rows: {
      user_ref: string;
      kpi: string;
      tree: string;
      since: string;
    }[] = await tx('follows').where({ scope: from });
    for (const row of rows) {
      await tx('follows')
        .insert({ ...row, scope: to })
        .onConflict(['user_ref', 'scope', 'kpi', 'tree'])
        .ignore();
    }
    await tx('follows').where({ scope: from }).delete();
    return rows.length > 0;
  }

  /**
   * Makes the comments on one reference, and its check-ins, those on another.
   *
   * @returns whether there were any
   */
  async moveWords(
    tx: Knex.Transaction,
    { from, to }: FormerName,
  ): Promise<boolean> {
    let moved = 0;
    for (const table of ['comments', 'check_ins']) {
      moved += await tx(table).where({ scope: from }).update({ scope: to });
    }
    return moved > 0;
  }

  /**
   * Makes the targets by which one reference was judged those by which another was. What
   * that set itself counts from now on: a new name is no way to judge the past again.
   */
  async moveTargets(tx: Knex.Transaction, names: FormerName, at: string) {
    const { from, to } = names;
    const rows: OverrideRow[] = await tx('target_overrides')
      .whereIn('entity_ref', [from, to])
      .orderBy(['kpi', 'number']);
    const [theirs, own] = [from, to].map(ref =>
      rows.filter(row => row.entity_ref === ref),
    );
    const last = new Map<string, number>();
    const moved = [
      ...theirs.map(row => ({ ...row, since: row.since ?? HELD_BEFORE })),
      ...own.map(row => ({ ...row, since: row.since ?? at })),
    ]
      .sort((a, b) => (a.since < b.since ? -1 : Number(a.since > b.since)))
      .map(row => {
        const number = (last.get(row.kpi) ?? 0) + 1;
        last.set(row.kpi, number);
        return { ...row, entity_ref: to, number };
      });
    await tx('target_overrides').whereIn('entity_ref', [from, to]).delete();
    for (const part of inChunks(moved, ROWS_PER_STATEMENT)) {
      await tx('target_overrides').insert(part);
    }
  }

  /**
   * Makes rows of one reference those of another, whose own hold.
   *
   * @param key - what makes a row one of its own, beside the reference
   * @returns whether there were any
   */
  private async moveRows(
    tx: Knex.Transaction,
    { from, to }: FormerName,
    table: string,
    column: string,
    key: string[],
  ): Promise<boolean> {
    const rows: Record<string, unknown>[] = await tx(table).where({
      [column]: from,
    });
    for (const part of inChunks(rows, ROWS_PER_STATEMENT)) {
      await tx(table)
        .insert(part.map(row => ({ ...row, [column]: to })))
        .onConflict([column, ...key])
        .ignore();
    }
    await tx(table)
      .where({ [column]: from })
      .delete();
    return rows.length > 0;
  }

  /** Takes away how an entity stood with the nodes of its trees. */
  async forgetNodes(tx: Knex.Transaction, entityRef: string): Promise<void> {
    for (const table of ['entity_nodes', 'node_marks']) {
      await tx(table).where({ entity_ref: entityRef }).delete();
    }
  }

  async add(tx: Knex.Transaction, takeover: Takeover): Promise<void> {
    const { from, to, at, ...counts } = takeover;
    const row: TakeoverRow = {
      from_ref: from,
      to_ref: to,
      taken_at: at,
      ...counts,
    };
    await tx('takeovers').insert(row);
  }

  /** What some entities took over, the newest last; all if none are given. */
  async read(toRefs?: string[]): Promise<Takeover[]> {
    const rows: TakeoverRow[] = await this.knex('takeovers')
      .modify(query => {
        if (toRefs) {
          query.whereIn('to_ref', toRefs);
        }
      })
      .orderBy('id');
    return rows.map(({ from_ref, to_ref, taken_at, ...counts }) => ({
      from: from_ref,
      to: to_ref,
      at: taken_at,
      series: counts.series,
      measurements: counts.measurements,
      replaced: counts.replaced,
    }));
  }
}

function otherOf(column: MembershipColumn): MembershipColumn {
  return column === 'scope' ? 'entity_ref' : 'scope';
}

/** On which days no measurement of one of two series means that nothing happened. */
function knownOfBoth(
  to: SeriesRecord['known'],
  of: SeriesRecord['known'],
): { known_from: number | null; known_until: number | null } {
  // What nobody knows of one stays unknown of both
  const known =
    to && of ? joinStretches(to, of) ?? (to.until < of.until ? of : to) : null;
  return {
    known_from: known?.from ?? null,
    known_until: known?.until ?? null,
  };
}
