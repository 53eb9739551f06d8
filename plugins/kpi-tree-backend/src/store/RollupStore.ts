import {
  Bound,
  fromEpochDay,
  Known,
  SignalSummary,
  Status,
  toEpochDay,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { Knex } from 'knex';
import { ofKnownColumns } from './bulkWrites';
import { inChunks } from './chunks';
import { Spark } from './CurrentStore';
import { isPostgres } from './database';
import { NodeCounts } from './NodeStore';
import { raiseVersions, readVersions, RollupVersions } from './rollupVersions';

/**
 * What the members of a scope come to in a period.
 */
export type ScopeValue = {
  /** First day. */
  period: string;
  /** `null` where values cannot be combined. */
  value: number | null;
  weight: number | null;
  /** Of a ratio or mean, over the weight. */
  numerator?: number;
  /** How many members have a value. */
  counted: number;
  /** The sums of the targets of those members, where the value is a sum. */
  bounds?: { target: Bound | null; threshold: Bound | null };
  sketch?: Uint8Array;
  /** How much is known of the days of its members, where that is not all. */
  known?: Known;
};

/** How many members of a scope stand how. */
export type StatusCounts = Partial<Record<Status, number>>;

/**
 * How the members of a scope stand with a KPI in its current period: everything
 * but the scope's own target, by which it is judged when it is read.
 */
export type ScopeState = {
  period: string;
  value: number | null;
  weight: number | null;
  known?: Known;
  bounds?: ScopeValue['bounds'];
  provisional?: { period: string; value: number; weight: number };
  spark: Spark;
  /** Of the members that have measurements. */
  counts: StatusCounts;
  /** None of them has a value, and the source of one is silent for too long. */
  stale: boolean;
  /** The last write to one of them, ISO 8601. */
  updatedAt: string | null;
  /** What the history says; not given where there is none. */
  signals?: SignalSummary;
};

/** How the members of a scope stand with the KPIs and nodes of their trees. */
export type StoredScope = {
  states: ReadonlyMap<string, ScopeState>;
  nodes: NodeCounts;
  /** Why it is not known of KPIs, where it was computed for one caller. */
  failures?: ReadonlyMap<string, string>;
};

/** What is stored of a scope; the number is another one when it is other content. */
export type ReadScope = StoredScope & { number: number };

/** Something that is to be rolled up again; all periods if none is named. */
export type RollupMark = { scope: string; kpi: string; start: string | null };

type ScopeValueRow = {
  scope: string;
  kpi: string;
  period: number;
  value: number | null;
  weight: number | null;
  numerator: number | null;
  counted: number;
  bounds: string | null;
  sketch: Uint8Array | null;
  known_days: number | null;
  known_of: number | null;
};

type ValueColumn = Exclude<keyof ScopeValueRow, 'scope' | 'kpi' | 'period'>;

/** All but the key: a column that is missing here would keep what stood there. */
const VALUE_COLUMNS = Object.keys({
  value: true,
  weight: true,
  numerator: true,
  counted: true,
  bounds: true,
  sketch: true,
  known_days: true,
  known_of: true,
} satisfies Record<ValueColumn, true>) as ValueColumn[];

type MarkRow = {
  id: number;
  scope: string;
  kpi: string;
  period: number | null;
};

/** Those that are looked at; some hundred kilobytes each. */
const SCOPES_REMEMBERED = 100;

/** SQLite takes some thousand values in a statement. */
const ROWS_PER_STATEMENT = 200;

/**
 * What scopes come to by their members: the history, the current state, and what
 * of it is to be made again.
 */
export class RollupStore {
  private readonly lastRead = new Map<
    string,
    { text: string; stored: ReadScope }
  >();
  private scopesRead = 0;

  constructor(private readonly knex: Knex) {}

  /** How often something of KPIs was rolled up, and of nodes. */
  async versions(kpis: Iterable<string>): Promise<RollupVersions> {
    return readVersions(this.knex, kpis);
  }

  /** Notes what is to be rolled up again. */
  async mark(tx: Knex.Transaction, marks: RollupMark[]): Promise<void> {
    const unique = new Map(
      marks.map(mark => [`${mark.scope} ${mark.kpi} ${mark.start}`, mark]),
    );
    const rows = [...unique.values()].map(({ scope, kpi, start }) => ({
      scope,
      kpi,
      period: start === null ? null : toEpochDay(start),
    }));
    if (isPostgres(tx)) {
      await tx.raw(
        'insert into rollup_marks (scope, kpi, period) select * from unnest(?::text[], ?::text[], ?::int[])',
        [
          rows.map(row => row.scope),
          rows.map(row => row.kpi),
          // The types of knex know no null in an array
          rows.map(row => row.period) as number[],
        ],
      );
      return;
    }
    for (const part of inChunks(rows, ROWS_PER_STATEMENT)) {
      await tx('rollup_marks').insert(part);
    }
  }

  /** Notes that everything that is stored of scopes is to be rolled up again. */
  async markAll(tx: Knex.Transaction): Promise<void> {
    await tx.raw(
      `insert into rollup_marks (scope, kpi)
       select scope, kpi from scope_values union select scope, kpi from scope_current`,
    );
  }

  /** The KPIs of which something is to be rolled up again. */
  async markedKpis(): Promise<string[]> {
    return await this.knex('rollup_marks').distinct('kpi').pluck('kpi');
  }

  /** The scopes of which something of a KPI is to be rolled up again. */
  async markedScopes(kpi: string): Promise<string[]> {
    return await this.knex('rollup_marks')
      .distinct('scope')
      .where({ kpi })
      .orderBy('scope')
      .pluck('scope');
  }

  /**
   * Takes the marks of a KPI of scopes away, each once however often it was made, and
   * gives the KPI another version.
   */
  async takeMarks(
    tx: Knex.Transaction,
    kpi: string,
    scopes: string[],
  ): Promise<RollupMark[]> {
    const taken = await this.take(tx, kpi, scopes);
    if (taken.length) {
      await raiseVersions(tx, [kpi]);
    }
    return taken;
  }

  private async take(
    tx: Knex.Transaction,
    kpi: string,
    scopes: string[],
  ): Promise<RollupMark[]> {
    if (isPostgres(tx)) {
      // In one statement, so that none goes that was not read
      const { rows: taken } = await tx.raw(
        `with taken as (
           delete from rollup_marks where kpi = ? and scope = any(?)
           returning scope, period)
         select distinct scope, period from taken`,
        [kpi, scopes],
      );
      return taken.map((row: MarkRow) => toMark(kpi, row));
    }
    const taken: RollupMark[] = [];
    for (const part of inChunks(scopes, ROWS_PER_STATEMENT)) {
      const marked = () =>
        tx('rollup_marks').where({ kpi }).whereIn('scope', part);
      const rows: Pick<MarkRow, 'scope' | 'period'>[] = await marked().distinct(
        'scope',
        'period',
      );
      await marked().delete();
      taken.push(...rows.map(row => toMark(kpi, row)));
    }
    return taken;
  }

  /**
   * Takes away what stood of a KPI of a scope.
   *
   * @param periods - first days of those whose values go; all if not given
   */
  async forget(
    tx: Knex.Transaction,
    scope: string,
    kpi: string,
    periods?: string[],
  ): Promise<void> {
    await tx('scope_current').where({ scope, kpi }).delete();
    if (!periods) {
      await tx('scope_values').where({ scope, kpi }).delete();
      return;
    }
    for (const part of inChunks(periods, ROWS_PER_STATEMENT)) {
      await tx('scope_values')
        .where({ scope, kpi })
        .whereIn('period', part.map(toEpochDay))
        .delete();
    }
  }

  /**
   * Puts values of scopes in the place of those that stood there.
   *
   * @param cells - each once; `undefined` where there is nothing any more
   */
  async writeValues(
    tx: Knex.Transaction,
    kpi: string,
    cells: { scope: string; start: string; value?: ScopeValue }[],
  ): Promise<void> {
    const rows = cells.flatMap(({ scope, value }) =>
      value ? [toValueRow(scope, kpi, value)] : [],
    );
    for (const part of inChunks(rows, ROWS_PER_STATEMENT)) {
      await tx('scope_values')
        .insert(part)
        .onConflict(['scope', 'kpi', 'period'])
        .merge(VALUE_COLUMNS);
    }
    const gone = cells.filter(cell => !cell.value);
    for (const part of inChunks(gone, ROWS_PER_STATEMENT)) {
      await tx('scope_values')
        .whereIn(
          ['scope', 'kpi', 'period'],
          part.map(({ scope, start }) => [scope, kpi, toEpochDay(start)]),
        )
        .delete();
    }
  }

  /**
   * The history of some scopes, in order of time.
   *
   * @param from - the first days of the first and the last period
   * @returns by scope, then by KPI; those that have any
   */
  async readValues(
    scopes: string[],
    kpis: string[],
    from?: string,
    to?: string,
    tx: Knex = this.knex,
  ): Promise<Map<string, Map<string, ScopeValue[]>>> {
    const found = new Map<string, Map<string, ScopeValue[]>>();
    for (const part of inChunks(scopes, ROWS_PER_STATEMENT)) {
      const rows: ScopeValueRow[] = await tx('scope_values')
        .whereIn('scope', part)
        .whereIn('kpi', kpis)
        .modify(query => {
          if (from) {
            query.where('period', '>=', toEpochDay(from));
          }
          if (to) {
            query.where('period', '<=', toEpochDay(to));
          }
        })
        .orderBy(['scope', 'kpi', 'period']);
      for (const row of rows) {
        const ofScope = found.get(row.scope) ?? new Map<string, ScopeValue[]>();
        found.set(row.scope, ofScope);
        const values = ofScope.get(row.kpi);
        if (values) {
          values.push(toScopeValue(row));
        } else {
          ofScope.set(row.kpi, [toScopeValue(row)]);
        }
      }
    }
    return found;
  }

  /** Puts states of scopes in the place of those that stood there. */
  async writeStates(
    tx: Knex.Transaction,
    kpi: string,
    states: { scope: string; evaluatedWith: string; state?: ScopeState }[],
  ): Promise<void> {
    const rows = states.flatMap(({ scope, evaluatedWith, state }) =>
      state
        ? [
            {
              scope,
              kpi,
              evaluated_with: evaluatedWith,
              state: JSON.stringify(state),
            },
          ]
        : [],
    );
    for (const part of inChunks(rows, ROWS_PER_STATEMENT)) {
      await tx('scope_current')
        .insert(part)
        .onConflict(['scope', 'kpi'])
        .merge(['evaluated_with', 'state']);
    }
    const gone = states.filter(({ state }) => !state);
    for (const part of inChunks(gone, ROWS_PER_STATEMENT)) {
      await tx('scope_current')
        .where({ kpi })
        .whereIn(
          'scope',
          part.map(({ scope }) => scope),
        )
        .delete();
    }
  }

  /**
   * With what the states of scopes were made, in the order of scopes and KPIs.
   *
   * @param after - the scope and KPI after which to begin
   */
  async readKeys(
    limit: number,
    after: { scope: string; kpi: string } = { scope: '', kpi: '' },
  ): Promise<{ scope: string; kpi: string; evaluatedWith: string | null }[]> {
    return await this.knex('scope_current')
      .select('scope', 'kpi', { evaluatedWith: 'evaluated_with' })
      .whereRaw('(scope, kpi) > (?, ?)', [after.scope, after.kpi])
      .orderBy(['scope', 'kpi'])
      .limit(limit);
  }

  /**
   * How the members of a scope stand, by KPI and by node, in one query. The same
   * object as the last time where nothing has changed since, so that nothing is made
   * of it again.
   */
  async readScope(scope: string): Promise<ReadScope> {
    const rows: { kpi: string; state: string }[] = await this.knex(
      'scope_current',
    )
      .select('kpi', 'state')
      .where({ scope })
      .unionAll(
        this.knex('scope_nodes')
          .select(this.knex.raw(`'' as kpi`), 'counts as state')
          .where({ scope }),
      )
      .orderBy('kpi');
    const text = rows.map(row => `${row.kpi} ${row.state}`).join('\n');
    const known = this.lastRead.get(scope);
    if (known?.text === text) {
      return known.stored;
    }
    const states = new Map<string, ScopeState>();
    let nodes: NodeCounts = {};
    for (const { kpi, state } of rows) {
      if (kpi) {
        states.set(kpi, JSON.parse(state));
      } else {
        nodes = JSON.parse(state);
      }
    }
    if (this.lastRead.size >= SCOPES_REMEMBERED) {
      this.lastRead.clear();
    }
    const stored = { states, nodes, number: ++this.scopesRead };
    this.lastRead.set(scope, { text, stored });
    return stored;
  }
}

function toMark(
  kpi: string,
  { scope, period: day }: Pick<MarkRow, 'scope' | 'period'>,
): RollupMark {
  return { scope, kpi, start: day === null ? null : fromEpochDay(day) };
}

function toValueRow(
  scope: string,
  kpi: string,
  {
    period: start,
    value,
    weight,
    numerator,
    counted,
    bounds,
    sketch,
    known,
  }: ScopeValue,
): ScopeValueRow {
  return {
    scope,
    kpi,
    period: toEpochDay(start),
    value,
    weight,
    numerator: numerator ?? null,
    counted,
    bounds: bounds ? JSON.stringify(bounds) : null,
    sketch: sketch ? Buffer.from(sketch) : null,
    known_days: known?.days ?? null,
    known_of: known?.of ?? null,
  };
}

function toScopeValue(row: ScopeValueRow): ScopeValue {
  return {
    period: fromEpochDay(row.period),
    value: row.value,
    weight: row.weight,
    ...(row.numerator === null ? {} : { numerator: row.numerator }),
    counted: row.counted,
    ...(row.bounds ? { bounds: JSON.parse(row.bounds) } : {}),
    ...(row.sketch ? { sketch: row.sketch } : {}),
    ...ofKnownColumns(row),
  };
}
