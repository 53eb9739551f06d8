import { stringifyEntityRef } from '@backstage/catalog-model';
import { JsonValue } from '@backstage/types';
import { writtenProblems } from '@internal/kpi-tree';
import { readLibrary } from '@kpi-tree/backstage-plugin-kpi-tree-library';
import { TextPlace } from '@kpi-tree/backstage-plugin-kpi-tree-node';
import { ReadFiles, readFiles } from './readFiles';

/** A mistake and its place in a file. */
export type Finding = TextPlace & {
  file: string;
  entityRef?: string;
  field?: string;
  value?: JsonValue;
  message: string;
};

/** What is checked, and with what beside it. */
export type LintOptions = {
  /** Files and folders that are read but not reported on. */
  context: string[];
  /** Whether the definitions of the library count as being there. */
  library: boolean;
};

/** What came out of it. */
export type LintResult = {
  files: number;
  entities: number;
  /** Whether there were Groups or Users to check owners against. */
  ownersChecked: boolean;
  /** In the order of files and lines. */
  findings: Finding[];
};

/**
 * Checks definitions and annotations in files as the portal does: each by
 * itself, and with each other.
 *
 * @throws `NotFoundError` if a path is not there
 */
export async function lint(
  paths: string[],
  options: LintOptions,
): Promise<LintResult> {
  const read = await readFiles(paths);
  const context = await readFiles(options.context);
  const byRef = new Map<string, ReadFiles['entities'][number]>();
  const findings = read.mistakes.map(
    ({ entity, ...mistake }): Finding => ({
      ...mistake,
      ...(entity ? { entityRef: stringifyEntityRef(entity) } : {}),
    }),
  );
  for (const each of read.entities) {
    const entityRef = stringifyEntityRef(each.entity);
    const other = byRef.get(entityRef);
    if (other) {
      findings.push({
        file: each.file,
        ...each.locate('metadata.name'),
        entityRef,
        field: 'metadata.name',
        value: each.entity.metadata.name,
        message: `${entityRef} is defined in ${other.file} as well: the catalog takes only one of them`,
      });
    } else {
      byRef.set(entityRef, each);
    }
  }
  const written = [...byRef.values()].map(({ entity }) => entity);
  const beside = context.entities.map(({ entity }) => entity);
  const ownersChecked = [...written, ...beside].some(({ kind }) =>
    ['group', 'user'].includes(kind.toLowerCase()),
  );
  for (const problem of writtenProblems(
    written,
    [...beside, ...(options.library ? readLibrary() : [])],
    { checkOwners: ownersChecked },
  )) {
    const at = byRef.get(problem.entityRef);
    if (at) {
      const { location: _, ...rest } = problem;
      findings.push({
        file: at.file,
        ...at.locate(problem.field, problem.value),
        ...rest,
      });
    }
  }
  return {
    files: read.files,
    entities: read.entities.length,
    ownersChecked,
    findings: findings.sort(byPlace),
  };
}

function byPlace(a: Finding, b: Finding): number {
  if (a.file !== b.file) {
    return a.file < b.file ? -1 : 1;
  }
  return a.line - b.line || a.column - b.column;
}
