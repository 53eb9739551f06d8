import { SourceHttp } from '@kpi-tree/backstage-plugin-kpi-tree-node';
import { NotAllowedError, NotFoundError } from '@backstage/errors';
import { durationToMilliseconds } from '@backstage/types';
import { createHash } from 'node:crypto';
import { readPages } from '../http/pages';
import { RecordProfile } from '../profiles/RecordProfile';
import { ReadOptions, ReadRow, RowReader } from '../rows/RowReader';
import { MirrorConfig } from './config';
import { ReadState, RecordStore } from './RecordStore';

/** A part of a system that could not be read. */
type Mistake = { where: string; error: string };

/**
 * Reads what was changed in a system since the last time into a mirror, and then
 * answers all records of the mirror: a record that is changed late corrects the past,
 * however old it is, and a KPI that is defined anew is measured without asking for
 * all of it again.
 */
export class MirroredRowReader implements RowReader {
  readonly sparse = true;
  private readonly settings: string;

  constructor(
    private readonly options: {
      source: string;
      profile: RecordProfile;
      config: MirrorConfig;
      http: SourceHttp;
      store: () => Promise<RecordStore>;
      now?: () => Date;
    },
  ) {
    this.settings = createHash('sha256')
      .update(JSON.stringify(options.profile.settings))
      .digest('base64url');
  }

  async *read({ signal, from }: ReadOptions): AsyncIterable<ReadRow> {
    const { source } = this.options;
    const store = await this.options.store();
    yield* await this.update(store, signal, from);
    for await (const { id, row } of store.read(source)) {
      yield { where: `${source} ${id}`, row };
    }
  }

  /**
   * Reads what was changed.
   *
   * @returns the parts that could not be read
   */
  private async update(
    store: RecordStore,
    signal: AbortSignal,
    from: Date | undefined,
  ): Promise<Mistake[]> {
    const { source, config, now = () => new Date() } = this.options;
    const at = now();
    const known = await store.state(source);
    const state = this.begin(known, at);
    const whole = new Date(
      at.getTime() - durationToMilliseconds(config.history),
    );
    const behind = state.watermark
      ? new Date(
          Date.parse(state.watermark) - durationToMilliseconds(config.overlap),
        )
      : whole;
    const since = from && from < behind ? from : behind;
    const { newest, mistakes } = await this.readSince(
      store,
      state,
      since,
      at,
      signal,
    );
    if (mistakes.length) {
      // Nothing of these parts may be lost, so the next reading begins where this did
      await store.setState(source, state);
      return mistakes;
    }
    if (!state.readAt) {
      // What was not there when all was read is gone from the system
      await store.removeOlder(source, state.reading);
    }
    await store.setState(source, {
      ...state,
      // What was changed while reading may have been passed already
      watermark: later(
        state.watermark,
        newest && Date.parse(newest) > at.getTime() ? at.toISOString() : newest,
      ),
      readAt: state.readAt ?? at.toISOString(),
    });
    return [];
  }

  /** Goes on where the last reading ended, or begins to read everything. */
  private begin(known: ReadState | undefined, at: Date): ReadState {
    const every = durationToMilliseconds(this.options.config.rereadEvery);
    if (
      known?.settings === this.settings &&
      known.readAt &&
      at.getTime() - Date.parse(known.readAt) < every
    ) {
      return known;
    }
    return {
      settings: this.settings,
      watermark: null,
      reading: (known?.reading ?? 0) + 1,
      readAt: null,
    };
  }

  private async readSince(
    store: RecordStore,
    state: ReadState,
    since: Date,
    now: Date,
    signal: AbortSignal,
  ): Promise<{ newest: string | null; mistakes: Mistake[] }> {
    const { source, profile, http } = this.options;
    let newest: string | null = null;
    const mistakes: Mistake[] = [];
    const open = profile.requests(since, now);
    for (let request = open.shift(); request; request = open.shift()) {
      const { url, rows, post, paging, part } = request;
      try {
        for await (const page of readPages({
          http,
          start: url,
          configured: profile.configured,
          headers: profile.headers,
          rows,
          post,
          paging,
          signal,
        })) {
          const { records, done, more = [] } = request.parse(page);
          open.push(...more);
          await store.write(source, state.reading, records);
          for (const { updated } of records) {
            newest = later(newest, updated);
          }
          if (done) {
            break;
          }
        }
      } catch (error) {
        if (part === undefined || !isMissing(error)) {
          throw error;
        }
        mistakes.push({ where: `${source} ${part}`, error: error.message });
      }
    }
    return { newest, mistakes };
  }
}

/** Whether a system has nothing there for whoever asks. */
function isMissing(error: unknown): error is Error {
  return error instanceof NotFoundError || error instanceof NotAllowedError;
}

/** The later of two instants, whatever zones they are written in. */
function later(a: string | null, b: string | null): string | null {
  if (!a || !b) {
    return a ?? b;
  }
  return Date.parse(b) > Date.parse(a) ? b : a;
}
