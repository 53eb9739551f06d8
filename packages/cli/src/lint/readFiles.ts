import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import {
  ANNOTATION_LOCATION,
  Entity,
  EntityPolicies,
  FieldFormatEntityPolicy,
  NoForeignRootFieldsEntityPolicy,
  SchemaValidEntityPolicy,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import { NotFoundError } from '@backstage/errors';
import {
  definitionKind,
  withTextAnnotations,
} from '@kpi-tree/backstage-plugin-kpi-tree-common';
import { Document, LineCounter, parseAllDocuments } from 'yaml';
import { Finding, locate } from './locate';

/** An entity and the place of its YAML. */
export type ReadEntity = {
  entity: Entity;
  file: string;
  document: Document;
  lines: LineCounter;
};

/** What the files at some paths hold. */
export type ReadFiles = {
  /** The number of files that have entities. */
  files: number;
  entities: ReadEntity[];
  /** What the catalog would refuse. */
  findings: Finding[];
};

/** Folders that hold nothing that somebody wrote for the catalog. */
const SKIPPED = ['node_modules', 'dist', 'vendor'];

/** What the catalog asks of any entity. */
const envelope = EntityPolicies.allOf([
  new SchemaValidEntityPolicy(),
  new NoForeignRootFieldsEntityPolicy(),
  new FieldFormatEntityPolicy(),
]);

/**
 * Reads the entities in YAML files. Documents that are no entities are none of
 * our business.
 *
 * @param paths - files, or folders with files of any depth
 * @throws `NotFoundError` if a path is not there
 */
export async function readFiles(paths: string[]): Promise<ReadFiles> {
  const result: ReadFiles = { files: 0, entities: [], findings: [] };
  for (const file of new Set(paths.flatMap(yamlFiles))) {
    const before = result.entities.length;
    await readFile(file, result);
    result.files += result.entities.length > before ? 1 : 0;
  }
  return result;
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

async function readFile(file: string, result: ReadFiles): Promise<void> {
  const text = readFileSync(file, 'utf8');
  const lines = new LineCounter();
  const documents = parseAllDocuments(text, { lineCounter: lines });
  for (const document of documents) {
    if (document.errors.length) {
      // Templates of other tools are no YAML, and not for us.
      if (text.includes('kpi-tree.io/')) {
        const [error] = document.errors;
        const at = lines.linePos(error.pos[0]);
        result.findings.push({
          file,
          line: at.line,
          column: at.col,
          message: `is no valid YAML: ${error.message.split('\n')[0]}`,
        });
      }
      continue;
    }
    const value: unknown = document.toJS();
    if (!isEntity(value)) {
      continue;
    }
    const entity = withTextAnnotations({
      ...value,
      metadata: {
        ...value.metadata,
        annotations: {
          ...value.metadata.annotations,
          [ANNOTATION_LOCATION]: `file:${file}`,
        },
      },
    });
    const read = { entity, file, document, lines };
    const mistake = definitionKind(entity) && (await envelopeMistake(entity));
    if (mistake) {
      result.findings.push({
        ...locate(read, mistake.field),
        file,
        entityRef: stringifyEntityRef(entity),
        ...mistake,
      });
    }
    result.entities.push(read);
  }
}

function isEntity(value: unknown): value is Entity {
  const { apiVersion, kind, metadata } = (value ?? {}) as Partial<Entity>;
  return (
    typeof apiVersion === 'string' &&
    typeof kind === 'string' &&
    typeof metadata?.name === 'string'
  );
}

async function envelopeMistake(
  entity: Entity,
): Promise<{ field: string; message: string } | undefined> {
  try {
    await envelope.enforce(entity);
    return undefined;
  } catch (error) {
    const { message } = error as Error;
    const path = message.match(
      /"?((?:metadata|spec|kind|apiVersion)[\w./-]*)"?/,
    );
    return { field: path?.[1] ?? 'metadata', message };
  }
}
