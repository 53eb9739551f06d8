import {
  BackstageCredentials,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { Entity } from '@backstage/catalog-model';
import { catalogEntityReadPermission } from '@backstage/plugin-catalog-common/alpha';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { Definitions } from '../definitions/Definitions';
import { Visibility } from './Visibility';

/**
 * Who may see what: whoever may read an entity in the catalog. Decided for many
 * entities in one question.
 */
export class EntityAccess {
  constructor(
    private readonly catalog: CatalogService,
    private readonly permissions: PermissionsService,
  ) {}

  /**
   * What a caller may see, for the life of a request.
   *
   * @param definitions - by which entities are known
   */
  async of(
    credentials: BackstageCredentials,
    definitions: Definitions,
  ): Promise<Visibility> {
    const [{ result }] = await this.permissions.authorizeConditional(
      [{ permission: catalogEntityReadPermission }],
      { credentials },
    );
    return new Visibility(result, this.catalog, credentials, definitions);
  }

  /** Who an entity is and its annotations, if the caller may read it. */
  async find(
    entityRef: string,
    credentials: BackstageCredentials,
  ): Promise<Entity | undefined> {
    const { items } = await this.catalog.getEntitiesByRefs(
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
