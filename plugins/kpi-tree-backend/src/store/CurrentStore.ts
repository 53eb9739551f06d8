import { SeriesState } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { Knex } from 'knex';
import { inChunks } from './chunks';

/**
 * A complete period for the sparkline and the roll-up.
 */
export type SparkPoint = [
  period: string,
  value: number | null,
  weight: number | null,
];

/**
 * The evaluated state of a series: what pages read.
 */
export type CurrentState = SeriesState & {
  /** The last complete periods up to the current one, oldest first. */
  spark: SparkPoint[];
  provisional?: { period: string; value: number; weight: number };
};

type CurrentRow = { series_id: number; evaluated_with: string; state: string };

/**
 * The evaluated state of each series, and with what it was evaluated.
 */
export class CurrentStore {
  constructor(private readonly knex: Knex) {}

  /** Reads states by the ids of their series. */
  async read(
    seriesIds: number[],
  ): Promise<Map<number, { evaluatedWith: string; state: CurrentState }>> {
    const states = new Map();
    for (const part of inChunks(seriesIds, 1_000)) {
      const rows: CurrentRow[] = await this.knex('current')
        .select('series_id', 'evaluated_with', 'state')
        .whereIn('series_id', part);
      for (const row of rows) {
        states.set(row.series_id, {
          evaluatedWith: row.evaluated_with,
          state: JSON.parse(row.state),
        });
      }
    }
    return states;
  }

  /** Writes states over what stood there. */
  async write(
    states: { seriesId: number; evaluatedWith: string; state: CurrentState }[],
  ): Promise<void> {
    const rows = states
      .map(({ seriesId, evaluatedWith, state }) => ({
        series_id: seriesId,
        evaluated_with: evaluatedWith,
        state: JSON.stringify(state),
      }))
      // In the order of the ids, so that two writers cannot block each other.
      .sort((a, b) => a.series_id - b.series_id);
    for (const part of inChunks(rows, 300)) {
      await this.knex('current')
        .insert(part)
        .onConflict(['series_id'])
        .merge(['evaluated_with', 'state']);
    }
  }
}
