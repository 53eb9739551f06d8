import { RootInstanceMetadataService } from '@backstage/backend-plugin-api';
import { Config } from '@backstage/config';
import { ConfigProblem } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { readLibraryConfig } from '@kpi-tree/backstage-plugin-kpi-tree-library';
import { httpMistakes } from '@kpi-tree/backstage-plugin-kpi-tree-node';
import { CONSEQUENCES } from './ConfigReading';
import { missingPackages } from './missingPackages';
import { unknownKeys } from './unknownKeys';

const LIBRARY_STAYS = 'the library in the catalog stays as it is';

/**
 * What is wrong in the configuration in addition to what the backend itself reads: what other
 * packages read of it, keys that nobody reads, and what is not installed.
 */
export async function findProblems(
  root: Config,
  instance: RootInstanceMetadataService,
): Promise<ConfigProblem[]> {
  const mistakes = [
    ...httpMistakes(root).map(mistake => ({
      ...mistake,
      consequence: CONSEQUENCES.http,
    })),
    ...readLibraryConfig(root).mistakes.map(mistake => ({
      ...mistake,
      consequence: LIBRARY_STAYS,
    })),
  ];
  return [
    ...mistakes.map(
      ({ key, message, consequence }): ConfigProblem => ({
        key,
        message: `${message}; until it is corrected, ${consequence}`,
        severity: 'error',
      }),
    ),
    ...missingPackages(root, await instance.getInstalledPlugins()),
    ...unknownKeys(root),
  ];
}
