import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { Entity } from '@backstage/catalog-model';
import { NotFoundError } from '@backstage/errors';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { inChunks } from '../store/chunks';

/**
 * Who may see what: whoever may read an entity in the catalog. Decided for many
 * entities in one question.
 */
export class EntityAccess {
  constructor(private readonly catalog: CatalogService) {}

  /** Those of the entities that the caller may read, in the same order. */
  async readable(
    entityRefs: string[],
    credentials: BackstageCredentials,
  ): Promise<string[]> {
    const readable: string[] = [];
    for (const part of inChunks(entityRefs, 1_000)) {
      const { items } = await this.catalog.getEntitiesByRefs(
        {
          entityRefs: part,
          fields: ['kind', 'metadata.name', 'metadata.namespace'],
        },
        { credentials },
      );
      part.forEach((ref, index) => {
        if (items[index]) {
          readable.push(ref);
        }
      });
    }
    return readable;
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

  /**
   * @throws `NotFoundError` if the entity does not exist or may not be read,
   * which a caller cannot tell apart.
   */
  async assertReadable(
    entityRef: string,
    credentials: BackstageCredentials,
  ): Promise<void> {
    const [readable] = await this.readable([entityRef], credentials);
    if (!readable) {
      throw notReadable(entityRef);
    }
  }
}

/** An entity that does not exist, or that the caller may not read. */
export function notReadable(entityRef: string): NotFoundError {
  return new NotFoundError(
    `There is no entity ${entityRef} in the catalog, or you may not read it`,
  );
}
