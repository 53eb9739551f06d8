import {
  addPeriods,
  fromEpochDay,
  SentPush,
  SentValues,
  toEpochDay,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { SeriesRecord } from '../store/MeasurementStore';
import { MeasurementKey } from '../store/pushedKeys';
import { PushChanges, StoredPush } from '../store/PushStore';

/** So many pushes are named. */
const SHOWN = 50;

/** What a push did to the measurements of a value. */
type Part = Pick<SentPush, 'decided' | 'replaced'>;

/** Which pushes the measurements of a value come from. */
export class SentTally {
  private readonly parts = new Map<number, Part>();
  private unknown = 0;

  /**
   * @param series - of the value, by their ids
   * @param changes - of these, in the days of the value
   */
  constructor(
    private readonly series: ReadonlyMap<number, SeriesRecord>,
    private readonly changes: PushChanges,
  ) {}

  /** Takes a measurement that the value is made of. */
  add(key: MeasurementKey): void {
    const known = this.changesOf(key);
    if (!known.length) {
      this.unknown++;
    }
    for (const pushes of known) {
      const last = pushes[pushes.length - 1];
      if (last === null) {
        this.unknown++;
      }
      // One that sent the same measurement twice counts once
      for (const id of new Set(pushes)) {
        if (id !== null) {
          const part = this.parts.get(id) ?? { decided: 0, replaced: 0 };
          part[id === last ? 'decided' : 'replaced']++;
          this.parts.set(id, part);
        }
      }
    }
  }

  /** The pushes that are named, the newest first. */
  get named(): number[] {
    return [...this.parts.keys()].sort((a, b) => b - a).slice(0, SHOWN);
  }

  /** @param withUsers - whether users are named */
  answer(
    pushes: ReadonlyMap<number, StoredPush>,
    withUsers: boolean,
  ): SentValues {
    const { named } = this;
    return {
      pushes: named.flatMap(id => {
        const push = pushes.get(id);
        return push
          ? [{ ...toSentPush(push, withUsers), ...this.parts.get(id)! }]
          : [];
      }),
      more: this.parts.size - named.length,
      unknown: this.unknown,
    };
  }

  /** Of a folded measurement those of each day that was folded into it. */
  private changesOf(key: MeasurementKey): (readonly (number | null)[])[] {
    const { folded } = this.series.get(key.series_id)!;
    const until =
      folded && key.period < toEpochDay(folded.until)
        ? toEpochDay(addPeriods(fromEpochDay(key.period), folded.grain, 1))
        : key.period + 1;
    return Array.from({ length: until - key.period }, (_, index) =>
      this.changes.of({ ...key, period: key.period + index }),
    ).filter(({ length }) => length > 0);
  }
}

function toSentPush(
  { id, receivedAt, source, sentBy, byUser, run }: StoredPush,
  withUsers: boolean,
): Omit<SentPush, keyof Part> {
  const isHidden = byUser && !withUsers;
  return {
    id,
    receivedAt,
    source,
    by: isHidden ? null : sentBy,
    ...(byUser ? { byUser: true as const } : {}),
    ...(isHidden ? { hidden: true as const } : {}),
    ...(run === null ? {} : { run }),
  };
}
