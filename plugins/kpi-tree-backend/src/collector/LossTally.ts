import { aggregationTraits } from '@internal/kpi-tree';
import {
  EntityLoss,
  fromEpochDay,
  HeldBackReason,
  KpiLoss,
  KpiSpec,
  LossExample,
  Run,
  RunLoss,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { HoldBack } from '@kpi-tree/backstage-plugin-kpi-tree-node';
import { createHash } from 'node:crypto';
import { StoredCell } from '../store/StageStore';

/** Entities that are named; of more only how many lose is known, by KPI. */
const ENTITIES_NAMED = 100;

/** Measurements that are shown as examples. */
const EXAMPLES = 20;

/**
 * What may always go without a word: one measurement, with no more behind it than one
 * record. That is a correction.
 */
const CORRECTION = 1;

/** For shares that are computed in another order. */
const EPSILON = 1e-9;

/** A measurement that is gone, or of which a part is. */
export type LostCell = {
  entityRef: string;
  kpi: string;
  /** Epoch day */
  day: number;
  before: StoredCell;
  /** Nothing if it is gone. */
  after?: StoredCell;
};

/** How a value of a KPI is made of what is behind it. */
type Aggregate = Pick<KpiSpec, 'aggregate'>;

/**
 * What a measurement is based on: of a sum its value, as its weight says nothing;
 * of everything else its weight, such as the incidents behind a mean.
 */
export function contentOf(
  { aggregate }: Aggregate,
  { value, weight }: StoredCell,
): number {
  return Math.abs(addsUp(aggregate) ? value ?? 0 : weight);
}

function addsUp({ overTime }: KpiSpec['aggregate']): boolean {
  return aggregationTraits[overTime].addsUp;
}

/** Whether there is anything behind a measurement; a numerator over 0 is something. */
function isFilled(spec: Aggregate, cell: StoredCell): boolean {
  return (
    contentOf(spec, cell) > 0 ||
    (!addsUp(spec.aggregate) && Boolean(cell.numerator))
  );
}

/** How much of what a measurement is based on is gone. */
export function lostContent(
  spec: Aggregate,
  before: StoredCell,
  after: StoredCell | undefined,
): number {
  const had = contentOf(spec, before);
  const isTurned =
    after !== undefined &&
    addsUp(spec.aggregate) &&
    (before.value ?? 0) * (after.value ?? 0) < 0;
  return after === undefined || isTurned
    ? had
    : Math.max(0, had - contentOf(spec, after));
}

type KpiCount = {
  removed: number;
  reduced: number;
  stored: number;
  /** How many of these have anything behind them. */
  filled: number;
  filledRemoved: number;
  /** What all of them are based on, and how much of that is gone. */
  content: number;
  lost: number;
};

/** What was there of a series. */
export type StoredContent = Pick<KpiCount, 'stored' | 'filled' | 'content'>;

/** What is gone in one span of time, of one attempt to read it. */
export class WindowLoss {
  readonly kpis = new Map<string, KpiCount>();
  readonly entities = new Map<string, EntityLoss>();
  readonly examples: LossExample[] = [];
  /** The same in any order of the same losses. */
  digest = 0n;
  /** Rows and measurements that were read. */
  read = 0;
  /** Whether all was read that was requested. */
  isWhole = false;

  constructor(private readonly specs: ReadonlyMap<string, Aggregate>) {}

  /** Whether anything is gone. */
  get any(): boolean {
    return this.entities.size > 0;
  }

  /** Counts what was there. */
  stored(kpi: string, { stored, filled, content }: StoredContent): void {
    const known = this.count(kpi);
    known.stored += stored;
    known.filled += filled;
    known.content += content;
  }

  /** Counts a measurement of which something is gone, if anything is. */
  lose(cell: LostCell): void {
    const { entityRef, kpi, before, after } = cell;
    const spec = this.specs.get(kpi)!;
    const lost = lostContent(spec, before, after);
    if (after && lost <= 0) {
      return;
    }
    const what = after ? 'reduced' : 'removed';
    const count = this.count(kpi);
    count[what]++;
    count.filledRemoved += Number(!after && isFilled(spec, before));
    count.lost += lost;
    const key = `${kpi} ${entityRef}`;
    const ofEntity = this.entities.get(key) ?? {
      entityRef,
      kpi,
      removed: 0,
      reduced: 0,
    };
    ofEntity[what]++;
    this.entities.set(key, ofEntity);
    const start = fromEpochDay(cell.day);
    if (this.examples.length < EXAMPLES) {
      this.examples.push({
        entityRef,
        kpi,
        period: start,
        before: shown(before),
        after: after ? shown(after) : null,
      });
    }
    const text = JSON.stringify([key, start, after?.value, after?.weight]);
    const hash = createHash('sha256').update(text).digest('hex');
    this.digest ^= BigInt(`0x${hash.slice(0, 32)}`);
  }

  private count(kpi: string): KpiCount {
    let count = this.kpis.get(kpi);
    if (!count) {
      count = {
        removed: 0,
        reduced: 0,
        stored: 0,
        filled: 0,
        filledRemoved: 0,
        content: 0,
        lost: 0,
      };
      this.kpis.set(kpi, count);
    }
    return count;
  }
}

/**
 * Adds up what a run removes, and says whether that is too much to be done without
 * somebody who accepts it.
 */
export class LossTally {
  private readonly kpis = new Map<string, KpiLoss>();
  private readonly entities = new Map<string, EntityLoss>();
  private readonly examples: LossExample[];
  private readonly found: HeldBackReason[];
  private digests: bigint;
  private read: number;

  /**
   * @param known - what the run removed before it was interrupted
   */
  constructor(
    private readonly options: {
      limits: Required<HoldBack>;
      /** KPIs that are defined as they were when they were collected last. */
      guarded: ReadonlySet<string>;
      known: Pick<Run, 'loss' | 'heldBack' | 'rowsRead'> & { digest?: bigint };
    },
  ) {
    const { loss, heldBack, digest = 0n } = options.known;
    loss?.kpis.forEach(kpi => this.kpis.set(kpi.kpi, { ...kpi }));
    loss?.entities.forEach(one =>
      this.entities.set(`${one.kpi} ${one.entityRef}`, { ...one }),
    );
    this.examples = [...(loss?.examples ?? [])];
    this.found = [...heldBack];
    this.digests = digest;
    this.read = options.known.rowsRead;
  }

  /**
   * Adds what is gone in a span of time. Each is compared with what was there in it:
   * it is an answer by itself.
   */
  add(window: WindowLoss): void {
    const { limits, guarded } = this.options;
    let stored = 0;
    for (const [kpi, count] of window.kpis) {
      stored += guarded.has(kpi) ? count.stored : 0;
      const { removed, reduced } = count;
      const share = shareOf(count);
      const isCorrection =
        Math.max(count.filledRemoved, count.lost) <= CORRECTION &&
        (count.content > 0 || removed <= CORRECTION);
      if (guarded.has(kpi) && share > limits.removedShare && !isCorrection) {
        this.hold({ kind: 'removed', kpi, share, limit: limits.removedShare });
      }
      const known = this.kpis.get(kpi);
      this.kpis.set(kpi, {
        kpi,
        removed: removed + (known?.removed ?? 0),
        reduced: reduced + (known?.reduced ?? 0),
        stored: count.stored + (known?.stored ?? 0),
        share: Math.max(share, known?.share ?? 0),
      });
    }
    this.read += window.read;
    if (stored > 0 && window.isWhole && window.read === 0) {
      this.holdEmpty();
    }
    for (const [key, one] of window.entities) {
      const known = this.entities.get(key);
      this.entities.set(key, {
        ...one,
        removed: one.removed + (known?.removed ?? 0),
        reduced: one.reduced + (known?.reduced ?? 0),
      });
    }
    const room = EXAMPLES - this.examples.length;
    this.examples.push(...window.examples.slice(0, room));
    this.digests ^= window.digest;
  }

  /**
   * Ends the reading. A run that read nothing at all knows nothing, whatever is
   * defined by now.
   */
  end(): void {
    const stored = [...this.kpis.values()].some(kpi => kpi.stored > 0);
    if (stored && this.read === 0) {
      this.holdEmpty();
    }
  }

  private holdEmpty(): void {
    if (this.options.limits.removedShare < 1) {
      this.hold({ kind: 'nothing-read', kpi: null, share: 1, limit: 0 });
    }
  }

  /**
   * Adds the rows that could not be used, compared with those of the last run that
   * held: what is always wrong is known.
   */
  addRejected(
    run: Pick<Run, 'rowsRead' | 'rowsRejected'>,
    last: Pick<Run, 'rowsRead' | 'rowsRejected'>,
  ): void {
    const { rejectedShare: limit } = this.options.limits;
    const share = rejectedShare(run);
    if (
      run.rowsRejected > CORRECTION &&
      share - rejectedShare(last) > limit + EPSILON
    ) {
      this.hold({ kind: 'rejected', kpi: null, share, limit });
    }
  }

  /** Why the run is to change nothing; empty if it may. */
  get reasons(): HeldBackReason[] {
    return this.found;
  }

  /** Those of the reasons that somebody has not accepted yet. */
  unaccepted(accepted: readonly HeldBackReason[]): HeldBackReason[] {
    return this.found.filter(
      ({ kind, kpi, share }) =>
        !accepted.some(
          one =>
            one.kind === kind &&
            one.kpi === kpi &&
            share <= one.share + EPSILON,
        ),
    );
  }

  /** What is gone; nothing if that is so. */
  get loss(): RunLoss | null {
    const kpis = [...this.kpis.values()];
    const losing = kpis.filter(({ removed, reduced }) => removed + reduced > 0);
    if (!losing.length) {
      return null;
    }
    const sum = (what: 'removed' | 'reduced' | 'stored') =>
      kpis.reduce((total, kpi) => total + kpi[what], 0);
    return {
      removed: sum('removed'),
      reduced: sum('reduced'),
      stored: sum('stored'),
      kpis: losing.sort(mostFirst),
      entities: [...this.entities.values()]
        .sort(mostFirst)
        .slice(0, ENTITIES_NAMED),
      examples: this.examples,
    };
  }

  /** What is gone, as a number that another run has only if the same is gone. */
  get digest(): bigint {
    return this.digests;
  }

  private hold(reason: HeldBackReason): void {
    const known = this.found.findIndex(
      ({ kind, kpi }) => kind === reason.kind && kpi === reason.kpi,
    );
    if (known < 0) {
      this.found.push(reason);
    } else if (this.found[known].share < reason.share) {
      this.found[known] = reason;
    }
  }
}

/**
 * How much is gone: of the measurements, or of what they are based on. That nothing
 * happened on a day is no loss where on others something did.
 */
function shareOf(count: KpiCount): number {
  const { removed, stored, filled, filledRemoved, content, lost } = count;
  if (content > 0) {
    return Math.max(filledRemoved / filled, lost / content);
  }
  return stored > 0 ? removed / stored : 0;
}

function rejectedShare({
  rowsRead,
  rowsRejected,
}: Pick<Run, 'rowsRead' | 'rowsRejected'>): number {
  return rowsRead > 0 ? Math.min(1, rowsRejected / rowsRead) : 0;
}

function shown({ value, weight }: StoredCell): Omit<StoredCell, 'numerator'> {
  return { value, weight };
}

function mostFirst(
  a: Pick<KpiLoss, 'removed' | 'reduced'>,
  b: Pick<KpiLoss, 'removed' | 'reduced'>,
): number {
  return b.removed - a.removed || b.reduced - a.reduced;
}
