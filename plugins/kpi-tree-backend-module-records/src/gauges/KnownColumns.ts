import { InputError } from '@backstage/errors';
import { BatchBuilder } from '../BatchBuilder';
import { Gauge } from './Gauge';
import { likely } from './likely';
import { Row } from '../rows/RowReader';

/** As many columns as a message lists. */
const LISTED = 40;

/** The columns that rows have, and what asks for others. */
export class KnownColumns {
  private readonly known = new Set<string>();
  private rows = 0;

  /**
   * @param isSparse - whether a row may be without columns that others have: only when
   * all were read is known that a column is in none
   * @param headerAfter - what may be before the header, if there is one
   */
  constructor(
    private readonly isSparse: boolean,
    private readonly headerAfter?: 'lines' | 'rows',
  ) {}

  see(row: Row): void {
    this.rows++;
    if (this.isSparse || this.rows === 1) {
      for (const column in row) {
        if (Object.hasOwn(row, column)) {
          this.known.add(column);
        }
      }
    }
  }

  /** Sees rows of a table with such names, empty where there is none. */
  seeTable(names: readonly string[]): void {
    this.see(
      Object.fromEntries(names.flatMap(name => (name ? [[name, '']] : []))),
    );
  }

  /** Whether there are no rows, so that nobody knows what columns they have. */
  get isEmpty(): boolean {
    return this.rows === 0;
  }

  /** All of them. */
  get all(): string[] {
    return [...this.known].sort();
  }

  /** Whether rows have a column. */
  has(column: string): boolean {
    return this.known.has(column);
  }

  /**
   * Reports what reads a column that no row has.
   *
   * @param others - the column that names entities, those that name records, and those of
   * which the configuration says something
   * @returns the KPIs that can be measured
   * @throws `InputError` if no row can name an entity or a record, and none may be without
   * a column
   */
  check(
    gauges: Gauge[],
    {
      naming,
      identity,
      declared,
    }: { naming: string | undefined; identity: string[]; declared: string[] },
    batch: BatchBuilder,
  ): Gauge[] {
    if (!this.rows) {
      return gauges;
    }
    const has = `the rows have ${this.listed}`;
    const hint = this.headerAfter
      ? `${has}; if that is not the header, say with skip how many ${this.headerAfter} are before it`
      : has;
    if (naming !== undefined && !this.known.has(naming)) {
      if (!this.isSparse) {
        // To read the same again does not help
        throw new InputError(
          `The column ${naming}${this.meant(
            naming,
          )}, which should name entities, is missing: ${hint}`,
        );
      }
      batch.error(
        `No row has the column ${naming}${this.meant(
          naming,
        )}, which should name entities; ${hint}`,
      );
    }
    const unnamed = this.missing(identity);
    if (unnamed) {
      const message = `the column ${unnamed}, which should say which record a row is of`;
      if (!this.isSparse) {
        throw new InputError(`There is not ${message}: ${hint}`);
      }
      batch.error(`No row has ${message}, so each counts; ${hint}`);
    }
    const undeclared = this.missing(declared);
    if (undeclared) {
      batch.error(
        `columns of the source says something of ${undeclared}, which no row has; ${has}`,
      );
    }
    return gauges.filter(({ kpi, columns, whereColumns, maybeColumns }) => {
      const missing = this.missing(columns);
      const filters = this.missing(whereColumns);
      // Where rows may be without it, a name that is like another one is a mistake
      const maybe = this.missing(
        maybeColumns.filter(
          column => !this.isSparse || likely(column, this.known) !== undefined,
        ),
      );
      if (maybe) {
        batch.error(
          `The Kpi ${kpi} asks whether there is ${maybe}, a column that no row has; ${has}`,
        );
      }
      if (!this.isSparse) {
        const all = this.missing([...columns, ...whereColumns]);
        if (all) {
          batch.error(
            `The Kpi ${kpi} cannot be measured: there is no column ${all}; ${has}`,
          );
        }
        return !all;
      }
      if (missing) {
        batch.error(
          `The Kpi ${kpi} has no values: no row has the column ${missing}; ${has}`,
        );
      }
      if (filters) {
        batch.error(
          `The Kpi ${kpi} filters by missing columns: no row has the column ${filters}; ${has}`,
        );
      }
      return true;
    });
  }

  private missing(columns: string[]): string {
    return [...new Set(columns)]
      .filter(column => !this.known.has(column))
      .map(column => `${column}${this.meant(column)}`)
      .join(', ');
  }

  private meant(column: string): string {
    const like = likely(column, this.known);
    return like === undefined ? '' : ` (did you mean ${like}?)`;
  }

  private get listed(): string {
    const more = this.known.size > LISTED ? ', ...' : '';
    return `${[...this.known].slice(0, LISTED).join(', ')}${more}`;
  }
}
