import { ToldVerdict, VerdictKind, VerdictState } from '@internal/kpi-tree';
import {
  fromEpochDay,
  toEpochDay,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { Knex } from 'knex';
import { inChunks } from './chunks';
import type { InsightSubject } from './InsightStore';

/** What was evaluated of a series or scope of which somebody may be told. */
export type WrittenVerdicts = {
  subject: InsightSubject;
  verdicts: ToldVerdict[];
  /** The first day of the last period with a value. */
  newest: string;
  /** Changes where its history is judged otherwise. */
  definition: string;
  /** Whether history was written, rather than what came in addition. */
  isRewritten: boolean;
};

/** A verdict that is other than before, with what was told of it. */
export type PendingVerdict = InsightSubject & {
  kind: VerdictKind;
  /** Not given if it holds no more. */
  state?: VerdictState;
  isEnough: boolean;
  /** First days of periods. */
  period: string;
  newest: string;
  day: string;
  evidence: Pick<ToldVerdict, 'facts' | 'date'>;
  told?: {
    state: VerdictState;
    /** Not given if nobody was told, as it was history. */
    newest?: string;
    definition?: string;
  };
  /** What could be known before this day is history. */
  watchedSince: string;
  definition: string;
};

/** What was told of a verdict; nothing of it if it is over. */
export type ToldState = NonNullable<PendingVerdict['told']> | undefined;

type VerdictRow = {
  subject: string;
  kpi: string;
  series_id: number;
  kind: VerdictKind;
  state: VerdictState | null;
  is_enough: boolean;
  period: number;
  day: number;
  newest: number;
  evidence: string;
  told_state: VerdictState | null;
  told_newest: number | null;
  told_with: string | null;
  pending: boolean;
};

type WatchedRow = {
  subject: string;
  kpi: string;
  series_id: number;
  since: number;
  definition: string;
};

const SUBJECT = ['subject', 'kpi', 'series_id'] as const;

/** SQLite takes some thousand values in a statement. */
const ROWS_PER_STATEMENT = 300;

/** The verdicts of which somebody may be told, and what was told of them. */
export class VerdictStore {
  constructor(private readonly knex: Knex) {}

  /**
   * Puts the verdicts of some series or scopes in the place of those that stood there, and
   * marks those that are otherwise.
   *
   * @param today - epoch day; from it on those are watched that were not, or whose history is
   * another
   */
  async write(
    tx: Knex.Transaction,
    written: WrittenVerdicts[],
    today: number,
  ): Promise<void> {
    for (const part of inChunks(written, ROWS_PER_STATEMENT)) {
      const subjects = part.map(({ subject }) => [
        subject.subject,
        subject.kpi,
        subject.seriesId,
      ]);
      await watch(
        tx,
        await tx('watched').whereIn([...SUBJECT], subjects),
        part,
        today,
      );
      await replace(
        tx,
        await tx('verdicts').whereIn([...SUBJECT], subjects),
        part,
      );
    }
  }

  /** Forgets the verdicts of series that are no more. */
  async deleteSeries(tx: Knex, seriesIds: number[]): Promise<void> {
    for (const part of inChunks(seriesIds, ROWS_PER_STATEMENT)) {
      await tx('verdicts').whereIn('series_id', part).delete();
      await tx('watched').whereIn('series_id', part).delete();
    }
  }

  /** Whether any are otherwise than when they were looked at. */
  async isAnyPending(): Promise<boolean> {
    const found = await this.knex('verdicts')
      .where({ pending: true })
      .first('kind');
    return found !== undefined;
  }

  /** Those that are otherwise than when they were looked at. */
  async pending(tx: Knex, limit: number): Promise<PendingVerdict[]> {
    const rows: (VerdictRow & Pick<WatchedRow, 'since' | 'definition'>)[] =
      await tx('verdicts')
        .join('watched', join =>
          SUBJECT.forEach(column =>
            join.on(`verdicts.${column}`, `watched.${column}`),
          ),
        )
        .select('verdicts.*', 'watched.since', 'watched.definition')
        .where({ 'verdicts.pending': true })
        .orderBy([
          'verdicts.subject',
          'verdicts.kpi',
          'verdicts.series_id',
          'verdicts.kind',
        ])
        .limit(limit);
    return rows.map(toPending);
  }

  /** Notes what was told of some, which are not otherwise any more. */
  async tell(
    tx: Knex,
    told: { verdict: PendingVerdict; told: ToldState }[],
  ): Promise<void> {
    for (const { verdict, told: now } of told) {
      const { subject, kpi, seriesId, kind } = verdict;
      const row = tx('verdicts').where({
        subject,
        kpi,
        series_id: seriesId,
        kind,
      });
      if (now === undefined && verdict.state === undefined) {
        await row.delete();
      } else {
        await row.update({
          pending: false,
          told_state: now?.state ?? null,
          told_newest:
            now?.newest === undefined ? null : toEpochDay(now.newest),
          told_with: now?.definition ?? null,
        });
      }
    }
  }

  /** Which of some scopes or entities have measurements of their own, by KPI. */
  async measured(tx: Knex, subjects: string[]): Promise<ReadonlySet<string>> {
    const found = new Set<string>();
    for (const part of inChunks([...new Set(subjects)], ROWS_PER_STATEMENT)) {
      const rows: WatchedRow[] = await tx('watched')
        .whereIn('subject', part)
        .andWhere('series_id', '>', 0);
      rows.forEach(row => found.add(`${row.subject} ${row.kpi}`));
    }
    return found;
  }
}

async function watch(
  tx: Knex.Transaction,
  known: WatchedRow[],
  written: WrittenVerdicts[],
  today: number,
): Promise<void> {
  const before = new Map(known.map(row => [keyOf(row), row]));
  const rows = written.flatMap(
    ({ subject, definition, isRewritten }): WatchedRow[] => {
      const row = {
        subject: subject.subject,
        kpi: subject.kpi,
        series_id: subject.seriesId,
        since: today,
        definition,
      };
      const watched = before.get(keyOf(row));
      const isKnown = watched?.definition === definition && !isRewritten;
      return isKnown ||
        (watched?.since === today && watched.definition === definition)
        ? []
        : [row];
    },
  );
  for (const part of inChunks(rows, ROWS_PER_STATEMENT)) {
    await tx('watched')
      .insert(part)
      .onConflict([...SUBJECT])
      .merge(['since', 'definition']);
  }
}

async function replace(
  tx: Knex.Transaction,
  known: VerdictRow[],
  written: WrittenVerdicts[],
): Promise<void> {
  const before = new Map(known.map(row => [`${keyOf(row)} ${row.kind}`, row]));
  const rows: VerdictRow[] = [];
  for (const { subject, verdicts, newest } of written) {
    for (const verdict of verdicts) {
      const key = {
        subject: subject.subject,
        kpi: subject.kpi,
        series_id: subject.seriesId,
      };
      const id = `${keyOf(key)} ${verdict.kind}`;
      const row = toRow(key, verdict, newest);
      const stood = before.get(id);
      before.delete(id);
      if (!stood || !isSame(stood, row)) {
        rows.push(row);
      }
    }
  }
  for (const part of inChunks(rows, ROWS_PER_STATEMENT)) {
    await tx('verdicts')
      .insert(part)
      .onConflict([...SUBJECT, 'kind'])
      .merge([
        'state',
        'is_enough',
        'period',
        'day',
        'newest',
        'evidence',
        'pending',
      ]);
  }
  const newestOf = new Map(
    written.map(({ subject, newest }) => [
      keyOf({
        subject: subject.subject,
        kpi: subject.kpi,
        series_id: subject.seriesId,
      }),
      newest,
    ]),
  );
  for (const row of before.values()) {
    if (row.state !== null) {
      await tx('verdicts')
        .where({
          subject: row.subject,
          kpi: row.kpi,
          series_id: row.series_id,
          kind: row.kind,
        })
        .update({
          state: null,
          is_enough: false,
          newest: toEpochDay(newestOf.get(keyOf(row))!),
          pending: true,
        });
    }
  }
}

function isSame(a: VerdictRow, b: VerdictRow): boolean {
  return (
    a.state === b.state &&
    Boolean(a.is_enough) === b.is_enough &&
    a.period === b.period &&
    a.newest === b.newest &&
    a.evidence === b.evidence
  );
}

function keyOf(row: Pick<VerdictRow, (typeof SUBJECT)[number]>): string {
  return SUBJECT.map(column => row[column]).join(' ');
}

function toRow(
  key: Pick<VerdictRow, (typeof SUBJECT)[number]>,
  { kind, state, isEnough, period, day, facts, date }: ToldVerdict,
  newest: string,
): VerdictRow {
  return {
    ...key,
    kind,
    state,
    is_enough: isEnough,
    period: toEpochDay(period),
    day: toEpochDay(day),
    newest: toEpochDay(newest),
    evidence: JSON.stringify({ facts, date }),
    told_state: null,
    told_newest: null,
    told_with: null,
    pending: true,
  };
}

function toPending(
  row: VerdictRow & Pick<WatchedRow, 'since' | 'definition'>,
): PendingVerdict {
  return {
    subject: row.subject,
    kpi: row.kpi,
    seriesId: row.series_id,
    kind: row.kind,
    ...(row.state === null ? {} : { state: row.state }),
    isEnough: Boolean(row.is_enough),
    period: fromEpochDay(row.period),
    newest: fromEpochDay(row.newest),
    day: fromEpochDay(row.day),
    evidence: JSON.parse(row.evidence),
    ...(row.told_state === null
      ? {}
      : {
          told: {
            state: row.told_state,
            ...(row.told_newest === null
              ? {}
              : { newest: fromEpochDay(row.told_newest) }),
            ...(row.told_with === null ? {} : { definition: row.told_with }),
          },
        }),
    watchedSince: fromEpochDay(row.since),
    definition: row.definition,
  };
}
