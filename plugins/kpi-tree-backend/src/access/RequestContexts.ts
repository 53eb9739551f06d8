import {
  BackstageCredentials,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { Entity } from '@backstage/catalog-model';
import { catalogEntityReadPermission } from '@backstage/plugin-catalog-common/alpha';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { Definitions } from '../definitions/Definitions';
import { DefinitionsService } from '../definitions/DefinitionsService';
import { Visibility } from './Visibility';

/** Who asks, and what may be seen of the portal, for the life of a request. */
export type RequestContext = {
  credentials: BackstageCredentials;
  definitions: Definitions;
  visibility: Visibility;
};

/**
 * Makes the context of each request. Whatever answers a caller is given a context, and
 * has the definitions from nowhere else.
 *
 * Who may see what: whoever may read an entity in the catalog.
 */
export class RequestContexts {
  constructor(
    private readonly options: {
      definitions: DefinitionsService;
      catalog: CatalogService;
      permissions: PermissionsService;
    },
  ) {}

  /** The context of a request of a caller. */
  async of(credentials: BackstageCredentials): Promise<RequestContext> {
    const { definitions: service, catalog, permissions } = this.options;
    const definitions = await service.get();
    const [{ result }] = await permissions.authorizeConditional(
      [{ permission: catalogEntityReadPermission }],
      { credentials },
    );
    return {
      credentials,
      definitions,
      visibility: new Visibility(result, catalog, credentials, definitions),
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
}
