import {
  AuditorService,
  AuthService,
  LoggerService,
} from '@backstage/backend-plugin-api';
import { ServiceUnavailableError } from '@backstage/errors';
import { CatalogService } from '@backstage/plugin-catalog-node';
import {
  dateOf,
  FORMERLY_ANNOTATION,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { Knex } from 'knex';
import { randomUUID } from 'node:crypto';
import { KpiTreeConfig } from '../configuration/KpiTreeConfig';
import { DefinedEntity } from '../definitions/DefinedEntity';
import { Definitions } from '../definitions/Definitions';
import {
  CATALOG_LIMIT_MS,
  catalogTooLate,
  inTime,
} from '../definitions/inTime';
import { SCOPE_KINDS } from '../definitions/Scope';
import { StoredArithmetic } from '../evaluation/StoredArithmetic';
import { Memberships } from '../memberships/Memberships';
import { lock } from '../store/database';
import { FormerName, FormerNameStore } from '../store/FormerNameStore';
import { MeasurementStore } from '../store/MeasurementStore';
import { MembershipStore } from '../store/MembershipStore';
import { NodeStore } from '../store/NodeStore';
import { ClassStore } from '../store/ClassStore';
import { PeriodStore } from '../store/PeriodStore';
import { RollupStore } from '../store/RollupStore';
import {
  MembershipColumn,
  Takeover,
  TakeoverStore,
} from '../store/TakeoverStore';
import { mergeSeries } from './mergeSeries';
import { mergeStays } from './mergeStays';

/** Of many renamed at once the others are taken over at the next readings. */
const TAKEN_AT_ONCE = 200;

/**
 * Makes what is stored of an earlier reference what is stored of the entity that names
 * it in `kpi-tree.io/formerly`: once, all of it or nothing. After that there is nothing
 * of the earlier reference any more, and nobody has to know of it.
 */
export class Takeovers {
  /** Why a history could not be taken over, as it was logged, by its reference. */
  private readonly failures = new Map<string, string>();
  /** Those that were tried and are still to be taken over, the last tried last. */
  private tried = new Set<string>();

  constructor(
    private readonly options: {
      catalog: Pick<CatalogService, 'getEntitiesByRefs'>;
      auth: Pick<AuthService, 'getOwnServiceCredentials'>;
      knex: Knex;
      arithmetic: StoredArithmetic;
      measurements: MeasurementStore;
      periods: PeriodStore;
      classes: ClassStore;
      memberships: MembershipStore;
      history: Pick<Memberships, 'load'>;
      rollups: RollupStore;
      nodes: NodeStore;
      store: TakeoverStore;
      formerNames: FormerNameStore;
      auditor: AuditorService;
      config: Pick<KpiTreeConfig, 'now' | 'timeZone'>;
      logger: LoggerService;
    },
  ) {}

  /**
   * Takes over what is there to be taken over.
   *
   * @param definitions - with whose memberships the stored ones are in line
   */
  async apply(definitions: Definitions): Promise<void> {
    const { arithmetic, knex, history, store } = this.options;
    const { formerNames, heldNames } = definitions;
    await this.noteHeld(definitions);
    if (!formerNames.size || !(await arithmetic.claim())) {
      return;
    }
    const stored = await store.stored(formerNames);
    const due = this.inTurn(
      // Of two with a value of one day the later name holds, as if it had taken over the other
      [...formerNames]
        .reverse()
        .filter(
          ([from, to]) => stored.has(from) || heldNames.get(from)?.to !== to,
        ),
    );
    const names = (await this.gone(due)).map(([from, to]) => ({ from, to }));
    const empty = names.filter(({ from }) => !stored.has(from));
    if (empty.length) {
      await knex.transaction(tx => this.options.formerNames.give(tx, empty));
    }
    for (const one of names.filter(({ from }) => stored.has(from))) {
      await this.takeOrReport(definitions, one);
    }
    // Also where another backend took over
    await history.load(knex);
  }

  /** Notes what the catalog says of those who have earlier references. */
  private async noteHeld({ entities, heldNames }: Definitions): Promise<void> {
    const { formerNames, config } = this.options;
    const released: FormerName[] = [];
    const cameAgain: FormerName[] = [];
    for (const [from, held] of heldNames) {
      const { to } = held;
      const holder = entities.get(to);
      if (holder && !mayName(holder, from)) {
        released.push({ from, to });
      } else if (held.cameAgain === null && entities.has(from)) {
        cameAgain.push({ from, to });
      }
    }
    await formerNames.release(released);
    await formerNames.noteCameAgain(
      cameAgain,
      dateOf(config.now().getTime(), config.timeZone),
    );
  }

  /**
   * Of many as many as are taken over at once. Those that could not be come last, so
   * that they keep no other waiting.
   */
  private inTurn(names: [string, string][]): [string, string][] {
    const byRef = new Map(names);
    const waiting = names.filter(([from]) => !this.tried.has(from));
    const again = [...this.tried].flatMap((from): [string, string][] => {
      const to = byRef.get(from);
      return to === undefined ? [] : [[from, to]];
    });
    const now = [...waiting, ...again].slice(0, TAKEN_AT_ONCE);
    const later = again.slice(Math.max(0, TAKEN_AT_ONCE - waiting.length));
    this.tried = new Set([...later, ...now].map(([from]) => from));
    return now;
  }

  /** One that cannot be taken over keeps no other from it, and no page from the catalog. */
  private async takeOrReport(
    definitions: Definitions,
    names: FormerName,
  ): Promise<void> {
    const { auditor, logger } = this.options;
    const { from, to } = names;
    try {
      const done = await this.take(definitions, names);
      this.failures.delete(from);
      if (done) {
        const { at: _, ...meta } = done;
        const event = await auditor.createEvent({
          eventId: 'history-take-over',
          severityLevel: 'medium',
          meta,
        });
        await event.success();
        logger.info(
          `${to} takes over the history of ${from}: ${done.measurements} measurements of ${done.series} series, ${done.replaced} of them of periods that it had measured itself, which take precedence`,
        );
      }
    } catch (error) {
      const { name, message } = error as Error;
      if (
        !(error instanceof ServiceUnavailableError) &&
        this.failures.get(from) !== message
      ) {
        this.failures.set(from, message);
        logger.warn(
          `${to} cannot take over the history of ${from}, which is retried: ${name}: ${message}`,
        );
      }
    }
  }

  /**
   * Those of which the catalog says once more that the earlier reference is gone: it is
   * read page by page, so that an entity may slip through while others come and go.
   */
  private async gone(names: [string, string][]): Promise<[string, string][]> {
    if (!names.length) {
      return [];
    }
    const { catalog, auth } = this.options;
    const credentials = await auth.getOwnServiceCredentials();
    const { items } = await inTime(
      CATALOG_LIMIT_MS,
      catalog.getEntitiesByRefs(
        {
          entityRefs: names.map(([from]) => from),
          fields: ['kind', 'metadata.name', 'metadata.namespace'],
        },
        { credentials },
      ),
      catalogTooLate,
    );
    return names.filter((_, index) => !items[index]);
  }

  private async take(
    definitions: Definitions,
    names: FormerName,
  ): Promise<Takeover | undefined> {
    const { arithmetic, memberships, rollups, nodes, store, config } =
      this.options;
    const { from, to } = names;
    return await arithmetic.transaction(async tx => {
      // As whoever notes who came and went
      await lock(tx, 'memberships');
      await this.options.formerNames.give(tx, [names]);
      const ofEntity = await this.takeStays(tx, 'entity_ref', names);
      const ofScope =
        isScope(from) && isScope(to)
          ? await this.takeStays(tx, 'scope', names)
          : undefined;
      const kpis = await store.kpisOf(tx, ofScope ? [from, to] : [], [
        from,
        to,
        ...(ofScope?.refs ?? []),
      ]);
      const series = await this.takeSeries(tx, definitions, names);
      await store.moveIncomplete(tx, names);
      const hasChanges = await store.moveChanges(tx, names);
      const hasActions = await store.moveActions(tx, names);
      const hasExceptions = await store.moveExceptions(tx, names);
      const hasFollows = await store.moveFollows(tx, names);
      const hasWords = await store.moveWords(tx, names);
      const hasReviews = await store.moveReviews(tx, names);
      const at = config.now().toISOString();
      await store.moveTargets(tx, names, at);
      if (
        !series.series &&
        !hasChanges &&
        !hasActions &&
        !hasFollows &&
        !hasWords &&
        !hasReviews &&
        !hasExceptions &&
        !ofEntity.isOther &&
        !ofScope?.isOther
      ) {
        return undefined;
      }
      if (ofScope) {
        await store.forgetScope(tx, from);
      }
      await store.forgetNodes(tx, from);
      await memberships.setVersion(tx, randomUUID());
      const scopes = [...ofEntity.refs, ...(isScope(to) ? [to] : [])];
      await rollups.mark(
        tx,
        [...kpis]
          .flatMap(kpi => [kpi, ...definitions.formulas.over(kpi)])
          .flatMap(kpi => scopes.map(scope => ({ scope, kpi, start: null }))),
      );
      await nodes.mark(tx, [to], scopes);
      const takeover = {
        ...names,
        at,
        ...series,
      };
      await store.add(tx, takeover);
      return takeover;
    });
  }

  /**
   * @param column - as what the two are looked for: as a member, or as a scope
   * @returns the scopes or members of both, and whether any is of the earlier reference
   */
  private async takeStays(
    tx: Knex.Transaction,
    column: MembershipColumn,
    names: FormerName,
  ): Promise<{ refs: string[]; isOther: boolean }> {
    const { store } = this.options;
    const { from, to } = names;
    const all = await store.stays(tx, column, [from, to]);
    const others = [...all].filter(([, stays]) =>
      stays.some(({ ref }) => ref === from),
    );
    if (others.length) {
      await store.replaceStays(
        tx,
        column,
        names,
        new Map(others.map(([ref, stays]) => [ref, mergeStays(stays)])),
      );
    }
    return { refs: [...all.keys()], isOther: others.length > 0 };
  }

  private async takeSeries(
    tx: Knex.Transaction,
    definitions: Definitions,
    { from, to }: FormerName,
  ): Promise<Pick<Takeover, 'series' | 'measurements' | 'replaced'>> {
    const { measurements, periods, classes, store } = this.options;
    const found = await measurements.findSeries({ entityRefs: [from, to] }, tx);
    const locked = await measurements.lockSeries(
      tx,
      found.map(({ id }) => id),
    );
    const own = new Map(
      locked
        .filter(({ entityRef }) => entityRef === to)
        .map(one => [`${one.kpi} ${one.grain}`, one]),
    );
    const counts = { series: 0, measurements: 0, replaced: 0 };
    for (const one of locked.filter(({ entityRef }) => entityRef === from)) {
      if (one.source === null && !isToBeMeasured(definitions, one.kpi)) {
        // Of formulas, which are computed of what is taken over
        await store.removeSeries(tx, [one.id]);
        continue;
      }
      counts.series += one.source === null ? 0 : 1;
      counts.measurements += await store.count(tx, one.id);
      counts.replaced += await mergeSeries(tx, {
        definitions,
        series: one,
        own: own.get(`${one.kpi} ${one.grain}`),
        to,
        measurements,
        periods,
        classes,
        store,
        config: this.options.config,
      });
    }
    return counts;
  }
}

/** Whether an entity names an earlier reference, as far as its annotation can be read. */
function mayName(
  { annotations, catalogAnnotations }: DefinedEntity,
  from: string,
): boolean {
  return (
    annotations.formerly?.includes(from) ??
    Object.hasOwn(catalogAnnotations, FORMERLY_ANNOTATION)
  );
}

/** Whether a series that has nothing yet may get something, as of a write in flight. */
function isToBeMeasured({ kpis, formulas }: Definitions, kpi: string): boolean {
  return kpis.has(kpi) && formulas.get(kpi) === undefined;
}

function isScope(entityRef: string): boolean {
  return SCOPE_KINDS.includes(entityRef.split(':')[0]);
}
