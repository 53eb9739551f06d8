import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { Config } from '@backstage/config';
import {
  addConfiguredSources,
  kpiTreeSourcesExtensionPoint,
  sourceHttpServiceRef,
} from '@kpi-tree/backstage-plugin-kpi-tree-node';
import { recordsSchema } from './configuration/config';
import { readEngineLimits } from './configuration/engineLimits';
import { createReader } from './createReader';
import { ChunkCache } from './kept/ChunkCache';
import { KeptRecords } from './kept/KeptRecords';
import { ReadingEngine } from './kept/ReadingEngine';
import { RecordStore } from './mirror/RecordStore';
import { entitiesOf } from './names/entitiesOf';
import { NamesById } from './names/NamesById';
import { RecordsSource } from './RecordsSource';

/**
 * Adds a source for each entry of `kpiTree.records.sources`.
 *
 * @public
 */
export const kpiTreeModuleRecords = createBackendModule({
  pluginId: 'kpi-tree',
  moduleId: 'records',
  register(env) {
    env.registerInit({
      deps: {
        config: coreServices.rootConfig,
        database: coreServices.database,
        http: sourceHttpServiceRef,
        lifecycle: coreServices.lifecycle,
        logger: coreServices.logger,
        urlReader: coreServices.urlReader,
        sources: kpiTreeSourcesExtensionPoint,
      },
      async init({
        config,
        database,
        http,
        lifecycle,
        logger,
        urlReader,
        sources,
      }) {
        const cache = new ChunkCache();
        let opened: Promise<RecordStore> | undefined;
        const store = () => {
          opened ??= RecordStore.open(database, cache).catch(error => {
            // The next run tries again
            opened = undefined;
            throw error;
          });
          return opened;
        };
        const { limits, mistakes } = readEngineLimits(config);
        if (mistakes.length) {
          sources.addMisconfigured({ id: 'kpiTree.records.engine', mistakes });
        }
        const chunks = async () => (await store()).chunks;
        const reading = new ReadingEngine({ store: chunks, limits });
        lifecycle.addShutdownHook(async () => {
          await reading.close();
          await cache.close();
        });
        const kept = new Set(configuredIds(config));
        addConfiguredSources({
          config,
          key: 'kpiTree.records.sources',
          schema: recordsSchema,
          sources,
          create: source => {
            const { column, id } = entitiesOf(source.settings);
            const createNames = () =>
              column && id
                ? new NamesById({ source: source.id, name: column, id, store })
                : undefined;
            const names = createNames();
            const { keep } = source.settings;
            if (!keep) {
              kept.delete(source.id);
            }
            return new RecordsSource(
              source,
              createReader(source, { http, urlReader, store, names, limits }),
              {
                names,
                limits,
                ...(keep && {
                  kept: new KeptRecords({
                    source: source.id,
                    settings: source.settings,
                    keeping: keep,
                    store: chunks,
                    reading,
                    names: createNames(),
                  }),
                }),
              },
            );
          },
        });
        lifecycle.addStartupHook(async () => {
          try {
            await (await chunks()).removeOthers([...kept]);
          } catch (error) {
            logger.warn(
              `The records of sources that keep none any more are not removed: ${error}`,
            );
          }
        });
      },
    });
  },
});

/** The ids of all sources that are configured, also of those that are so wrongly. */
function configuredIds(config: Config): string[] {
  const sources = config.getOptional('kpiTree.records.sources');
  return Array.isArray(sources)
    ? sources.map(source => String((source as { id?: unknown } | null)?.id))
    : [];
}
