import { BackstageCredentials } from '@backstage/backend-plugin-api';
import { NotFoundError } from '@backstage/errors';
import { CatalogService } from '@backstage/plugin-catalog-node';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { Definitions } from '../definitions/Definitions';
import { inChunks } from '../store/chunks';

/** Up to so many entities are asked for by name; for more, which may be read. */
const REFS_BY_NAME = 100;

/**
 * What one caller may see. Where the portal lets everybody read everything nobody
 * is asked; else the catalog, once for many entities, so that conditions become
 * part of its query.
 */
export class Visibility {
  private uids?: Promise<Set<string>>;

  constructor(
    private readonly decision: AuthorizeResult,
    private readonly catalog: CatalogService,
    private readonly credentials: BackstageCredentials,
    private readonly definitions: Definitions,
  ) {}

  /** Whether all there is may be read. */
  get all(): boolean {
    return this.decision === AuthorizeResult.ALLOW;
  }

  /** Those of the entities that may be read, in the same order. */
  async readable(entityRefs: string[]): Promise<string[]> {
    if (this.all) {
      const { entities } = this.definitions;
      const unknown = entityRefs.filter(ref => !entities.has(ref));
      if (!unknown.length) {
        return entityRefs;
      }
      const found = new Set(await this.byName(unknown));
      return entityRefs.filter(ref => entities.has(ref) || found.has(ref));
    }
    if (this.decision === AuthorizeResult.DENY) {
      return [];
    }
    return entityRefs.length > REFS_BY_NAME
      ? this.byUid(entityRefs)
      : this.byName(entityRefs);
  }

  /**
   * @throws `NotFoundError` if the entity does not exist or may not be read,
   * which a caller cannot tell apart.
   */
  async assertReadable(entityRef: string): Promise<void> {
    const [readable] = await this.readable([entityRef]);
    if (!readable) {
      throw notReadable(entityRef);
    }
  }

  private async byName(entityRefs: string[]): Promise<string[]> {
    const readable: string[] = [];
    for (const part of inChunks(entityRefs, REFS_BY_NAME)) {
      const { items } = await this.catalog.getEntitiesByRefs(
        {
          entityRefs: part,
          fields: ['kind', 'metadata.name', 'metadata.namespace'],
        },
        { credentials: this.credentials },
      );
      readable.push(...part.filter((_, index) => items[index]));
    }
    return readable;
  }

  /** The ids of all entities that may be read are one query of the catalog. */
  private async byUid(entityRefs: string[]): Promise<string[]> {
    this.uids ??= this.catalog
      .getEntityFacets(
        { facets: ['metadata.uid'] },
        { credentials: this.credentials },
      )
      .then(({ facets }) => new Set(facets['metadata.uid'].map(f => f.value)));
    const uids = await this.uids;
    return entityRefs.filter(ref => {
      const uid = this.definitions.entities.get(ref)?.uid;
      return uid !== undefined && uids.has(uid);
    });
  }
}

/** An entity that does not exist, or that the caller may not read. */
export function notReadable(entityRef: string): NotFoundError {
  return new NotFoundError(
    `There is no entity ${entityRef} in the catalog, or you may not read it`,
  );
}
