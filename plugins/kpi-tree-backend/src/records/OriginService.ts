import {
  dateOf,
  instantOf,
  KpiEntity,
  periodOf,
  SentValues,
  toEpochDay,
  ValueOrigin,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { KpiSource, SourceKpi } from '@kpi-tree/backstage-plugin-kpi-tree-node';
import { isDeepStrictEqual } from 'node:util';
import { KpiTreeConfig } from '../configuration/KpiTreeConfig';
import { Definitions } from '../definitions/Definitions';
import { sourceEntities } from '../definitions/sourceEntities';
import { MeasurementStore, SeriesRecord } from '../store/MeasurementStore';
import { MeasurementKey } from '../store/pushedKeys';
import { PushStore } from '../store/PushStore';
import { SourceState, SourceStore } from '../store/SourceStore';
import { VersionStore } from '../store/VersionStore';
import { SentTally } from './SentTally';

/** Of which value it is asked where it comes from. */
export type OriginRequest = {
  kpi: KpiEntity;
  /** Those that count, of which the caller may read each. */
  entityRefs: string[];
  /** The end is not included. */
  period: { from: Date; to: Date };
  /** Nothing where there is no such source, or none is named. */
  source: KpiSource | undefined;
  /** The KPI as the source measures it; nothing if its settings do not fit. */
  measured: SourceKpi<unknown> | undefined;
  /** Whether the caller may see personal data. */
  withPersonal: boolean;
};

/** More names than anybody reads are left out. */
const NAMES_SHOWN = 20;

/** Answers what is known of where a value comes from, of which there are no records. */
export class OriginService {
  constructor(
    private readonly options: {
      measurements: Pick<MeasurementStore, 'findSeries' | 'keysWithin'>;
      pushes: Pick<PushStore, 'changes' | 'read'>;
      sourceStates: Pick<SourceStore, 'read'>;
      versions: Pick<VersionStore, 'find'>;
      config: Pick<KpiTreeConfig, 'timeZone'>;
    },
  ) {}

  /** @param definitions - all of them */
  async origin(
    definitions: Definitions,
    request: OriginRequest,
  ): Promise<ValueOrigin> {
    const { measurements, config } = this.options;
    const { kpi, entityRefs, period, source } = request;
    const { name } = kpi.metadata;
    const series = (
      await measurements.findSeries({ entityRefs, kpis: [name] })
    ).filter(({ grain }) => grain === kpi.spec.grain);
    const days = {
      from: toEpochDay(dateOf(period.from.getTime(), config.timeZone)),
      to: toEpochDay(dateOf(period.to.getTime() - 1, config.timeZone)),
    };
    const keys = await measurements.keysWithin(
      series.map(({ id }) => id),
      days,
    );
    const configured = kpi.spec.source;
    const newest = newestOf(series, configured?.id);
    const asked = await this.asked(definitions, request, newest);
    const sent = await this.sent(series, keys, days, request.withPersonal);
    return {
      grain: kpi.spec.grain,
      measurements: keys.length,
      ...(configured
        ? {
            source: {
              id: configured.id,
              ...(source?.description
                ? { description: source.description }
                : {}),
              ...(source ? {} : { unknown: true as const }),
            },
          }
        : {}),
      ...(newest ? { collected: collectedOf(series, newest) } : {}),
      ...(asked ? { asked } : {}),
      ...(sent.pushes.length || !configured ? { sent } : {}),
    };
  }

  private async sent(
    series: SeriesRecord[],
    keys: MeasurementKey[],
    days: { from: number; to: number },
    withUsers: boolean,
  ): Promise<SentValues> {
    const { pushes } = this.options;
    const byId = new Map(series.map(one => [one.id, one]));
    const tally = new SentTally(
      byId,
      await pushes.changes([...byId.keys()], days),
    );
    keys.forEach(key => tally.add(key));
    return tally.answer(await pushes.read(tally.named), withUsers);
  }

  private async asked(
    definitions: Definitions,
    { kpi, entityRefs, period, source, measured }: OriginRequest,
    newest: SeriesRecord | undefined,
  ): Promise<ValueOrigin['asked']> {
    const { timeZone } = this.options.config;
    if (!source?.queries || !measured) {
      return undefined;
    }
    const until = newest
      ? measuredUntil(
          kpi,
          newest,
          await this.options.sourceStates.read(source.id),
          period,
          timeZone,
        )
      : period.to;
    const behind = await source.queries({
      kpi: measured,
      entities: sourceEntities(definitions, source),
      entityRefs,
      period: { from: period.from, to: until },
      timeZone,
    });
    if (!behind) {
      return undefined;
    }
    const { queries, found } = behind;
    const definedAt = await this.definedAt(kpi);
    return {
      queries,
      ...(found && found.names.length <= NAMES_SHOWN ? { found } : {}),
      ...(definedAt && new Date(definedAt) > period.to ? { definedAt } : {}),
    };
  }

  /** Since when a Kpi says how its source measures it; nothing if it always did. */
  private async definedAt({
    metadata,
    spec,
  }: KpiEntity): Promise<string | undefined> {
    const versions = await this.options.versions.find('Kpi', metadata.name);
    const last = versions.findLastIndex(
      version =>
        !('source' in version.spec) ||
        !isDeepStrictEqual(version.spec.source, spec.source),
    );
    return last < 0 ? undefined : versions[last + 1]?.since;
  }
}

/** The series that a source brought last, of those that it brought at all. */
function newestOf(
  series: SeriesRecord[],
  source: string | undefined,
): SeriesRecord | undefined {
  return series
    .filter(one => isCollected(one, source))
    .sort((a, b) => (a.updatedAt! < b.updatedAt! ? 1 : -1))[0];
}

/** What somebody sent has no run. */
function isCollected(
  { source: by, runId, updatedAt }: SeriesRecord,
  source: string | undefined,
): boolean {
  return (
    source !== undefined &&
    by === source &&
    runId !== null &&
    updatedAt !== null
  );
}

function collectedOf(
  series: SeriesRecord[],
  newest: SeriesRecord,
): NonNullable<ValueOrigin['collected']> {
  const times = series
    .filter(one => isCollected(one, newest.source!))
    .map(({ updatedAt }) => updatedAt!)
    .sort();
  return { first: times[0], last: newest.updatedAt!, run: newest.runId! };
}

/**
 * Up to when a period was measured. Of one that was running when its source was asked
 * last, the end of the stretch that it was asked for; where nobody knows that, the end of
 * what was complete by then.
 */
function measuredUntil(
  { metadata, spec }: KpiEntity,
  { updatedAt }: SeriesRecord,
  state: SourceState | undefined,
  { from, to }: { from: Date; to: Date },
  timeZone: string,
): Date {
  const behind = state?.behind.get(metadata.name);
  const asked = state?.watermark;
  if (asked && asked > from && asked < to && !behind) {
    return asked;
  }
  const at = behind ?? new Date(updatedAt!);
  if (at >= to) {
    return to;
  }
  const start = periodOf(dateOf(at.getTime(), timeZone), spec.grain);
  return new Date(Math.max(instantOf(start, timeZone), from.getTime()));
}
