import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { NotFoundError } from '@backstage/errors';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { Definitions } from '../definitions/Definitions';

/** What one caller may see of the entities of the catalog. */
export class Visibility {
  constructor(
    private readonly options: {
      /** Whether the policy lets the caller read some entities only. */
      isLimited: boolean;
      catalog: CatalogService;
      credentials: BackstageCredentials;
      /** Those that the caller may see. */
      definitions: Definitions;
    },
  ) {}

  /**
   * Whether the policy lets the caller read some entities only. That there are others
   * does not follow from it.
   */
  get isLimited(): boolean {
    return this.options.isLimited;
  }

  /**
   * @throws `NotFoundError` if the entity does not exist or may not be read, which a
   * caller cannot tell apart.
   */
  async assertReadable(entityRef: string): Promise<void> {
    const { definitions, catalog, credentials } = this.options;
    if (definitions.entities.has(entityRef)) {
      return;
    }
    // One that the catalog has since the definitions were read; whatever is not there
    // takes as long
    const { items } = await catalog
      .getEntitiesByRefs(
        {
          entityRefs: [entityRef],
          fields: ['kind', 'metadata.name', 'metadata.namespace'],
        },
        { credentials },
      )
      .catch(error => {
        // A token whose restrictions leave out the catalog reads nothing there
        if (error?.name === 'NotAllowedError') {
          throw notReadable(entityRef);
        }
        throw error;
      });
    if (!items[0]) {
      throw notReadable(entityRef);
    }
  }
}

/** An entity that does not exist, or that the caller may not read. */
export function notReadable(entityRef: string): NotFoundError {
  return new NotFoundError(
    `There is no entity ${entityRef} in the catalog, or you are not allowed to read it`,
  );
}
