import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { ANNOTATION_LOCATION, Entity } from '@backstage/catalog-model';
import { NotFoundError } from '@backstage/errors';
import {
  readEntities,
  YamlEntity,
  YamlMistake,
} from '@kpi-tree/backstage-plugin-kpi-tree-node';

/** Larger ones hold something else, or were made by mistake. */
const LARGEST_FILE = 10_000_000;

/** What the files at some paths hold. */
export type ReadFiles = {
  /** The number of files that have entities. */
  files: number;
  entities: (YamlEntity & { file: string })[];
  /** What the catalog would refuse. */
  mistakes: (YamlMistake & { file: string })[];
};

/** Folders that hold nothing that somebody wrote for the catalog. */
const SKIPPED = ['node_modules', 'dist', 'vendor'];

/**
 * Reads the entities in YAML files. Documents that are not entities are not our
 * business.
 *
 * @param paths - files, or folders with files of any depth
 * @throws `NotFoundError` if a path is not there
 */
export async function readFiles(paths: string[]): Promise<ReadFiles> {
  const result: ReadFiles = { files: 0, entities: [], mistakes: [] };
  for (const file of new Set(paths.flatMap(yamlFiles))) {
    const bytes = readFileSync(file);
    // Not worth to be parsed: there is no entity without it
    if (!bytes.includes('apiVersion') && !bytes.includes('kpi-tree.io/')) {
      continue;
    }
    if (bytes.length > LARGEST_FILE) {
      result.mistakes.push({
        file,
        line: 1,
        column: 1,
        message: `has ${bytes.length} bytes: split it into files of at most ${LARGEST_FILE}`,
      });
      continue;
    }
    const text = bytes.toString();
    const { entities, mistakes } = await readEntities(text);
    // Templates of other tools are no YAML, and not for us
    const isOurs = entities.length > 0 || text.includes('kpi-tree.io/');
    result.mistakes.push(
      ...mistakes
        .filter(({ field }) => isOurs || field !== undefined)
        .filter(({ entity }) => !entity || !isSkeleton(entity))
        .map(mistake => ({ ...mistake, file })),
    );
    const written = entities.filter(({ entity }) => !isSkeleton(entity));
    result.entities.push(...written.map(each => atFile(each, file)));
    result.files += written.length ? 1 : 0;
  }
  return result;
}

/** Whether a software template fills in the name: the catalog never reads it as it is. */
function isSkeleton({ metadata }: Entity): boolean {
  return String(metadata.name).includes('${{');
}

function atFile(read: YamlEntity, file: string) {
  const { metadata } = read.entity;
  const annotations = {
    ...metadata.annotations,
    [ANNOTATION_LOCATION]: `file:${file}`,
  };
  return {
    ...read,
    file,
    entity: { ...read.entity, metadata: { ...metadata, annotations } },
  };
}

function yamlFiles(path: string): string[] {
  let stats;
  try {
    stats = statSync(path);
  } catch {
    throw new NotFoundError(`There is no file or folder ${path}`);
  }
  if (!stats.isDirectory()) {
    return [path];
  }
  return readdirSync(path, { withFileTypes: true })
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap(entry => {
      const inner = join(path, entry.name);
      if (entry.isDirectory()) {
        return SKIPPED.includes(entry.name) || entry.name.startsWith('.')
          ? []
          : yamlFiles(inner);
      }
      return /\.ya?ml$/.test(entry.name) ? [inner] : [];
    });
}
