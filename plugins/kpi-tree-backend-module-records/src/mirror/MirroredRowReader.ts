import { FIRST_DATE } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { SourceHttp } from '@kpi-tree/backstage-plugin-kpi-tree-node';
import { durationToMilliseconds } from '@backstage/types';
import { createHash } from 'node:crypto';
import { NamesById } from '../names/NamesById';
import { RecordProfile } from '../profiles/RecordProfile';
import {
  Covered,
  EarlierReading,
  ReadChange,
  ReadOptions,
  ReadRow,
  RowReader,
} from '../rows/RowReader';
import { MirrorConfig } from './config';
import { Mistake, readChanges } from './readChanges';
import { keyOf, ReadState, RecordStore } from './RecordStore';

/** How rows are kept: those of another way are read again. Since 2, lists are lists. */
const ROWS = 2;

/** More records that changed are read with all others. */
const MOST_CHANGED = 20_000;

/** What a reading is to do. */
type Plan = {
  state: ReadState;
  since: Date;
  /** Whether what it does not see is gone from the system. */
  sweep: boolean;
  /** Whether it reads everything that is configured. */
  whole: boolean;
};

/**
 * Reads what was changed in a system since the last time into a mirror, and then
 * answers all records of the mirror: a record that is changed late corrects the past,
 * however old it is, and a KPI that is newly defined is measured without asking for
 * all of it again.
 */
export class MirroredRowReader implements RowReader {
  readonly sparse = true;
  readonly leavesTrace = true;
  trace: string | undefined;
  private readonly settings: string;
  private reported: Covered = {};
  /** What the reading of a signal could not read, where the mirror was brought up to date. */
  private updated: { for: AbortSignal; mistakes: Mistake[] } | undefined;

  constructor(
    private readonly options: {
      source: string;
      profile: RecordProfile;
      config: MirrorConfig;
      http: SourceHttp;
      store: () => Promise<RecordStore>;
      /** Notes the names that are read; see {@link NamesById}. */
      names?: NamesById;
      now?: () => Date;
    },
  ) {
    this.settings = createHash('sha256')
      .update(JSON.stringify([ROWS, options.profile.settings]))
      .digest('base64url');
  }

  get covered(): Covered {
    return this.reported;
  }

  async *read({ signal, from }: ReadOptions): AsyncIterable<ReadRow> {
    const { source } = this.options;
    const store = await this.options.store();
    const { updated } = this;
    this.updated = undefined;
    yield* updated?.for === signal
      ? updated.mistakes
      : (await this.update(store, signal, from)).mistakes;
    for await (const { id, row } of store.read(source)) {
      yield { where: placeOf(source, id), row };
    }
  }

  async *readChanges(
    { trace }: EarlierReading,
    { signal }: ReadOptions,
  ): AsyncIterable<ReadChange> {
    const { source, now = () => new Date() } = this.options;
    const everything = { where: source, error: 'All of it is to be read' };
    const store = await this.options.store();
    const known = await store.state(source);
    if (
      String(known?.updates) !== trace ||
      this.plan(known, now(), undefined).sweep
    ) {
      yield everything;
      return;
    }
    const { mistakes, changed } = await this.update(store, signal, undefined);
    if (mistakes.length || changed.size > MOST_CHANGED) {
      this.updated = { for: signal, mistakes };
      yield everything;
      return;
    }
    const ids = [...changed];
    for (const id of ids) {
      yield { gone: { place: placeOf(source, id) } };
    }
    for await (const { id, row } of store.readSome(source, ids)) {
      yield { where: placeOf(source, id), row };
    }
  }

  /**
   * Reads what was changed.
   *
   * @returns the parts that could not be read, and the ids of the records that were written or
   * removed
   */
  private async update(
    store: RecordStore,
    signal: AbortSignal,
    from: Date | undefined,
  ): Promise<{ mistakes: Mistake[]; changed: ReadonlySet<string> }> {
    const { source, profile, http, names } = this.options;
    const { now = () => new Date() } = this.options;
    const at = now();
    const known = await store.state(source);
    const { state, since, sweep, whole } = this.plan(known, at, from);
    const isOther = known?.settings !== this.settings;
    const changed = new Set<string>();
    const note = (ids: string[]) => ids.forEach(id => changed.add(keyOf(id)));
    this.trace = undefined;
    // Another attempt after an interruption is another reading
    await store.setState(source, state);
    const { newest, mistakes } = await readChanges({
      requests: profile.requests(since, at),
      profile,
      http,
      source,
      signal,
      write: records => {
        records.forEach(({ row }) => names?.see(row));
        note(records.map(({ id }) => id));
        return store.write(source, state.reading, records);
      },
      remove: ids => {
        note(ids);
        return store.remove(source, ids);
      },
    });
    this.reported = { from: new Date(state.coveredFrom), until: at };
    if (mistakes.length) {
      // Of what was not read is not known that nothing happened
      const { watermark } = state;
      this.reported.until = watermark ? new Date(watermark) : undefined;
      // Nothing of these parts may be lost, so the next reading begins where this did
      await store.setState(source, state);
      return { mistakes, changed };
    }
    if (sweep) {
      await store.removeUnseen(
        source,
        state.reading,
        isOther ? undefined : since.toISOString(),
      );
    }
    await store.setState(source, {
      ...state,
      // What was changed while reading may have been passed already
      watermark: later(state.watermark, newest && earlier(newest, at)),
      readAt: whole ? at.toISOString() : state.readAt,
    });
    this.trace = String(state.updates);
    return { mistakes: [], changed };
  }

  /** Goes on where the last reading ended, or reads everything again. */
  private plan(
    known: ReadState | undefined,
    at: Date,
    from: Date | undefined,
  ): Plan {
    const { history, overlap, rereadEvery } = this.options.config;
    const before = (instant: string | Date, duration: typeof history) =>
      new Date(
        Math.max(
          Date.parse(FIRST_DATE),
          new Date(instant).getTime() - durationToMilliseconds(duration),
        ),
      );
    const begin = before(at, history);
    const same = known?.settings === this.settings ? known : undefined;
    const whole =
      !same?.readAt ||
      new Date(same.readAt) <= before(at, rereadEvery) ||
      begin < new Date(same.coveredFrom);
    const next =
      whole || !same?.watermark ? begin : before(same.watermark, overlap);
    const since = from && from < next ? from : next;
    const sweep = whole || since < next;
    const reading = (known?.reading ?? 0) + (sweep ? 1 : 0);
    const coveredFrom = since.toISOString();
    return {
      state: {
        settings: this.settings,
        watermark: whole ? null : same.watermark,
        coveredFrom:
          same && same.coveredFrom < coveredFrom
            ? same.coveredFrom
            : coveredFrom,
        reading,
        readAt: whole ? null : same.readAt,
        updates: (known?.updates ?? 0) + 1,
      },
      since,
      sweep,
      whole,
    };
  }
}

/** Where a record is, by the id under which it is kept. */
function placeOf(source: string, id: string): string {
  return `${source} ${id}`;
}

/** The later of two instants in UTC. */
function later(a: string | null, b: string | null): string | null {
  return a && b && a > b ? a : b ?? a;
}

function earlier(a: string, b: Date): string {
  const other = b.toISOString();
  return a < other ? a : other;
}
