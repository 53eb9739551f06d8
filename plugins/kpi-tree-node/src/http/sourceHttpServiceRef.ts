import {
  coreServices,
  createServiceFactory,
  createServiceRef,
} from '@backstage/backend-plugin-api';
import { Config, readDurationFromConfig } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { durationToMilliseconds } from '@backstage/types';
import type { ConfigMistake } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { ConfigMistakeError, mistakesBehind } from '../source/ConfigMistake';
import { SourceHttp } from './SourceHttp';
import { SourceHttpOptions, UndiciSourceHttp } from './UndiciSourceHttp';

/**
 * The {@link SourceHttp} that all sources of the plugin share, as `kpiTree.http`
 * configures it.
 *
 * @public
 */
export const sourceHttpServiceRef = createServiceRef<SourceHttp>({
  id: 'kpi-tree.source-http',
  scope: 'plugin',
  defaultFactory: async service =>
    createServiceFactory({
      service,
      deps: {
        config: coreServices.rootConfig,
        lifecycle: coreServices.lifecycle,
      },
      factory: ({ config, lifecycle }) => {
        const mistakes = httpMistakes(config);
        if (mistakes.length) {
          return refusing(new ConfigMistakeError(mistakes));
        }
        const http = new UndiciSourceHttp(readHttpOptions(config));
        lifecycle.addShutdownHook(() => http.close());
        return http;
      },
    }),
});

/** Asks nobody: what would be right is not known. */
function refusing({ message }: ConfigMistakeError): SourceHttp {
  return {
    request: async () => {
      throw new InputError(`Nothing is read over HTTP: ${message}`);
    },
  };
}

/**
 * What is wrong with `kpiTree.http`.
 *
 * @public
 */
export function httpMistakes(root: Config): ConfigMistake[] {
  try {
    readHttpOptions(root);
    return [];
  } catch (error) {
    return mistakesBehind(error, 'kpiTree.http');
  }
}

/**
 * Reads `kpiTree.http`.
 *
 * @throws `ConfigMistakeError` that names the key and what would be right
 */
export function readHttpOptions(root: Config): SourceHttpOptions {
  const config = root.getOptionalConfig('kpiTree.http');
  return {
    allow: config?.getOptionalStringArray('allow') ?? [],
    concurrency: positive(config, 'concurrency', 4),
    timeoutMs: config?.has('timeout')
      ? durationToMilliseconds(
          readDurationFromConfig(config, { key: 'timeout' }),
        )
      : 60_000,
    maxBytes: positive(config, 'maxMegabytes', 50) * 1_000_000,
    attempts: positive(config, 'attempts', 4),
    pauseMs: 1_000,
  };
}

function positive(
  config: Config | undefined,
  key: string,
  otherwise: number,
): number {
  const value = config?.getOptionalNumber(key) ?? otherwise;
  if (!Number.isInteger(value) || value < 1) {
    throw new ConfigMistakeError([
      {
        key: `kpiTree.http.${key}`,
        message: `is ${value}: use a whole number such as ${otherwise}`,
      },
    ]);
  }
  return value;
}
