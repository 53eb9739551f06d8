/**
 * Generates the TypeScript form of the backend's OpenAPI document, which gives
 * its router the types of requests and responses and lets it refuse requests
 * that do not fit.
 *
 *   node scripts/generate-openapi.mjs            writes the file
 *   node scripts/generate-openapi.mjs --check    fails if it is out of date
 *
 * Other than the plugin's openapi.yaml can be given as an argument; the result
 * lies next to it.
 *
 * It is the file that `backstage-repo-tools package schema openapi generate`
 * writes, without that command's Java program. The types of the answers, which
 * that program would write as well, are those of kpi-tree-common, named in
 * endpoints.ts.
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import SwaggerParser from '@apidevtools/swagger-parser';
import prettier from 'prettier';
import { parse } from 'yaml';
import { rootDir } from './lib/paths.mjs';

const { values, positionals } = parseArgs({
  options: { check: { type: 'boolean' } },
  allowPositionals: true,
});
const source = resolve(
  positionals[0] ??
    join(rootDir, 'plugins/kpi-tree-backend/src/schema/openapi.yaml'),
);
const target = source.replace(/\.ya?ml$/, '.generated.ts');

/** @param {string} file */
async function readDocument(file) {
  const text = readFileSync(file, 'utf8');
  const document = parse(text);
  if (!/^3\.1\.\d+$/.test(document?.openapi)) {
    throw new Error(`It is no OpenAPI 3.1 but ${document?.openapi}`);
  }
  // The validator resolves references in place: it gets a copy of its own
  await SwaggerParser.validate(parse(text));
  return document;
}

/** @param {object} document */
async function generate(document) {
  const code = `// *****************************************************************
// * GENERATED FROM openapi.yaml, DO NOT EDIT: \`yarn build:openapi\` *
// *****************************************************************
import { createValidatedOpenApiRouterFromGeneratedEndpointMap } from '@backstage/backend-openapi-utils';
import { EndpointMap } from './endpoints';

export const spec = ${JSON.stringify(document, null, 2)} as const;
export const createOpenApiRouter = async (
  options?: Parameters<
    typeof createValidatedOpenApiRouterFromGeneratedEndpointMap
  >['1'],
) =>
  createValidatedOpenApiRouterFromGeneratedEndpointMap<EndpointMap>(
    spec,
    options,
  );
`;
  const options = await prettier.resolveConfig(target);
  return prettier.format(code, { ...options, parser: 'typescript' });
}

try {
  const code = await generate(await readDocument(source));
  const name = relative(rootDir, target);
  if (!values.check) {
    writeFileSync(target, code);
    console.log(`Wrote ${name}`);
  } else if (!existsSync(target) || readFileSync(target, 'utf8') !== code) {
    throw new Error(`${name} is out of date: run \`yarn build:openapi\``);
  }
} catch (error) {
  const message = error instanceof Error ? error.message : error;
  console.error(`${relative(rootDir, source)}: ${message}`);
  process.exitCode = 1;
}
