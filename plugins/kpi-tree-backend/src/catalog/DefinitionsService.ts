import { AuthService, LoggerService } from '@backstage/backend-plugin-api';
import { Entity } from '@backstage/catalog-model';
import { CatalogService } from '@backstage/plugin-catalog-node';
import {
  dateOf,
  DeclaredChange,
  Problem,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import {
  KpiSource,
  MisconfiguredSource,
} from '@kpi-tree/backstage-plugin-kpi-tree-node';
import { KpiTreeConfig } from '../configuration/KpiTreeConfig';
import { buildDefinitions } from '../definitions/buildDefinitions';
import { changesKey, Definitions } from '../definitions/Definitions';
import { ExceptionInForce, inForce } from '../definitions/exceptions';
import {
  CATALOG_LIMIT_MS,
  catalogTooLate,
  inTime,
  pagesInTime,
} from '../definitions/inTime';
import { TargetHistory } from '../definitions/TargetHistory';
import { Memberships } from '../memberships/Memberships';
import { ChangeStore } from '../store/ChangeStore';
import { ExceptionStore } from '../store/ExceptionStore';
import { FormerNameStore } from '../store/FormerNameStore';
import { Override, OverrideStore } from '../store/OverrideStore';
import { VersionStore } from '../store/VersionStore';
import { GoneEntities } from '../takeover/GoneEntities';
import { Takeovers } from '../takeover/Takeovers';

const PAGE_SIZE = 1_000;

/** The multiple of the allowed age up to which nobody waits for newer ones. */
const TOLERABLE = 4;

/** How long a page waits for newer ones where there are some. */
const PATIENCE_MS = 5_000;

/**
 * Reads the definitions from the catalog, and again when they are older than
 * the maximal age.
 */
export class DefinitionsService {
  private loaded?: { definitions: Definitions; at: number };
  private loading?: Promise<Definitions>;
  /** The problems of the last reading, and whether they were logged. */
  private reported = new Map<string, boolean>();

  constructor(
    private readonly options: {
      catalog: CatalogService;
      auth: AuthService;
      logger: LoggerService;
      sources: ReadonlyMap<string, KpiSource>;
      misconfigured?: ReadonlyMap<string, MisconfiguredSource>;
      versions: Pick<VersionStore, 'record'>;
      overrides: Pick<OverrideStore, 'record'>;
      memberships: Pick<Memberships, 'sync'>;
      takeovers: Pick<Takeovers, 'apply'>;
      formerNames: Pick<FormerNameStore, 'read'>;
      goneEntities: Pick<GoneEntities, 'note'>;
      changes: Pick<ChangeStore, 'readAll'>;
      exceptions: Pick<ExceptionStore, 'readAll'>;
      config: Pick<KpiTreeConfig, 'timeZone' | 'faults' | 'targetOverrides'>;
      maxAgeMs: number;
    },
  ) {}

  /**
   * The definitions. Those that are a little older than allowed are answered at
   * once and read again meanwhile. If the catalog cannot be read, or not soon, the
   * last known ones.
   */
  async get(): Promise<Definitions> {
    const { loaded, options } = this;
    const age = loaded ? Date.now() - loaded.at : Infinity;
    if (loaded && age < options.maxAgeMs) {
      return loaded.definitions;
    }
    if (loaded && age < options.maxAgeMs * TOLERABLE) {
      // A page does not wait for what will hardly be different.
      this.refresh().catch(error => this.warn(error));
      return loaded.definitions;
    }
    if (!loaded) {
      return this.refresh();
    }
    const newer = this.refresh().catch(error => {
      this.warn(error);
      return loaded.definitions;
    });
    return inTime(PATIENCE_MS, newer, () => loaded.definitions);
  }

  private warn(error: unknown): void {
    this.options.logger.warn(
      `Could not read the KPI definitions from the catalog; the last known ones stay in effect: ${error}`,
    );
  }

  /** Reads the definitions now; callers at the same time share one reading. */
  async refresh(): Promise<Definitions> {
    this.loading ??= this.load().finally(() => {
      this.loading = undefined;
    });
    return this.loading;
  }

  /** The definitions with the changes and exceptions that are accepted by now. */
  async reloadChanges(): Promise<Definitions> {
    const definitions = await this.withChanges(await this.get());
    if (this.loaded) {
      this.loaded = { ...this.loaded, definitions };
    }
    return definitions;
  }

  private async withChanges(definitions: Definitions): Promise<Definitions> {
    const changes = new Map<string, DeclaredChange[]>();
    for (const {
      scope,
      kpi,
      date,
      reason,
    } of await this.options.changes.readAll()) {
      const key = changesKey(scope, kpi);
      changes.set(key, [...(changes.get(key) ?? []), { date, reason }]);
    }
    const exceptions = new Map<string, ExceptionInForce[]>();
    for (const {
      scope,
      kpi,
      ...exception
    } of await this.options.exceptions.readAll()) {
      const key = changesKey(scope, kpi);
      exceptions.set(key, [...(exceptions.get(key) ?? []), inForce(exception)]);
    }
    return definitions.with({ changes, exceptions });
  }

  private async load(): Promise<Definitions> {
    const { catalog, auth, sources, misconfigured, config } = this.options;
    const at = Date.now();
    // Before the catalog: what is in that was there after they were given
    const heldNames = await this.options.formerNames.read();
    const entities: Entity[] = [];
    const credentials = await auth.getOwnServiceCredentials();
    const pages = catalog.streamEntities(
      { pageSize: PAGE_SIZE },
      { credentials },
    );
    for await (const page of pagesInTime(
      CATALOG_LIMIT_MS,
      pages,
      catalogTooLate,
    )) {
      entities.push(...page);
    }
    const written = buildDefinitions(entities, sources, {
      misconfigured,
      heldNames,
      targetOverrides: config.targetOverrides,
    });
    const definitions = config.faults.calendar
      ? written
      : await this.withPast(written);
    this.loaded = { definitions, at };
    this.report(definitions.problems());
    return definitions;
  }

  /**
   * With what held before. Without a calendar it cannot be noted since when something
   * holds, or until when an entity had another name.
   */
  private async withPast(written: Definitions): Promise<Definitions> {
    const { memberships, takeovers, goneEntities } = this.options;
    await memberships.sync(written);
    await takeovers.apply(written);
    await goneEntities.note(written);
    // Those that were accepted, and the targets, of an entity are those of its new name by now
    return this.withChanges(await this.withHistory(written));
  }

  /** Takes note of changed definitions, and of what targets held before. */
  private async withHistory(definitions: Definitions): Promise<Definitions> {
    const { versions, overrides, config } = this.options;
    const { kpis, trees, entities } = definitions;
    const recorded = await versions.record([
      ...kpis.values(),
      ...trees.values(),
    ]);
    return definitions.with({
      targetHistory: new TargetHistory({
        ...recorded,
        overrides: await overrides.record(overridesOf(definitions), ref =>
          entities.has(ref),
        ),
        dateOf: since => dateOf(Date.parse(since), config.timeZone),
      }),
    });
  }

  /**
   * Logs each problem once, until it is fixed. A problem has to last for two
   * readings: while the catalog takes new entities in, some are there before
   * those they name.
   */
  private report(problems: Problem[]) {
    const lines = new Set(
      problems.map(
        problem =>
          `${problem.entityRef}: ${problem.message}${
            problem.location ? ` (${problem.location})` : ''
          }`,
      ),
    );
    const reported = new Map<string, boolean>();
    for (const line of lines) {
      const known = this.reported.get(line);
      if (known === false) {
        this.options.logger.warn(line);
      }
      reported.set(line, known !== undefined);
    }
    this.reported = reported;
  }
}

/** What entities set over KPIs by annotation. */
function overridesOf({ entities }: Definitions): Override[] {
  return [...entities].flatMap(([entityRef, { annotations }]) => {
    const { target, threshold } = annotations;
    const kpis = new Set([...Object.keys(target), ...Object.keys(threshold)]);
    return [...kpis].map(kpi => ({
      entityRef,
      kpi,
      target: target[kpi],
      threshold: threshold[kpi],
    }));
  });
}
