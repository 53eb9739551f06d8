import {
  addPeriods,
  PeriodType,
  toEpochDay,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { Membership, wasEver } from '../store/MembershipStore';

/** The days that are kept by scope; more are looked up again. */
const DAYS_KEPT = 60;

/**
 * Who belonged to which scope on which day. Who was there on the first day of a
 * scope was always there: nothing is known of the time before.
 */
export class MembersByDay {
  private static made = 0;

  /** Another one of each that was read. */
  readonly number = ++MembersByDay.made;
  private readonly byScope = new Map<string, Membership[]>();
  private readonly byEntity = new Map<string, Membership[]>();
  private readonly firstDay = new Map<string, number>();
  private readonly onDay = new Map<string, Map<number, string[]>>();

  /** @param memberships - ordered by scope and entity */
  constructor(readonly memberships: Membership[]) {
    for (const membership of memberships) {
      const { scope, entityRef, from } = membership;
      push(this.byScope, scope, membership);
      push(this.byEntity, entityRef, membership);
      if (wasEver(membership)) {
        this.firstDay.set(
          scope,
          Math.min(from, this.firstDay.get(scope) ?? Infinity),
        );
      }
    }
  }

  /** The members of a scope on a day, in the order of their references. */
  membersOn(scope: string, day: number): string[] {
    const days = this.onDay.get(scope) ?? new Map<number, string[]>();
    this.onDay.set(scope, days);
    let members = days.get(day);
    if (!members) {
      members = (this.byScope.get(scope) ?? [])
        .filter(membership => this.holds(membership, day))
        .map(membership => membership.entityRef);
      if (days.size >= DAYS_KEPT) {
        days.clear();
      }
      days.set(day, members);
    }
    return members;
  }

  /** The scopes to which an entity belonged on a day. */
  scopesOn(entityRef: string, day: number): string[] {
    return (this.byEntity.get(entityRef) ?? [])
      .filter(membership => this.holds(membership, day))
      .map(membership => membership.scope);
  }

  /** All scopes to which an entity ever belonged. */
  scopesOf(entityRef: string): string[] {
    const memberships = this.byEntity.get(entityRef) ?? [];
    return [...new Set(memberships.map(membership => membership.scope))];
  }

  /** All who ever were members of a scope. */
  everIn(scope: string): string[] {
    const memberships = this.byScope.get(scope) ?? [];
    return [...new Set(memberships.map(membership => membership.entityRef))];
  }

  /** Whether a scope has members since that day at most, so that they always were. */
  beganOn(scope: string, day: number): boolean {
    return (this.firstDay.get(scope) ?? day) === day;
  }

  private holds(membership: Membership, day: number): boolean {
    const { scope, from, to } = membership;
    return (
      wasEver(membership) &&
      (from <= day || from === this.firstDay.get(scope)) &&
      (to === null || day < to)
    );
  }
}

/**
 * The day whose members make up a period of a scope: its last, or today while it
 * runs.
 *
 * @param start - its first day
 * @param today - epoch day
 */
export function membershipDay(
  start: string,
  type: PeriodType,
  today: number,
): number {
  return Math.min(toEpochDay(addPeriods(start, type, 1)) - 1, today);
}

function push<K, V>(map: Map<K, V[]>, key: K, value: V): void {
  const list = map.get(key);
  if (list) {
    list.push(value);
  } else {
    map.set(key, [value]);
  }
}
