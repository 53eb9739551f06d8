import { KpiTreeSourcesExtensionPoint } from '../source/extensions';
import { KpiSource } from '../source/KpiSource';
import { mistakesBehind } from '../source/ConfigMistake';

/**
 * Adds the one source of a module. If its configuration is wrong it is left out, and
 * shown with the mistake.
 *
 * @param place - `id`: that of the source; `key`: where it is configured
 * @param create - makes the source; what it throws is the mistake
 *
 * @public
 */
export function addSourceOf(
  sources: KpiTreeSourcesExtensionPoint,
  { id, key }: { id: string; key: string },
  create: () => // Each source has settings of its own
  KpiSource<any>,
): void {
  let source: KpiSource<any>;
  try {
    source = create();
  } catch (error) {
    sources.addMisconfigured({ id, mistakes: mistakesBehind(error, key) });
    return;
  }
  sources.addSource(source, { key });
}
