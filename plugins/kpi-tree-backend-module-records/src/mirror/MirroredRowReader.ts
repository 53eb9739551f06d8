import { SourceHttp } from '@kpi-tree/backstage-plugin-kpi-tree-node';
import { durationToMilliseconds } from '@backstage/types';
import { createHash } from 'node:crypto';
import { readPages } from '../http/pages';
import { RecordProfile } from '../profiles/RecordProfile';
import { ReadOptions, ReadRow, RowReader } from '../rows/RowReader';
import { MirrorConfig } from './config';
import { ReadState, RecordStore } from './RecordStore';

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
    await this.update(store, signal, from);
    for await (const { id, row } of store.read(source)) {
      yield { where: `${source} ${id}`, row };
    }
  }

  /** Reads what was changed. */
  private async update(
    store: RecordStore,
    signal: AbortSignal,
    from: Date | undefined,
  ): Promise<void> {
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
    const newest = await this.readSince(store, state, since, at, signal);
    if (!state.readAt) {
      // What was not there when all was read is gone from the system
      await store.removeOlder(source, state.reading);
    }
    await store.setState(source, {
      ...state,
      watermark: later(state.watermark, newest),
      readAt: state.readAt ?? at.toISOString(),
    });
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

  /** @returns the newest change that was seen */
  private async readSince(
    store: RecordStore,
    state: ReadState,
    since: Date,
    now: Date,
    signal: AbortSignal,
  ): Promise<string | null> {
    const { source, profile, http } = this.options;
    let newest: string | null = null;
    for (const request of profile.requests(since, now)) {
      const { url, rows, paging } = request;
      for await (const page of readPages({
        http,
        start: url,
        configured: profile.configured,
        headers: profile.headers,
        rows,
        paging,
        signal,
      })) {
        const { records, done } = request.parse(page);
        await store.write(source, state.reading, records);
        for (const { updated } of records) {
          newest = later(newest, updated);
        }
        if (done) {
          break;
        }
      }
    }
    return newest;
  }
}

/** The later of two instants, whatever zones they are written in. */
function later(a: string | null, b: string | null): string | null {
  if (!a || !b) {
    return a ?? b;
  }
  return Date.parse(b) > Date.parse(a) ? b : a;
}
