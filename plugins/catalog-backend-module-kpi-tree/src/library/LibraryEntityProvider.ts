import {
  EntityProvider,
  EntityProviderConnection,
} from '@backstage/plugin-catalog-node';
import {
  LibraryOptions,
  readLibrary,
} from '@kpi-tree/backstage-plugin-kpi-tree-library';

/**
 * Brings the library into the catalog, or takes it out again where it is not
 * switched on.
 */
export class LibraryEntityProvider implements EntityProvider {
  constructor(private readonly options: LibraryOptions | undefined) {}

  /** {@inheritdoc @backstage/plugin-catalog-node#EntityProvider.getProviderName} */
  getProviderName(): string {
    return 'kpi-tree-library';
  }

  /** {@inheritdoc @backstage/plugin-catalog-node#EntityProvider.connect} */
  async connect(connection: EntityProviderConnection): Promise<void> {
    const entities = this.options ? readLibrary(this.options) : [];
    await connection.applyMutation({
      type: 'full',
      entities: entities.map(entity => ({
        entity,
        locationKey: this.getProviderName(),
      })),
    });
  }
}
