import { rootDir } from './paths.mjs';

/**
 * Where the portal will be, from the same configuration that the portal reads.
 *
 * @param {string[]} args - command line arguments, which may contain `--config`
 * @returns {Promise<{ app: string, backend: string, readiness: string }>}
 */
export async function readPortalUrls(args) {
  const { ConfigSources } = await import('@backstage/config-loader');
  const config = await ConfigSources.toConfig(
    ConfigSources.default({
      // The loader skips the first two, as in `node script.js ...`
      argv: [process.execPath, rootDir, ...args],
      rootDir,
    }),
  );
  const backend = config.getString('backend.baseUrl');
  const urls = {
    app: config.getString('app.baseUrl'),
    backend,
    readiness: new URL('/.backstage/health/v1/readiness', backend).href,
  };
  config.close();
  return urls;
}
