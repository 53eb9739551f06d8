import { fromEpochDay } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { Knex } from 'knex';
import { createHash } from 'node:crypto';
import { ofColumns, ofKnownColumns } from '../store/bulkWrites';

/** What is stored of an evaluation, by table and by what it is of. */
export type EvaluatedRows = Record<string, Record<string, unknown>>;

/** More digits may differ between processors. */
const DIGITS = 10;

/**
 * Everything that is stored of evaluations and roll-ups, without ids, times of writing
 * and keys: what two databases have in common that say the same.
 */
export async function evaluatedRows(knex: Knex): Promise<EvaluatedRows> {
  const series: { id: number; entity_ref: string; kpi: string }[] = await knex(
    'series',
  ).select('id', 'entity_ref', 'kpi');
  const names = new Map(
    series.map(({ id, entity_ref, kpi }) => [id, `${entity_ref} ${kpi}`]),
  );
  const nameOf = (id: number) => names.get(id) ?? 'rolled up';
  const rowsOf = async (
    table: string,
    ofRow: (row: any) => [key: string, value: unknown],
  ) => {
    const rows = (await knex(table)).map(ofRow);
    rows.sort(([a], [b]) => (a < b ? -1 : 1));
    return Object.fromEntries(rows.map(([key, value]) => [key, tidy(value)]));
  };
  return {
    periodValues: grouped(
      await rowsOf('period_values', row => [
        `${nameOf(row.series_id)} ${fromEpochDay(row.period)}`,
        [
          ofColumns(row).value,
          row.weight,
          digest(row.sketch),
          ...numeratorOf(row),
          ...knownOf(row),
        ],
      ]),
    ),
    states: await rowsOf('current', row => [
      nameOf(row.series_id),
      stateOf(row),
    ]),
    scopeValues: grouped(
      await rowsOf('scope_values', row => [
        `${row.scope} ${row.kpi} ${fromEpochDay(row.period)}`,
        [
          row.value,
          row.weight,
          row.counted,
          json(row.bounds),
          digest(row.sketch),
          ...numeratorOf(row),
          ...knownOf(row),
        ],
      ]),
    ),
    scopeStates: await rowsOf('scope_current', row => [
      `${row.scope} ${row.kpi}`,
      { ...(json(row.state) as object), updatedAt: undefined },
    ]),
    entityNodes: await rowsOf('entity_nodes', row => [
      row.entity_ref,
      json(row.statuses),
    ]),
    scopeNodes: await rowsOf('scope_nodes', row => [
      row.scope,
      json(row.counts),
    ]),
    insights: await rowsOf('insights', row => [
      `${row.subject} ${row.kpi} ${row.series_id ? 'own' : 'rolled up'} ${
        row.kind
      }`,
      {
        day: fromEpochDay(row.day),
        order: row.sort_key,
        evidence: json(row.evidence),
      },
    ]),
  };
}

/** All columns of a state but its keys, so that a new one is noticed. */
function stateOf({
  series_id,
  entity_ref,
  kpi,
  evaluated_with,
  ...row
}: Record<string, any>): unknown {
  const columns: Record<string, unknown> = {
    ...row,
    period: fromEpochDay(row.period),
    target: json(row.target),
    details: json(row.details),
  };
  // Databases differ in the order of columns
  return Object.fromEntries(
    Object.entries(columns).sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}

/** What is divided by the weight, where there is that. */
function numeratorOf({ numerator }: { numerator: number | null }): number[] {
  return numerator === null ? [] : [numerator];
}

/** How much is known, where that is not all. */
function knownOf(row: Parameters<typeof ofKnownColumns>[0]): string[] {
  const { known } = ofKnownColumns(row);
  return known ? [`${known.days} of ${known.of}`] : [];
}

/** The periods of one series in one row, by what is before the last blank. */
function grouped(rows: Record<string, unknown>): Record<string, unknown> {
  const found: Record<string, Record<string, unknown>> = {};
  for (const [key, value] of Object.entries(rows)) {
    const end = key.lastIndexOf(' ');
    (found[key.slice(0, end)] ??= {})[key.slice(end + 1)] = value;
  }
  return found;
}

function json(text: string | null): unknown {
  return text === null ? null : JSON.parse(text);
}

/** Whether two distributions are the same can be seen of less than all their bytes. */
function digest(bytes: Uint8Array | null): string | null {
  return (
    bytes && createHash('sha256').update(bytes).digest('base64url').slice(0, 12)
  );
}

/** With as many digits as all machines agree on, and without what is undefined. */
export function tidy(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value), (_, inner) =>
    typeof inner === 'number' ? Number(inner.toPrecision(DIGITS)) : inner,
  );
}
