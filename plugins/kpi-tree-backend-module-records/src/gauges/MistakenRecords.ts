import { fromEpochDay } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import {
  RejectedFrom,
  RowError,
  SourceEntity,
} from '@kpi-tree/backstage-plugin-kpi-tree-node';
import { WRITTEN_DURATION } from '../engine/durations';
import { Engine } from '../engine/Engine';
import { textOf } from '../engine/text';
import { instantMistake, Mistake } from '../measures/values';
import { textColumn } from '../table/columns';
import { DeclaredColumns } from '../table/DeclaredColumns';
import { Gauge } from './Gauge';

/** As much of a value as is shown with what is wrong with it. */
const SHOWN = 80;

/** As many conditions are looked for at once. */
const AT_ONCE = 200;

/** What is written in another way than is read, and what is said of it. */
const OTHERWISE = {
  /** Such as 31.12.2026, 12/31/26 or 31/Dec/26. */
  instant: [
    {
      pattern: '^\\d{1,2}[./ -]+(\\d{1,2}|\\pL{3,9})[./ -]+(\\d{4}|\\d{2})\\b',
      hint: 'or say under dates or columns of the source how it is written',
    },
  ],
  /** Such as 1,5 or 1.234,5 or 1,234.5, and lengths of time. */
  number: [
    {
      pattern: `^[+-]?\\d+([., '\u00a0]\\d{3})*([.,]\\d+)?$`,
      hint: 'or say under columns of the source how it is written, such as decimal: ","',
    },
    {
      pattern: `^(?:${WRITTEN_DURATION})$`,
      hint: 'or say under columns of the source that it has type: duration',
    },
  ],
} as const;

/** Records that cannot be used for some KPI: which they are, and why. */
export class MistakenRecords {
  /** The conditions that some record meets. */
  private readonly found = new Set<string>();

  private constructor(
    private readonly engine: Engine,
    private readonly declared: DeclaredColumns,
  ) {}

  static async open(
    engine: Engine,
    declared: DeclaredColumns,
  ): Promise<MistakenRecords> {
    await engine.run(
      'create table mistakes (row bigint, place varchar, message varchar, shown varchar)',
    );
    return new MistakenRecords(engine, declared);
  }

  /**
   * Looks whether there are any, and notes the records whose time is wrong.
   *
   * @param times - the columns of times, each with a condition in SQL: which records have to
   * have one
   * @param gauges - of which {@link MistakenRecords.noteGauge} will be asked
   */
  async noteTimes(
    times: ReadonlyMap<string, string>,
    gauges: Gauge[],
  ): Promise<void> {
    const mistakes = [...times].flatMap(([column, required]): Mistake[] => {
      const mistake = instantMistake(column);
      return [
        mistake,
        {
          condition: `(${textColumn(column)} is null and (${required}))`,
          message: `${column} is blank: give the row a date such as 2026-01-31T08:00:00Z, or leave it out with where: { ${column}: { $exists: true } }`,
          shown: mistake.shown,
        },
      ];
    });
    await this.look([
      ...mistakes.map(({ condition }) => condition),
      ...gauges.flatMap(gauge =>
        gauge.mistakes.length ? [gauge.isUnusable] : [],
      ),
    ]);
    for (const mistake of mistakes) {
      if (this.found.has(mistake.condition)) {
        await this.note('records', mistake);
      }
    }
  }

  /** Notes the records that a KPI cannot use, and says of which measurements they are. */
  async noteGauge(
    gauge: Gauge,
    refs: readonly SourceEntity[],
  ): Promise<RejectedFrom[]> {
    const { mistakes, mistaken, kpi } = gauge;
    if (!this.found.has(gauge.isUnusable)) {
      return [];
    }
    const rejected = await this.engine.all<[number, number, number]>(
      `select entity, day, count(*)::double from ${mistaken} group by all order by all`,
    );
    if (!rejected.length) {
      return [];
    }
    for (const mistake of mistakes) {
      await this.note(gauge.mistaken, mistake);
    }
    return rejected.map(([entity, day, rows]) => ({
      entityRef: refs[entity].entityRef,
      kpi,
      period: fromEpochDay(day),
      rows,
    }));
  }

  /** How many records there are for which something is wrong. */
  async count(): Promise<number> {
    const [[count]] = await this.engine.all<[number]>(
      'select count(distinct row)::double from mistakes',
    );
    return count;
  }

  /** What is wrong, each with its first record and how many there are. */
  async errors(): Promise<RowError[]> {
    const found = await this.engine.all<[string, string, string, number]>(
      `select message, arg_min(place, row), coalesce(arg_min(shown, row), ''),
        count(distinct row)::double
      from mistakes group by message order by min(row), message`,
    );
    return found.map(([message, place, shown, rows]) => ({
      message,
      where: `${place}: ${quote(shown)}`,
      rows,
    }));
  }

  /** Finds in one pass which conditions some record meets: mostly none. */
  private async look(conditions: string[]): Promise<void> {
    const all = [...new Set(conditions)];
    for (let at = 0; at < all.length; at += AT_ONCE) {
      const some = all.slice(at, at + AT_ONCE);
      const [met] = await this.engine.all<boolean[]>(
        `select ${some
          .map(condition => `coalesce(bool_or(${condition}), false)`)
          .join(', ')} from records`,
      );
      some
        .filter((_, index) => met[index])
        .forEach(condition => this.found.add(condition));
    }
  }

  private async note(
    from: string,
    { condition, message, shown, read }: Mistake,
  ): Promise<void> {
    await this.engine.run(
      `insert into mistakes select distinct row, place, ${
        read ? this.messageSql(read, message, shown) : textOf(message)
      }, ${shown} from ${from} where ${condition}`,
    );
  }

  /** SQL of what is said of a text that is not what is read of it. */
  private messageSql(
    { column, type }: NonNullable<Mistake['read']>,
    message: string,
    shown: string,
  ): string {
    const declared = this.declared.mistake(column, type);
    if (declared !== undefined) {
      return textOf(declared);
    }
    const hints = OTHERWISE[type].map(
      ({ pattern, hint }) =>
        `when regexp_matches(${shown}, ${textOf(pattern)}) then ${textOf(
          `${message}, ${hint}`,
        )}`,
    );
    return `case ${hints.join(' ')} else ${textOf(message)} end`;
  }
}

function quote(value: string): string {
  return JSON.stringify(
    value.length > SHOWN ? `${value.slice(0, SHOWN - 3)}...` : value,
  );
}
