import {
  EntityProvider,
  EntityProviderConnection,
} from '@backstage/plugin-catalog-node';
import { Entity } from '@backstage/catalog-model';

/**
 * Brings the library into the catalog. Where it is not switched on it is empty,
 * which takes it out again.
 */
export class LibraryEntityProvider implements EntityProvider {
  constructor(private readonly library: Entity[]) {}

  /** {@inheritdoc @backstage/plugin-catalog-node#EntityProvider.getProviderName} */
  getProviderName(): string {
    return 'kpi-tree-library';
  }

  /** {@inheritdoc @backstage/plugin-catalog-node#EntityProvider.connect} */
  async connect(connection: EntityProviderConnection): Promise<void> {
    await connection.applyMutation({
      type: 'full',
      entities: this.library.map(entity => ({
        entity,
        locationKey: this.getProviderName(),
      })),
    });
  }
}
