import { AuthService } from '@backstage/backend-plugin-api';
import {
  KpiSpec,
  NewMeasurement,
  ratioOf,
  REJECTED_ROWS_NAMED,
  RejectedRow,
  RunError,
  SENT_TWICE,
  shareFactor,
  WriteResult,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import {
  KpiOfEntity,
  Measurement,
} from '@kpi-tree/backstage-plugin-kpi-tree-node';
import { RequestContext } from '../access/RequestContexts';
import { Note } from '../audit/Audit';
import { latestPeriods } from '../clock/latestPeriods';
import { firstRunning } from '../collector/firstRunning';
import { LeftMarks } from '../collector/LeftMarks';
import { measurementMistake } from '../collector/measurementMistake';
import { MeasurementWriter } from '../collector/MeasurementWriter';
import { RowErrors } from '../collector/RowErrors';
import { KpiTreeConfig } from '../configuration/KpiTreeConfig';
import { measuredRefs } from '../definitions/claimingEntities';
import { Definitions } from '../definitions/Definitions';
import { ownersOf } from '../definitions/ownersOf';
import { Refresher } from '../rollup/Refresher';
import { WriteOrigin } from '../store/bulkWrites';
import { DayStretch } from '../store/dayStretch';
import { IncompleteOfSource, IncompleteStore } from '../store/IncompleteStore';
import { KnownStore, NOTHING_LOOKED_AT } from '../store/KnownStore';
import { MeasurementStore } from '../store/MeasurementStore';
import { Push } from '../store/PushStore';
import { SentRows } from './SentRows';

/** Why a caller may not write to a KPI of an entity; asked for very often. */
class Refusals {
  private readonly known = new Map<string, string | undefined>();

  constructor(
    private readonly definitions: Definitions,
    private readonly mayWrite?: (kpi: KpiOfEntity) => boolean,
  ) {}

  of(entityRef: string, kpi: string): string | undefined {
    if (!this.mayWrite) {
      return undefined;
    }
    const key = `${entityRef} ${kpi}`;
    if (!this.known.has(key)) {
      const owners = ownersOf(this.definitions, entityRef, kpi);
      this.known.set(
        key,
        this.mayWrite({ entityRef, kpi, owners })
          ? undefined
          : `you are not allowed to send ${kpi} of ${entityRef}: ask ${owners.join(
              ' or ',
            )}, who own it, or the admin of the portal`,
      );
    }
    return this.known.get(key);
  }
}

/** A row that somebody sent, or what is wrong with it, and where it stands. */
export type PushedRow = {
  /** As in {@link RejectedRow}. */
  row: number;
  where: string;
} & ({ measurement: NewMeasurement } | { mistake: string });

type PushOptions = {
  /** Who measured it. */
  source: string;
  /** Whether the caller may write to a KPI; to all if not given. */
  mayWrite?: (kpi: KpiOfEntity) => boolean;
  /** Checks the rows, and stores nothing. */
  dryRun?: boolean;
  /**
   * On which days whoever sends it has looked at the KPIs and entities of the rows: what
   * is not among the rows did not happen.
   */
  covered?: DayStretch;
  /** By which run it is sent, as the sender calls it, or the address of that. */
  run?: string;
  /** Takes what was stored, also where the rows broke off. */
  note?: Note;
};

const NOT_COVERED =
  'coveredFrom and coveredUntil were left out, as rows were rejected: correct them, and send everything again';

/** Entities that the audit log names; the others are counted. */
const ENTITIES_NOTED = 20;

/** A measurement, and where it stands. */
type PlacedMeasurement = Measurement & Pick<PushedRow, 'row' | 'where'>;

/**
 * Stores measurements that somebody sends, row by row as they come: what is wrong
 * with one is reported and does not affect the others.
 */
export class PushService {
  constructor(
    private readonly options: {
      auth: AuthService;
      measurements: MeasurementStore;
      incomplete: Pick<IncompleteStore, 'left' | 'remove'>;
      knownDays: Pick<KnownStore, 'note'>;
      refresher: Refresher;
      config: KpiTreeConfig;
    },
  ) {}

  /**
   * @returns what was stored, once it is
   */
  async push(
    context: RequestContext,
    rows: AsyncIterable<PushedRow[]> | Iterable<PushedRow[]>,
    options: PushOptions,
  ): Promise<WriteResult> {
    const { source, mayWrite, dryRun = false, covered, note } = options;
    const { measurements, incomplete, knownDays, refresher, config } =
      this.options;
    const push: WriteOrigin['push'] = {
      receivedAt: config.now().toISOString(),
      ...this.sender(context),
      source,
      run: options.run ?? null,
    };
    const definitions = this.writable(context);
    const errors = new RowErrors();
    const warnings = new RowErrors();
    const sent = new SentRows();
    const rejected: RejectedRow[] = [];
    const counts = { rowsRead: 0, rowsRejected: 0, measurementsWritten: 0 };
    const reject = (
      message: string,
      { row, where }: Pick<PushedRow, 'row' | 'where'>,
    ) => {
      counts.rowsRejected++;
      errors.add(message, where);
      if (rejected.length < REJECTED_ROWS_NAMED) {
        rejected.push({ row, message });
      }
    };
    const kpis = new Map(
      [...definitions.kpis].map(([name, { spec }]) => [name, spec]),
    );
    const storedOf = new Map<string, number>();
    const storedFor = new Set<string>();
    const stored = ({
      kpi,
      entityRef,
    }: Pick<Measurement, 'kpi' | 'entityRef'>) => {
      counts.measurementsWritten++;
      storedOf.set(kpi, (storedOf.get(kpi) ?? 0) + 1);
      storedFor.add(entityRef);
    };
    const entities = new Set(measuredRefs(definitions));
    const left = dryRun
      ? new LeftMarks()
      : await LeftMarks.of(
          incomplete,
          new Map([...kpis].map(([name, spec]) => [name, spec.source?.id])),
        );
    const superseded: IncompleteOfSource[] = [];
    const seriesOf = new Map<string, Set<number>>();
    const writer = new MeasurementWriter({
      measurements,
      kpis,
      entities,
      formerNames: definitions.formerNames,
      source,
      push,
      config,
      onMistake: (message, measurement) =>
        reject(message, measurement as PlacedMeasurement),
      onClosed: measurement =>
        reject(
          'period is too old: measurements of that time have been folded into whole periods (kpiTree.retention.foldAfter)',
          measurement as PlacedMeasurement,
        ),
      onWritten: written => {
        written.forEach(stored);
        for (const { kpi, seriesId } of written) {
          const ids = seriesOf.get(kpi) ?? new Set();
          seriesOf.set(kpi, seriesId === undefined ? ids : ids.add(seriesId));
        }
        superseded.push(...left.among(written));
      },
    });
    const refusals = new Refusals(definitions, mayWrite);
    const latest = latestPeriods(config);
    const rightsMistake = ({ entityRef, kpi }: NewMeasurement) => {
      if (!kpis.has(kpi)) {
        return `kpi is "${kpi}", which is not a valid Kpi of the catalog: use the metadata.name of one`;
      }
      // Who owns an entity is not for whoever may not see it
      return entities.has(entityRef) ? refusals.of(entityRef, kpi) : undefined;
    };
    try {
      for await (const part of rows) {
        const right: PlacedMeasurement[] = [];
        for (const one of part) {
          const { row, where } = one;
          counts.rowsRead++;
          const mistake =
            'mistake' in one ? one.mistake : rightsMistake(one.measurement);
          if (mistake !== undefined) {
            reject(mistake, { row, where });
          } else if ('measurement' in one) {
            if (sent.isAgain(one.measurement)) {
              warnings.add(SENT_TWICE, where);
            }
            right.push({ ...toMeasurement(one.measurement, kpis), row, where });
          }
        }
        if (dryRun) {
          for (const measurement of right) {
            const mistake = measurementMistake(
              measurement,
              kpis,
              entities,
              latest,
              definitions.formerNames,
            );
            if (mistake) {
              reject(mistake, measurement);
            } else {
              stored(measurement);
            }
          }
        } else {
          await writer.write(right);
        }
      }
    } finally {
      // What came before a connection broke holds
      await writer.end();
      await incomplete.remove(superseded);
      for (const [kpi, ids] of seriesOf) {
        await knownDays.note(
          [...ids],
          // A row that was rejected does not mean that nothing happened
          (!counts.rowsRejected && covered) || NOTHING_LOOKED_AT,
          firstRunning(kpis.get(kpi)!, config),
        );
      }
      note?.({
        ...counts,
        ...(push.id === undefined ? {} : { push: push.id }),
        kpis: Object.fromEntries(storedOf),
        entityCount: storedFor.size,
        entities: [...storedFor].slice(0, ENTITIES_NOTED),
      });
      if (!dryRun) {
        // Scopes follow; nobody has to wait for them
        refresher.refreshSoon(definitions.whole);
      }
    }
    return {
      ...counts,
      ...(push.id === undefined ? {} : { push: push.id }),
      errors: errors.list(),
      rejected,
      warnings: [
        ...warnings.list(),
        ...collectedWarnings(storedOf, kpis),
        ...(covered && counts.rowsRejected && counts.measurementsWritten
          ? [{ message: NOT_COVERED, count: 1 }]
          : []),
      ],
    };
  }

  private sender({
    credentials,
  }: RequestContext): Pick<Push, 'sentBy' | 'byUser'> {
    const { auth } = this.options;
    if (auth.isPrincipal(credentials, 'user')) {
      return { sentBy: credentials.principal.userEntityRef, byUser: true };
    }
    return {
      sentBy: auth.isPrincipal(credentials, 'service')
        ? credentials.principal.subject
        : null,
      byUser: false,
    };
  }

  /**
   * What may be measured: KPIs and entities that a user may read. A service with a token
   * writes to all, and needs no right to read.
   */
  private writable({ credentials, definitions }: RequestContext): Definitions {
    return this.options.auth.isPrincipal(credentials, 'service')
      ? definitions.whole
      : definitions;
  }
}

/** What was sent in the form in which it is stored. */
function toMeasurement(
  sent: NewMeasurement,
  kpis: ReadonlyMap<string, Pick<KpiSpec, 'unit'>>,
): Measurement {
  const { entityRef, kpi, period } = sent;
  return {
    entityRef,
    kpi,
    period,
    ...('value' in sent
      ? { value: sent.value, weight: sent.weight ?? 1 }
      : ratioOf(
          shareFactor(kpis.get(kpi)?.unit ?? '') * sent.numerator,
          sent.denominator,
        )),
  };
}

/**
 * That a source collects what was sent, too. It is stored all the same: somebody may
 * load what is older than the records of the source.
 *
 * @param storedOf - how many measurements of each KPI were stored
 */
function collectedWarnings(
  storedOf: ReadonlyMap<string, number>,
  kpis: ReadonlyMap<string, Pick<KpiSpec, 'source'>>,
): RunError[] {
  return [...storedOf].flatMap(([kpi, count]) => {
    const source = kpis.get(kpi)?.source?.id;
    return source === undefined
      ? []
      : [
          {
            message: `${kpi} is collected from source ${source}, which may replace or remove what is sent: leave out spec.source of the Kpi to keep it`,
            count,
          },
        ];
  });
}
