import {
  addPeriods,
  toEpochDay,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { Knex } from 'knex';
import { Definitions } from '../definitions/Definitions';
import { ChangedDays } from '../store/bulkWrites';
import { FormulaStore } from '../store/FormulaStore';
import { MeasurementStore } from '../store/MeasurementStore';
import { ALL_DAYS } from '../store/ranges';
import { Evaluated, turnedSilent } from './Evaluation';
import { OperandSeries } from './OperandSeries';

/** An operand that may be different. */
type Changed = Pick<Evaluated, 'series' | 'kpi' | 'key' | 'before' | 'changed'>;

/**
 * Keeps the series of formulas: there is one for each entity of which all operands
 * were measured, and it is evaluated again where an operand became different.
 */
export class FormulaSeries {
  constructor(
    private readonly options: {
      measurements: MeasurementStore;
      store: FormulaStore;
    },
  ) {}

  /** Notes which formulas of which entities are to be computed again, and where. */
  async note(
    tx: Knex.Transaction,
    definitions: Definitions,
    operandsNow: Changed[],
  ): Promise<void> {
    const { measurements, store } = this.options;
    const { formulas, kpis } = definitions;
    const wanted = operandsNow.flatMap(evaluated => {
      const { entityRef, kpi: operand, updatedAt } = evaluated.series;
      const over = formulas.over(operand);
      const days = over.length ? differentDays(evaluated) : undefined;
      return days ? over.map(kpi => ({ entityRef, kpi, days, updatedAt })) : [];
    });
    if (!wanted.length) {
      return;
    }
    const names = new Set(wanted.map(({ kpi }) => kpi));
    const known = await measurements.findSeries(
      {
        entityRefs: [...new Set(wanted.map(({ entityRef }) => entityRef))],
        kpis: [
          ...names,
          ...[...names].flatMap(name => formulas.measured(name)),
        ],
      },
      tx,
    );
    const operands = new OperandSeries(definitions, known);
    const ids = new Map(
      known.map(({ id, entityRef, kpi, grain }) => [
        `${entityRef} ${kpi} ${grain}`,
        id,
      ]),
    );
    const rows = wanted
      .filter(({ entityRef, kpi }) => operands.of(entityRef, kpi))
      .map(row => {
        const { grain } = kpis.get(row.kpi)!.spec;
        return {
          ...row,
          grain,
          id: ids.get(`${row.entityRef} ${row.kpi} ${grain}`),
        };
      });
    await store.create(
      tx,
      rows.filter(row => row.id === undefined),
    );
    const changed = rows.flatMap(({ id, days, updatedAt }) =>
      id === undefined ? [] : [{ id, days, updatedAt }],
    );
    if (!changed.length) {
      return;
    }
    // In the order in which everybody locks, so that nobody blocks another
    await measurements.lockSeries(
      tx,
      changed.map(({ id }) => id),
    );
    await store.noteChanges(tx, changed);
  }
}

/** In which days the formulas of a series may have another value. */
function differentDays(evaluated: Changed): ChangedDays | undefined {
  const { kpi, key, before, changed } = evaluated;
  if (before?.key.formulas !== key.formulas) {
    return ALL_DAYS;
  }
  const starts = [
    ...changed.values,
    ...(turnedSilent(evaluated) ? [key.current] : []),
  ].sort();
  return starts.length
    ? {
        from: toEpochDay(starts[0]),
        to:
          toEpochDay(
            addPeriods(starts[starts.length - 1], kpi.spec.period, 1),
          ) - 1,
      }
    : undefined;
}
