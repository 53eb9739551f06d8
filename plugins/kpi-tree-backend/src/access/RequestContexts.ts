import {
  BackstageCredentials,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { Entity } from '@backstage/catalog-model';
import { catalogEntityReadPermission } from '@backstage/plugin-catalog-common/alpha';
import { CatalogService } from '@backstage/plugin-catalog-node';
import {
  AuthorizeResult,
  PolicyDecision,
} from '@backstage/plugin-permission-common';
import { today } from '../clock/today';
import { KpiTreeConfig } from '../configuration/KpiTreeConfig';
import { Definitions } from '../definitions/Definitions';
import { VisibleDefinitions } from '../definitions/VisibleDefinitions';
import { Visibility } from './Visibility';

/** Of so many different conditions what they let see; of more the oldest go. */
const CONDITIONS_KEPT = 50;

/** Who asks, and what may be seen of the portal, for the life of a request. */
export type RequestContext = {
  credentials: BackstageCredentials;
  /** What the caller may not read in the catalog is as if it did not exist. */
  definitions: Definitions;
  visibility: Visibility;
  /**
   * Today in the calendar of the portal, `YYYY-MM-DD`: the same for all of an answer.
   *
   * @throws `ServiceUnavailableError` where the calendar is not known
   */
  readonly day: string;
};

/**
 * Makes the context of each request. Whatever answers a caller is given a context, and
 * has the definitions from nowhere else.
 *
 * Who may see what: whoever may read an entity in the catalog, a Kpi and KpiTree
 * included. The policy of the portal is asked for each request; which entities meet its
 * conditions, once for the definitions that are held.
 */
export class RequestContexts {
  /**
   * As old as the definitions, by the conditions: with each request the catalog would
   * have to be asked for all entities, and all definitions to be linked again.
   */
  private readonly made = new WeakMap<
    Definitions,
    Map<string, Promise<Definitions>>
  >();

  constructor(
    private readonly options: {
      definitions: { get(): Promise<Definitions> };
      visible: VisibleDefinitions;
      catalog: CatalogService;
      permissions: PermissionsService;
      /** Keeps what users may read, where the portal sends messages. */
      readers?: {
        note(credentials: BackstageCredentials, decision: PolicyDecision): void;
      };
      config: Pick<KpiTreeConfig, 'now' | 'timeZone'>;
    },
  ) {}

  /** The context of a request of a caller. */
  async of(credentials: BackstageCredentials): Promise<RequestContext> {
    const { definitions: service, catalog, permissions, config } = this.options;
    let day: string | undefined;
    const whole = await service.get();
    const [decision] = await permissions.authorizeConditional(
      [{ permission: catalogEntityReadPermission }],
      { credentials },
    );
    this.options.readers?.note(credentials, decision);
    const definitions = await this.seen(whole, decision, credentials);
    return {
      credentials,
      definitions,
      visibility: new Visibility({
        isLimited: decision.result !== AuthorizeResult.ALLOW,
        catalog,
        credentials,
        definitions,
      }),
      // Where the calendar is not known, there still are definitions
      get day() {
        day ??= today(config);
        return day;
      },
    };
  }

  /** Who an entity is and its annotations, if the caller may read it. */
  async find(
    entityRef: string,
    { credentials }: Pick<RequestContext, 'credentials'>,
  ): Promise<Entity | undefined> {
    const { items } = await this.options.catalog.getEntitiesByRefs(
      {
        entityRefs: [entityRef],
        fields: [
          'apiVersion',
          'kind',
          'metadata.name',
          'metadata.namespace',
          'metadata.annotations',
        ],
      },
      { credentials },
    );
    return items[0];
  }

  private async seen(
    whole: Definitions,
    decision: PolicyDecision,
    credentials: BackstageCredentials,
  ): Promise<Definitions> {
    const { visible } = this.options;
    switch (decision.result) {
      case AuthorizeResult.ALLOW:
        return whole;
      case AuthorizeResult.DENY:
        return this.once(whole, '', async () => visible.of(whole, () => false));
      default:
        return this.once(
          whole,
          JSON.stringify(decision.conditions),
          async () => {
            const uids = await this.readableUids(credentials);
            return visible.of(whole, ref => {
              const uid = whole.entities.get(ref)?.uid;
              return uid !== undefined && uids.has(uid);
            });
          },
        );
    }
  }

  /**
   * What may be seen of definitions by those who have the same conditions, made once: as
   * old as these definitions, which are read every some seconds.
   */
  private async once(
    whole: Definitions,
    conditions: string,
    make: () => Promise<Definitions>,
  ): Promise<Definitions> {
    const known =
      this.made.get(whole) ?? new Map<string, Promise<Definitions>>();
    this.made.set(whole, known);
    const found = known.get(conditions);
    if (found) {
      return found;
    }
    const [oldest] = known.keys();
    if (known.size >= CONDITIONS_KEPT) {
      known.delete(oldest);
    }
    const made = make();
    known.set(conditions, made);
    made.catch(() => known.delete(conditions));
    return made;
  }

  /** The ids of all entities that may be read are one query of the catalog. */
  private async readableUids(
    credentials: BackstageCredentials,
  ): Promise<ReadonlySet<string>> {
    const { facets } = await this.options.catalog.getEntityFacets(
      { facets: ['metadata.uid'] },
      { credentials },
    );
    return new Set(facets['metadata.uid'].map(({ value }) => value));
  }
}
