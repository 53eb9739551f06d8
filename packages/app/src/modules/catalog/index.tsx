import {
  coreExtensionData,
  createFrontendModule,
  ExtensionBoundary,
} from '@backstage/frontend-plugin-api';
import catalogPlugin from '@backstage/plugin-catalog/alpha';

/**
 * The page of the catalog takes no columns by configuration. Its own extension stays,
 * with path, filters and settings; only what it shows is another.
 */
const catalogPage = catalogPlugin.getExtension('page:catalog').override({
  *factory(originalFactory, { config, inputs, node }) {
    for (const data of originalFactory()) {
      if (data.id !== coreExtensionData.reactElement.id) {
        yield data;
      }
    }
    const filters = inputs.filters.map(filter =>
      filter.get(coreExtensionData.reactElement),
    );
    yield coreExtensionData.reactElement(
      ExtensionBoundary.lazy(node, () =>
        import('./CatalogPage').then(({ CatalogPage }) => (
          <CatalogPage
            filters={<>{filters}</>}
            pagination={config.pagination}
          />
        )),
      ),
    );
  },
});

export const catalogModule = createFrontendModule({
  pluginId: 'catalog',
  extensions: [catalogPage],
});
