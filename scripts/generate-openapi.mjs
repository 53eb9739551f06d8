/**
 * Generates what the code has of the API from `openapi.yaml`, the one place where its
 * paths, queries and answers are written:
 *
 * - for the backend the document itself, by which its router refuses requests that do not
 *   fit;
 * - for server, client and mock the types of all operations. The answers are the types of
 *   kpi-tree-common with the names of their schemas.
 *
 *   node scripts/generate-openapi.mjs            writes the files
 *   node scripts/generate-openapi.mjs --check    fails if one is out of date, or if a type
 *                                                of kpi-tree-common differs from its schema
 */
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { parseArgs } from 'node:util';
import SwaggerParser from '@apidevtools/swagger-parser';
import openapiTS, { astToString } from 'openapi-typescript';
import prettier from 'prettier';
import ts from 'typescript';
import { parse } from 'yaml';
import { differencesOf, ownTypes } from './lib/openapi-types.mjs';
import { rootDir } from './lib/paths.mjs';

const { values } = parseArgs({ options: { check: { type: 'boolean' } } });
const source = join(
  rootDir,
  'plugins/kpi-tree-backend/src/schema/openapi.yaml',
);
const specFile = source.replace(/\.yaml$/, '.generated.ts');
const contractFile = join(
  rootDir,
  'plugins/kpi-tree-common/src/contract/contract.generated.ts',
);

const notice = `// *****************************************************************
// * GENERATED FROM openapi.yaml, DO NOT EDIT: \`yarn build:openapi\` *
// *****************************************************************
`;

/** @returns {Promise<import('./lib/openapi-types.mjs').Document>} */
async function readDocument() {
  const text = readFileSync(source, 'utf8');
  const document = parse(text);
  if (!/^3\.1\.\d+$/.test(document?.openapi)) {
    throw new Error(`It is not OpenAPI 3.1 but ${document?.openapi}`);
  }
  // The validator resolves references in place: it gets a copy of its own
  await SwaggerParser.validate(parse(text));
  return document;
}

/** @param {import('./lib/openapi-types.mjs').Document} document */
function specOf(document) {
  return `${notice}
import { createValidatedOpenApiRouterFromGeneratedEndpointMap } from '@backstage/backend-openapi-utils';
import type { ApiAnswer, ApiBody, ApiPathParams, ApiQuery } from '@kpi-tree/backstage-plugin-kpi-tree-common';

export type EndpointMap = {
${endpointsOf(document).join('\n')}
};

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
}

/**
 * What each operation takes and answers, by the names that Backstage's typed router has
 * for operations. A mapped type would be too much for the compiler.
 *
 * @param {import('./lib/openapi-types.mjs').Document} document
 * @returns {string[]}
 */
function endpointsOf(document) {
  return Object.entries(document.paths).flatMap(([path, operations]) =>
    Object.entries(operations).map(([method, operation]) => {
      const of = `<'${path}', '${method}'>`;
      const places = (operation.parameters ?? []).map(
        parameter => resolved(document, parameter).in,
      );
      const takesJson = operation.requestBody?.content['application/json'];
      return `'#${method === 'delete' ? '_delete' : method}|${path}': {${[
        places.includes('path') ? `path: ApiPathParams${of};` : '',
        places.includes('query') ? `query: ApiQuery${of};` : '',
        takesJson ? `body: ApiBody${of};` : '',
        `response: ApiAnswer${of};`,
      ].join('')}};`;
    }),
  );
}

/**
 * @param {import('./lib/openapi-types.mjs').Document} document
 * @param {{ $ref?: string, in?: string }} parameter
 * @returns {{ in?: string }}
 */
function resolved(document, parameter) {
  return parameter.$ref
    ? document.components.parameters[String(parameter.$ref.split('/').at(-1))]
    : parameter;
}

/**
 * What the interfaces that are generated are called, as there are others beside them.
 *
 * @type {Record<string, string>}
 */
const publicNames = {
  paths: 'ApiPaths',
  components: 'ApiComponents',
  operations: 'ApiOperations',
};

/** @type {Record<string, string>} */
const described = {
  paths:
    '/**\n * The operations of the REST API by path and method.\n *\n * @public\n */',
  components:
    '/**\n * What operations of the REST API have in common.\n *\n * @public\n */',
  operations:
    '/**\n * The operations of the REST API by name.\n *\n * @public\n */',
};

/**
 * The types of all operations.
 *
 * @param {import('./lib/openapi-types.mjs').Document} document
 * @param {Map<string, string>} own - files of the types that stand for schemas, by name
 */
async function contractOf(document, own) {
  const used = Object.keys(document.components.schemas).filter(name =>
    own.has(name),
  );
  const nodes = await openapiTS(document, {
    transform: (_, { path }) => {
      const name = String(path?.split('/').at(-1));
      return path === `#/components/schemas/${name}` && own.has(name)
        ? ts.factory.createTypeReferenceNode(name)
        : undefined;
    },
  });
  const imports = used.map(
    name => `import type { ${name} } from '../${own.get(name)}';`,
  );
  const types = astToString(nodes)
    .replace(
      /^export interface (\w+) \{/gm,
      (_, name) =>
        `${described[name]}\nexport interface ${publicNames[name]} {`,
    )
    .replace(
      /\b(paths|components|operations)(?=\[)/g,
      name => publicNames[name],
    )
    // What no operation has
    .replace(/^export type (webhooks|\$defs) = .*$/gm, '')
    .replace(/^ *(options|head|patch|trace|header|cookie)\?: never;\n/gm, '')
    // Tags that TSDoc does not know
    .replace(/^ *(\/\*\*|\*) @(enum|default|constant)\b.*\n/gm, line =>
      line.includes('/**') && !line.includes('*/') ? line : '',
    )
    .replace(/@description /g, '');
  return `${notice}\n${imports.join('\n')}\n\n${types}`;
}

/**
 * @param {string} file
 * @param {string} code
 */
async function write(file, code) {
  const options = await prettier.resolveConfig(file);
  const text = prettier.format(code, { ...options, parser: 'typescript' });
  const name = relative(rootDir, file);
  if (!values.check) {
    writeFileSync(file, text);
    console.log(`Wrote ${name}`);
  } else if (!existsSync(file) || readFileSync(file, 'utf8') !== text) {
    throw new Error(`${name} is out of date: run \`yarn build:openapi\``);
  }
}

try {
  const document = await readDocument();
  const own = ownTypes();
  await write(specFile, specOf(document));
  await write(contractFile, await contractOf(document, own));
  const differences = await differencesOf(document, own);
  if (differences.length) {
    throw new Error(
      `Types of kpi-tree-common differ from their schemas:\n${differences.join(
        '\n',
      )}`,
    );
  }
} catch (error) {
  const message = error instanceof Error ? error.message : error;
  console.error(`${relative(rootDir, source)}: ${message}`);
  process.exitCode = 1;
}
