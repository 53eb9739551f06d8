/**
 * How many bytes the entity card adds to a portal that loads its page anyway:
 *
 *   node benchmarks/cardSize.mjs
 *   node benchmarks/cardSize.mjs --json
 */
import { builtinModules } from 'node:module';
import { join, relative } from 'node:path';
import { gzipSync } from 'node:zlib';
import { build } from 'esbuild';
import { rootDir } from '../scripts/lib/paths.mjs';

/** A portal with nothing but Backstage's catalog. */
const PORTAL = `
  import { createApp } from '@backstage/frontend-defaults';
  import catalogPlugin from '@backstage/plugin-catalog/alpha';
  globalThis.app = createApp({ features: [catalogPlugin] }).createRoot();
`;

/** What of the portal is loaded on demand, but by every page of an entity. */
const ENTITY_PAGE =
  /core-components.dist.index|catalog-react.dist.index|CatalogEntityPage|AboutCard.AboutCard|EntityLinksCard/;

const source = join(rootDir, 'plugins/kpi-tree/src');

const options = {
  absWorkingDir: rootDir,
  bundle: true,
  minify: true,
  write: false,
  metafile: true,
  format: 'esm',
  target: 'es2022',
  // As the bundler of Backstage has it
  mainFields: ['browser', 'module', 'main'],
  jsx: 'automatic',
  outdir: 'out',
  define: { 'process.env.NODE_ENV': '"production"' },
  loader: { '.svg': 'dataurl', '.png': 'dataurl', '.woff2': 'dataurl' },
  external: builtinModules,
  logLevel: 'error',
};

/**
 * The modules that a page of an entity loads without the plugin.
 *
 * @returns {Promise<Set<string>>} their paths
 */
async function modulesOfPortal() {
  const { metafile } = await build({
    ...options,
    splitting: true,
    stdin: { contents: PORTAL, resolveDir: join(rootDir, 'packages/app') },
  });
  const seen = new Set();
  const visit = path => {
    if (!seen.has(path)) {
      seen.add(path);
      for (const { path: next, kind } of metafile.outputs[path].imports) {
        const entryPoint = metafile.outputs[next]?.entryPoint;
        if (kind === 'import-statement' || ENTITY_PAGE.test(entryPoint)) {
          visit(next);
        }
      }
    }
  };
  visit('out/stdin.js');
  return new Set(
    [...seen].flatMap(path => Object.keys(metafile.outputs[path].inputs)),
  );
}

/**
 * Bundles a module with all it imports, except for what is loaded already or on demand.
 *
 * @param {string} contents - of a module among the sources of the plugin
 * @param {Set<string>} loaded
 */
async function bundle(contents, loaded) {
  const leaveOut = {
    name: 'leave-out',
    setup({ onResolve, resolve }) {
      onResolve({ filter: /.*/ }, async ({ path, pluginData, ...from }) => {
        if (pluginData === leaveOut || from.kind === 'entry-point') {
          return undefined;
        }
        if (from.kind === 'dynamic-import') {
          return { path, external: true };
        }
        const found = await resolve(path, { ...from, pluginData: leaveOut });
        return loaded.has(relative(rootDir, found.path))
          ? { path, external: true }
          : undefined;
      });
    },
  };
  const { metafile, outputFiles } = await build({
    ...options,
    stdin: { contents, resolveDir: source },
    plugins: [leaveOut],
  });
  const [{ contents: script }] = outputFiles;
  const [{ inputs }] = Object.values(metafile.outputs);
  return {
    bytes: script.byteLength,
    gzip: gzipSync(script).byteLength,
    /** The bytes of each module, by its path. */
    modules: new Map(
      Object.entries(inputs).map(([path, { bytesInOutput }]) => [
        path,
        bytesInOutput,
      ]),
    ),
  };
}

const START = `
  import plugin from './alpha';
  globalThis.plugin = plugin;
`;
const CARD = `
  import { EntityKpiTreeCard } from './screens/card/EntityKpiTreeCard';
  globalThis.card = EntityKpiTreeCard;
`;

/**
 * Measures what a portal loads because of the plugin: `start` with every page, `card`
 * with that of an entity. What it loads anyway is left out of both.
 */
async function measureCard() {
  const loaded = await modulesOfPortal();
  const start = await bundle(START, loaded);
  const card = await bundle(START + CARD, loaded);
  return { start, card };
}

const { start, card } = await measureCard();
if (process.argv.includes('--json')) {
  const { gzip, modules } = card;
  console.log(JSON.stringify({ gzip, modules: [...modules.keys()] }));
} else {
  const kilobytes = bytes => (bytes / 1024).toFixed(1);
  console.log(`start of the app: ${kilobytes(start.gzip)} KB gzip`);
  console.log(
    `with the card: ${kilobytes(card.gzip)} KB gzip, of which minified`,
  );
  const modules = [...card.modules].sort(([, a], [, b]) => b - a);
  for (const [path, size] of modules.slice(0, 30)) {
    console.log(`  ${kilobytes(size).padStart(5)} KB  ${path}`);
  }
}
