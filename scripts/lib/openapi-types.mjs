import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import openapiTS, { astToString } from 'openapi-typescript';
import ts from 'typescript';
import { rootDir } from './paths.mjs';

/**
 * The OpenAPI document, as far as it is looked into.
 *
 * @typedef {import('openapi-typescript').OpenAPI3 & {
 *   paths: Record<string, Record<string, {
 *     parameters?: { $ref?: string, in?: string }[],
 *     requestBody?: { content: Record<string, object> },
 *   }>>,
 *   components: {
 *     schemas: Record<string, object>,
 *     parameters: Record<string, { in: string }>,
 *   },
 * }} Document
 */

const sources = join(rootDir, 'plugins/kpi-tree-common/src');

/**
 * Schemas that say more than a type can, or that a type says more exactly: only the type
 * has to fit the schema.
 *
 * - `NewMeasurement`: `required` of its alternatives is not in the generated type
 * - `HeatmapSort`: nor is a `pattern`
 */
const looserSchemas = new Set(['NewMeasurement', 'HeatmapSort']);

/**
 * The files of kpi-tree-common in which types are, by the name of the type; relative to
 * its `src`, without ending.
 *
 * @returns {Map<string, string>}
 */
export function ownTypes() {
  const files = globSync('**/*.ts', { cwd: sources }).filter(
    file => !/__|\.test\.ts$|\.generated\.ts$|index\.ts$/.test(file),
  );
  const found = new Map();
  for (const file of files.sort()) {
    const text = readFileSync(join(sources, file), 'utf8');
    for (const [, name] of text.matchAll(/^export type (\w+)(?= =)/gm)) {
      found.set(name, file.replace(/\.ts$/, ''));
    }
  }
  return found;
}

/**
 * Where a schema and the type of its name do not describe the same, in the compiler's
 * words: each has to be assignable to the other.
 *
 * @param {Document} document - the OpenAPI document
 * @param {Map<string, string>} own - as of {@link ownTypes}
 * @returns {Promise<string[]>}
 */
export async function differencesOf(document, own) {
  const names = Object.keys(document.components.schemas).filter(name =>
    own.has(name),
  );
  const nodes = await openapiTS(document, {
    transform: schema =>
      isAnything(schema)
        ? ts.factory.createKeywordTypeNode(ts.SyntaxKind.AnyKeyword)
        : undefined,
  });
  const lines = names.flatMap(name => [
    `export const ${name}Fits = (x: import('./${own.get(
      name,
    )}').${name}): S['${name}'] => x;`,
    ...(looserSchemas.has(name)
      ? []
      : [
          `export const fits${name} = (x: S['${name}']): import('./${own.get(
            name,
          )}').${name} => x;`,
        ]),
  ]);
  return compile(
    `${astToString(nodes)}\ntype S = components['schemas'];\n${lines.join(
      '\n',
    )}`,
  );
}

/** @param {object} schema */
function isAnything(schema) {
  return Object.keys(schema).every(keyword => keyword === 'description');
}

/**
 * Checks a text as if it were a file of kpi-tree-common.
 *
 * @param {string} text - one type that is compared a line
 * @returns {string[]} the errors, each with the type and its file
 */
function compile(text) {
  const file = join(sources, 'openapiTypes.ts');
  const configFile = join(rootDir, 'tsconfig.json');
  const options = {
    ...ts.getParsedCommandLineOfConfigFile(
      configFile,
      { noEmit: true, incremental: false, emitDeclarationOnly: false },
      { ...ts.sys, onUnRecoverableConfigFileDiagnostic: () => {} },
    )?.options,
  };
  const host = ts.createCompilerHost(options);
  const { getSourceFile, fileExists } = host;
  host.fileExists = name => name === file || fileExists(name);
  host.getSourceFile = (name, ...rest) =>
    name === file
      ? ts.createSourceFile(name, text, ts.ScriptTarget.Latest)
      : getSourceFile(name, ...rest);
  const program = ts.createProgram([file], options, host);
  const diagnostics = [
    ...program.getSyntacticDiagnostics(program.getSourceFile(file)),
    ...program.getSemanticDiagnostics(program.getSourceFile(file)),
  ];
  return diagnostics.map(({ start = 0, messageText }) => {
    const line = text.slice(
      text.lastIndexOf('\n', start) + 1,
      text.indexOf('\n', start),
    );
    const [, module, type] = /import\('\.\/([^']+)'\)\.(\w+)/.exec(line) ?? [];
    return `${type} in ${module}.ts: ${ts.flattenDiagnosticMessageText(
      messageText,
      '\n',
    )}`;
  });
}
