import { RootInstanceMetadataService } from '@backstage/backend-plugin-api';
import { Config } from '@backstage/config';
import { ConfigProblem } from '@kpi-tree/backstage-plugin-kpi-tree-common';

type InstalledPlugins = Awaited<
  ReturnType<RootInstanceMetadataService['getInstalledPlugins']>
>;

const CATALOG_MODULE =
  '@kpi-tree/backstage-plugin-catalog-backend-module-kpi-tree';

const SOURCE_MODULES = '@kpi-tree/backstage-plugin-kpi-tree-backend-module-';

/** The modules that read a part of the configuration, by its key. */
const FAMILIES: Record<string, string> = {
  catalog: 'catalog',
  entityFeedback: 'entity-feedback',
  prometheus: 'prometheus',
  records: 'records',
  scorecard: 'scorecard',
  sql: 'sql',
  techInsights: 'tech-insights',
};

/**
 * What is configured, or needed, and not installed in this backend. A catalog that runs in
 * another backend cannot be asked what it has.
 */
export function missingPackages(
  root: Config,
  installed: InstalledPlugins,
): ConfigProblem[] {
  const modulesOf = (plugin: string) =>
    installed
      .find(({ pluginId }) => pluginId === plugin)
      ?.modules.map(({ moduleId }) => moduleId);
  const config = readAll(root);
  const sources = modulesOf('kpi-tree') ?? [];
  const problems = Object.entries(FAMILIES)
    .filter(([key, moduleId]) => key in config && !sources.includes(moduleId))
    .map(
      ([key, moduleId]): ConfigProblem => ({
        key: `kpiTree.${key}`,
        message: `is configured, but nothing reads it: ${install(
          `${SOURCE_MODULES}${moduleId}`,
        )}`,
        severity: 'error',
      }),
    );
  const ofCatalog = modulesOf('catalog');
  if (ofCatalog && !ofCatalog.includes('kpi-tree')) {
    problems.push({
      key: isOn(config) ? 'kpiTree.library.enabled' : 'kpiTree',
      message: `lacks the kinds Kpi and KpiTree, which the catalog of this backend does not know: it accepts none of them, including those of the library; ${install(
        CATALOG_MODULE,
      )}`,
      severity: 'error',
    });
  }
  return problems;
}

function install(name: string): string {
  return `install ${name} in packages/backend, and add it to src/index.ts: backend.add(import('${name}'))`;
}

function isOn({ library }: Record<string, unknown>): boolean {
  return (library as { enabled?: unknown } | undefined)?.enabled === true;
}

/** That something else stands there is noted by whoever reads it. */
function readAll(root: Config): Record<string, unknown> {
  const config = root.getOptional('kpiTree');
  return typeof config === 'object' && config !== null
    ? (config as Record<string, unknown>)
    : {};
}
