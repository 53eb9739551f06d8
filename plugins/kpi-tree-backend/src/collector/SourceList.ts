import { Run, Source } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { KpiSource } from '@kpi-tree/backstage-plugin-kpi-tree-node';
import { Definitions } from '../definitions/Definitions';
import { MeasurementStore } from '../store/MeasurementStore';
import { RunStore } from '../store/RunStore';
import { SourceState, SourceStore } from '../store/SourceStore';
import { nextRunAt } from './nextRun';

/** Tells how the sources of the portal stand. */
export class SourceList {
  constructor(
    private readonly options: {
      sources: ReadonlyMap<string, KpiSource>;
      runs: RunStore;
      sourceStates: SourceStore;
      measurements: MeasurementStore;
    },
  ) {}

  /** In the order in which they were added. */
  async list({ kpis }: Definitions): Promise<Source[]> {
    const { sources, runs, sourceStates, measurements } = this.options;
    const [states, latest, measured] = await Promise.all([
      sourceStates.readAll(),
      runs.latest([...sources.keys()]),
      measurements.bySource(),
    ]);
    const now = new Date();
    return [...sources.values()].map(
      ({ id, description, schedule }): Source => {
        const state = states.get(id);
        const { last, success } = latest.get(id) ?? {};
        const paused = pausedUntil(state, now);
        const next = nextRunAt(schedule, startOf(last), paused ?? now);
        return {
          id,
          description: description ?? null,
          kpis: [...kpis.values()]
            .filter(kpi => kpi.spec.source?.id === id)
            .map(kpi => kpi.metadata.name),
          state: stateOf(last, paused),
          lastRun: last ?? null,
          lastSuccessAt: success?.endedAt ?? null,
          nextRunAt: next?.toISOString() ?? null,
          pausedUntil: paused?.toISOString() ?? null,
          newestPeriod: measured.get(id)?.newestPeriod ?? null,
          seriesCount: measured.get(id)?.series ?? 0,
        };
      },
    );
  }
}

function pausedUntil(
  state: SourceState | undefined,
  now: Date,
): Date | undefined {
  const until = state?.pausedUntil;
  return until && until > now ? until : undefined;
}

function startOf(run: Run | undefined): Date | undefined {
  return run && new Date(run.startedAt);
}

function stateOf(
  last: Run | undefined,
  paused: Date | undefined,
): Source['state'] {
  if (last?.state === 'running') {
    return 'running';
  }
  return paused ? 'paused' : 'idle';
}
