import { ROLLED_UP } from '../store/InsightStore';
import { SetAside, SetAsideStore } from '../store/SetAsideStore';
import { SetAsideRows, SetAsideRowStore } from '../store/SetAsideRowStore';
import { SetAsideTelemetry } from './SetAsideTelemetry';

/** All that is set aside at some moment. */
export type SetAsideList = {
  /** What cannot be evaluated. */
  entries: SetAside[];
  /** What has invalid dates. */
  rows: SetAsideRows[];
};

/**
 * Knows what is set aside. Pages ask for it each time: it is read again when it is older
 * than the maximal age, and stays the same object where nothing changed.
 */
export class SetAsides {
  private known?: { list: SetAsideList; text: string; at: number };

  constructor(
    private readonly options: {
      store: SetAsideStore;
      rows: SetAsideRowStore;
      telemetry: SetAsideTelemetry;
      maxAgeMs: number;
    },
  ) {}

  async list(): Promise<SetAsideList> {
    const { known, options } = this;
    return known && Date.now() - known.at < options.maxAgeMs
      ? known.list
      : this.read();
  }

  /** Reads it again, and notes in the metrics how much there is. */
  async read(): Promise<SetAsideList> {
    const { store, rows, telemetry } = this.options;
    const list = { entries: await store.readAll(), rows: await rows.count() };
    const scopes = list.entries.filter(
      ({ seriesId }) => seriesId === ROLLED_UP,
    ).length;
    telemetry.count(list.entries.length - scopes, scopes);
    const text = JSON.stringify(list);
    this.known = {
      list: this.known?.text === text ? this.known.list : list,
      text,
      at: Date.now(),
    };
    return this.known.list;
  }
}
