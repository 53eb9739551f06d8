import { ANNOTATION_LOCATION, type Entity } from '@backstage/catalog-model';
import { isWebAddress } from '../../parts/links/isWebAddress';

/** The address of the file that the catalog reads an entity from, if that is on the web. */
export function managedUrl(entity: Entity): string | undefined {
  const [, url] =
    /^url:(.*)$/.exec(
      entity.metadata.annotations?.[ANNOTATION_LOCATION] ?? '',
    ) ?? [];
  return url && isWebAddress(url) ? url : undefined;
}
