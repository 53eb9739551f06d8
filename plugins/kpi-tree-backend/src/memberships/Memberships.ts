import { runningPeriod } from '@internal/kpi-tree';
import { dateOf, toEpochDay } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { Knex } from 'knex';
import { randomUUID } from 'node:crypto';
import { KpiTreeConfig } from '../configuration/KpiTreeConfig';
import { Definitions } from '../definitions/Definitions';
import {
  EndedMembership,
  Membership,
  MembershipStore,
  wasEver,
} from '../store/MembershipStore';
import { NodeStore } from '../store/NodeStore';
import { RollupMark, RollupStore } from '../store/RollupStore';
import { inChunks } from '../store/chunks';
import { MembersByDay } from './MembersByDay';

/** SQLite takes some thousand values in a statement. */
const ENTITIES_PER_STATEMENT = 500;

/**
 * Keeps the history of who belongs to which scope in line with the catalog. A
 * change holds from the day it is seen: yesterday's portfolio keeps yesterday's
 * members.
 */
export class Memberships {
  private known?: {
    membersByDay: MembersByDay;
    fingerprint: string;
    version?: string;
  };

  constructor(
    private readonly options: {
      store: MembershipStore;
      rollups: RollupStore;
      nodes: NodeStore;
      config: Pick<KpiTreeConfig, 'now' | 'timeZone'>;
    },
  ) {}

  /** The history as it was last brought in line. */
  get membersByDay(): MembersByDay {
    return this.known?.membersByDay ?? new MembersByDay([]);
  }

  /** Today, as an epoch day. */
  today(): number {
    const { now, timeZone } = this.options.config;
    return toEpochDay(dateOf(now().getTime(), timeZone));
  }

  /** Notes who came to a scope and who went. */
  async sync(definitions: Definitions): Promise<void> {
    const { fingerprint } = definitions.memberships;
    if (this.known?.fingerprint === fingerprint) {
      return;
    }
    const { store } = this.options;
    const today = this.today();
    const changed: Pick<Membership, 'scope' | 'entityRef'>[] = [];
    await store.change(
      today,
      known => {
        const { came, gone } = difference(definitions, known, today);
        changed.push(...came, ...gone);
        return { came, gone };
      },
      async tx => {
        const membersByDay = new MembersByDay(await store.read(tx));
        if (changed.length) {
          await store.setVersion(tx, randomUUID());
          await this.options.rollups.mark(
            tx,
            await this.marks(tx, definitions, membersByDay, changed),
          );
          await this.options.nodes.mark(
            tx,
            changed.map(({ entityRef }) => entityRef),
            changed.map(({ scope }) => scope),
          );
        }
        const version = await store.version(tx);
        this.known = { membersByDay, fingerprint, version };
      },
    );
  }

  /** Reads the history again, if another backend changed it. */
  async load(knex?: Knex): Promise<MembersByDay> {
    const { store } = this.options;
    const version = await store.version(knex);
    if (!this.known || this.known.version !== version) {
      const membersByDay = new MembersByDay(await store.read(knex));
      this.known = { fingerprint: '', ...this.known, membersByDay, version };
    }
    return this.known.membersByDay;
  }

  /**
   * What changes with members: the period that runs, or all of a scope that has
   * its members since today.
   */
  private async marks(
    tx: Knex,
    definitions: Definitions,
    membersByDay: MembersByDay,
    changed: Pick<Membership, 'scope' | 'entityRef'>[],
  ): Promise<RollupMark[]> {
    const { now, timeZone } = this.options.config;
    const today = this.today();
    const kpisOf = await measuredKpis(tx, [
      ...new Set(changed.map(({ entityRef }) => entityRef)),
    ]);
    const marks = new Map<string, RollupMark>();
    for (const { scope, entityRef } of changed) {
      const measured = kpisOf.get(entityRef) ?? [];
      for (const kpi of [
        ...measured,
        ...measured.flatMap(each => definitions.formulas.over(each)),
        ...definitions.attachedKpis(entityRef),
      ]) {
        const periodType = definitions.kpis.get(kpi)?.spec.period;
        if (periodType && !marks.has(`${scope} ${kpi}`)) {
          marks.set(`${scope} ${kpi}`, {
            scope,
            kpi,
            start: membersByDay.beganOn(scope, today)
              ? null
              : runningPeriod(now(), periodType, timeZone),
          });
        }
      }
    }
    return [...marks.values()];
  }
}

/**
 * Who came, and who went. Who came and went on one day was never there, but for this:
 * the members with which a scope was first seen were always its members if they are in no scope
 * any more at the end of that day. Until it ends, they are kept for that.
 */
function difference(
  definitions: Definitions,
  known: Membership[],
  today: number,
) {
  const { scopes } = definitions.memberships;
  const members = new Map(
    [...scopes].map(([scope, refs]) => [scope, new Set(refs)]),
  );
  const before = new Set(
    known
      .filter(one => one.from < today && wasEver(one))
      .map(({ scope }) => scope),
  );
  const isMember = new Set([...scopes.values()].flat());
  const endOf = ({ scope, entityRef, from }: Membership) => {
    if (from < today) {
      return today;
    }
    if (before.has(scope)) {
      return undefined;
    }
    return isMember.has(entityRef) ? today - 1 : today;
  };
  const isThere = ({ scope, entityRef }: Membership) =>
    members.get(scope)?.has(entityRef) === true;
  const open = new Set(
    known
      .filter(one => one.to === null && isThere(one))
      .map(({ scope, entityRef }) => `${scope} ${entityRef}`),
  );
  const came = [...scopes].flatMap(([scope, refs]) =>
    refs
      .filter(entityRef => !open.has(`${scope} ${entityRef}`))
      .map(entityRef => ({ scope, entityRef })),
  );
  const isBack = new Set(came.map(({ entityRef }) => entityRef));
  const gone = known.flatMap((one): EndedMembership[] => {
    const { scope, entityRef, from, to } = one;
    const isOfToday = from === today && to !== null;
    if (isThere(one)) {
      return isOfToday ? [{ scope, entityRef, from }] : [];
    }
    // What an heir has of who went today stays, unless it comes to a scope itself
    const mayChange =
      to === null || (isOfToday && (isBack.has(entityRef) || !wasEver(one)));
    if (!mayChange) {
      return [];
    }
    const end = endOf(one);
    return end === to ? [] : [{ scope, entityRef, from, to: end }];
  });
  return { came, gone };
}

/** The KPIs that were measured of some entities. */
async function measuredKpis(
  tx: Knex,
  entityRefs: string[],
): Promise<Map<string, string[]>> {
  const found = new Map<string, string[]>();
  for (const part of inChunks(entityRefs, ENTITIES_PER_STATEMENT)) {
    const rows: { entity_ref: string; kpi: string }[] = await tx('series')
      .distinct('entity_ref', 'kpi')
      .whereIn('entity_ref', part);
    for (const { entity_ref, kpi } of rows) {
      found.set(entity_ref, [...(found.get(entity_ref) ?? []), kpi]);
    }
  }
  return found;
}
