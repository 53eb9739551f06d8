import {
  KeptRecords,
  Run,
  Source,
  toEpochDay,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import {
  KpiSource,
  MisconfiguredSource,
} from '@kpi-tree/backstage-plugin-kpi-tree-node';
import { RequestContext } from '../access/RequestContexts';
import { KpiTreeConfig } from '../configuration/KpiTreeConfig';
import { RunStore } from '../store/RunStore';
import { SourceMeasured, SourceState, SourceStore } from '../store/SourceStore';
import { nextRunAt } from './nextRun';

const NOTHING_MEASURED: SourceMeasured = {
  newestPeriod: null,
  measuredAt: null,
  seriesCount: 0,
  staleSeries: 0,
};

/** What is shown of a source, whether it is collected or configured wrongly. */
type Shown = Pick<KpiSource, 'id' | 'description' | 'schedule'> &
  Partial<Pick<MisconfiguredSource, 'mistakes'>>;

/** Returns the state of the sources of the portal. */
export class SourceList {
  private readonly startedAt = new Date();

  constructor(
    private readonly options: {
      sources: ReadonlyMap<string, KpiSource>;
      misconfigured: ReadonlyMap<string, MisconfiguredSource>;
      runs: RunStore;
      sourceStates: SourceStore;
      config: KpiTreeConfig;
    },
  ) {}

  /** Those that are configured wrongly, and the others in the order of adding. */
  async list(context: RequestContext): Promise<Source[]> {
    const { definitions } = context;
    const { kpis, entities, whole } = definitions;
    const { sources, misconfigured, runs, sourceStates, config } = this.options;
    const shown: Shown[] = [...misconfigured.values(), ...sources.values()];
    const [kept, states, latest, measured] = await Promise.all([
      keptOf([...sources.values()]),
      sourceStates.readAll(),
      runs.latest(shown.map(({ id }) => id)),
      sourceStates.measured(
        definitions === whole
          ? undefined
          : {
              kpis: [...kpis.keys()],
              isSeen: ref => entities.has(ref),
            },
      ),
    ]);
    const now = new Date();
    const today = config.faults.calendar ? undefined : toEpochDay(context.day);
    return shown.map(({ id, description, schedule, mistakes = [] }): Source => {
      const state = states.get(id);
      const { last, real, success } = latest.get(id) ?? {};
      const held = real && isWaiting(real) ? real : null;
      const paused = pausedUntil(state, now);
      const newest = measured.get(id)?.newestPeriod;
      const next = nextRunAt(
        schedule,
        startOf(last),
        paused ?? now,
        this.startedAt,
      );
      return {
        id,
        description: description ?? null,
        kpis: [...kpis.values()]
          .filter(kpi => kpi.spec.source?.id === id)
          .map(kpi => kpi.metadata.name),
        state: mistakes.length ? 'misconfigured' : stateOf(last, paused, held),
        mistakes,
        lastRun: last ?? null,
        heldRun: held,
        lastSuccessAt: success?.endedAt ?? null,
        nextRunAt: next?.toISOString() ?? null,
        pausedUntil: paused?.toISOString() ?? null,
        ...(measured.get(id) ?? NOTHING_MEASURED),
        ...(kept.has(id) ? { keptRecords: kept.get(id) } : {}),
        newestAgeDays:
          newest && today !== undefined ? today - toEpochDay(newest) : null,
      };
    });
  }
}

/** What each source keeps of its records, where it does and can tell. */
async function keptOf(
  sources: KpiSource[],
): Promise<ReadonlyMap<string, KeptRecords>> {
  const found = await Promise.all(
    sources.map(async source => {
      // What one cannot tell must not hide the others
      const state = await source.keptRecords?.().catch(() => undefined);
      return state
        ? [
            [
              source.id,
              { ...state, readAt: state.readAt.toISOString() },
            ] as const,
          ]
        : [];
    }),
  );
  return new Map(found.flat());
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

/** Whether a run changed nothing until somebody accepts it. */
function isWaiting({ state, acceptedAt }: Run): boolean {
  return state === 'held-back' && acceptedAt === null;
}

function stateOf(
  last: Run | undefined,
  paused: Date | undefined,
  held: Run | null,
): Source['state'] {
  if (last?.state === 'running') {
    return 'running';
  }
  if (held) {
    return 'held-back';
  }
  return paused ? 'paused' : 'idle';
}
