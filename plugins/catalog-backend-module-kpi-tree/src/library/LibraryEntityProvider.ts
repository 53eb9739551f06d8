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
  /**
   * @param library - `undefined` if it is unknown what it should be: the catalog keeps what
   * it has
   */
  constructor(private readonly library: Entity[] | undefined) {}

  /** {@inheritdoc @backstage/plugin-catalog-node#EntityProvider.getProviderName} */
  getProviderName(): string {
    return 'kpi-tree-library';
  }

  /** {@inheritdoc @backstage/plugin-catalog-node#EntityProvider.connect} */
  async connect(connection: EntityProviderConnection): Promise<void> {
    if (!this.library) {
      return;
    }
    await connection.applyMutation({
      type: 'full',
      entities: this.library.map(entity => ({
        entity,
        locationKey: this.getProviderName(),
      })),
    });
  }
}
