/**
 * `yarn build:configuration` writes `docs/configuration.md`, all keys of the configuration,
 * from the `config.d.ts` of the packages; with `--check` it says whether the page is out
 * of date.
 */
import { existsSync, globSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { parseArgs } from 'node:util';
import prettier from 'prettier';
import ts from 'typescript';
import { readJson } from './lib/packages.mjs';
import { rootDir } from './lib/paths.mjs';

const { values } = parseArgs({ options: { check: { type: 'boolean' } } });
const target = join(rootDir, 'docs/configuration.md');

const INTRODUCTION = `# Configuration

Every key of \`app-config.yaml\` that a package reads. A key that is not here is reported on
the tab _Sources_ with the one that was most likely meant.

\`[]\` is an entry of a list, \`*\` a name of your choice. A **duration** is an object such as
\`{ days: 30 }\` or a text such as \`P30D\` or \`30 days\`. What is **secret** is never shown and
never sent to the browser: take it from the environment, as in \`\${TOKEN}\`.

Backstage merges the files of a configuration key by key, and lists as a whole: of two files
with \`records.sources\` only the list of the last one counts, so keep a list in one file.

This page is generated: see \`yarn build:configuration\`.
`;

/** What the types that come from elsewhere are called here. */
const NAMED_TYPES = new Map([
  ['HumanDuration', 'duration'],
  ['SchedulerServiceTaskScheduleDefinitionConfig', 'schedule'],
]);

/**
 * @typedef {object} Key
 * @property {string} path
 * @property {string} type
 * @property {string} text
 * @property {boolean} secret
 * @property {boolean} required
 */

/**
 * The keys of the members of a type.
 *
 * @param {ts.NodeArray<ts.TypeElement>} members
 * @param {string} above - the path of what has them
 * @returns {Key[]}
 */
function keysOf(members, above) {
  return members.flatMap(member => {
    if (ts.isIndexSignatureDeclaration(member)) {
      return keyOf(member.type, `${above}.*`, member, true);
    }
    if (!ts.isPropertySignature(member) || !member.type) {
      throw new Error(`${above}: ${member.getText()} is not a key`);
    }
    const name = member.name.getText();
    return keyOf(
      member.type,
      above ? `${above}.${name}` : name,
      member,
      !member.questionToken,
    );
  });
}

/**
 * @param {ts.TypeNode} type
 * @param {string} path
 * @param {ts.Node} node - what has the comment
 * @param {boolean} required
 * @returns {Key[]}
 */
function keyOf(type, path, node, required) {
  const tags = ts.getJSDocTags(node).map(tag => tag.tagName.text);
  const comment = ts.getJSDocCommentsAndTags(node).find(ts.isJSDoc)?.comment;
  const key = {
    path,
    type: textOf(type),
    text: (ts.getTextOfJSDocComment(comment) ?? '').replace(/\s+/g, ' ').trim(),
    secret: tags.includes('deepVisibility') || isSecret(node),
    required,
  };
  const below = partsOf(type).flatMap(part => {
    if (ts.isTypeLiteralNode(part)) {
      const isMap = part.members.every(ts.isIndexSignatureDeclaration);
      return isMap && !hasKeys(part) ? [] : keysOf(part.members, path);
    }
    const element = elementOf(part);
    return element && ts.isTypeLiteralNode(element)
      ? keysOf(element.members, `${path}[]`)
      : [];
  });
  if (!key.text && !below.length) {
    throw new Error(
      `${path} has no comment in ${
        node.getSourceFile().fileName
      }: say what it is`,
    );
  }
  // An object that only holds others says nothing by itself
  return key.text ? [key, ...below] : below;
}

/** @param {ts.Node} node */
const isSecret = node =>
  ts
    .getJSDocTags(node)
    .some(
      tag =>
        tag.tagName.text === 'visibility' &&
        ts.getTextOfJSDocComment(tag.comment) === 'secret',
    );

/**
 * Whether the values of a map have keys of their own.
 *
 * @param {ts.TypeLiteralNode} map
 */
const hasKeys = map =>
  map.members.some(
    member =>
      ts.isIndexSignatureDeclaration(member) &&
      ts.isTypeLiteralNode(member.type),
  );

/**
 * @param {ts.TypeNode} type
 * @returns {readonly ts.TypeNode[]} of a union its parts
 */
const partsOf = type => (ts.isUnionTypeNode(type) ? type.types : [type]);

/**
 * @param {ts.TypeNode} type
 * @returns {ts.TypeNode | undefined} of a list what it is of
 */
function elementOf(type) {
  if (ts.isArrayTypeNode(type)) {
    return type.elementType;
  }
  const isList =
    ts.isTypeReferenceNode(type) && type.typeName.getText() === 'Array';
  return isList ? type.typeArguments?.[0] : undefined;
}

/**
 * @param {ts.TypeNode} type
 * @returns {string} in words
 */
function textOf(type) {
  const names = partsOf(type).map(part => {
    const element = elementOf(part);
    if (element) {
      return ts.isTypeLiteralNode(element)
        ? 'list'
        : `list of ${textOf(element)}`;
    }
    if (ts.isTypeLiteralNode(part)) {
      return part.members.every(ts.isIndexSignatureDeclaration)
        ? 'map'
        : 'object';
    }
    if (ts.isTypeReferenceNode(part)) {
      const name = part.typeName.getText();
      return NAMED_TYPES.get(name) ?? name;
    }
    return ts.isLiteralTypeNode(part)
      ? `\`${part.getText().replace(/'/g, '')}\``
      : part.getText();
  });
  const isDuration = names.includes('duration');
  return names.filter(name => !(isDuration && name === 'string')).join(' or ');
}

/**
 * @param {string} file - a config.d.ts
 * @returns {Key[]}
 */
function keysOfFile(file) {
  const source = ts.createSourceFile(
    file,
    readFileSync(file, 'utf8'),
    ts.ScriptTarget.ES2022,
    true,
  );
  const config = source.statements.find(
    statement =>
      ts.isInterfaceDeclaration(statement) && statement.name.text === 'Config',
  );
  return keysOf(/** @type {ts.InterfaceDeclaration} */ (config).members, '');
}

/** @param {Key} key */
const row = ({ path, type, text, secret, required }) =>
  `| \`${path.replace(/^kpiTree\./, '')}\` | ${type.replace(/\|/g, '\\|')}${
    secret ? ', secret' : ''
  }${required && !path.endsWith('*') ? ', required' : ''} | ${text.replace(
    /\|/g,
    '\\|',
  )} |`;

/** @param {string} file */
function sectionOf(file) {
  const dir = dirname(file);
  const { name } = readJson(join(rootDir, dir, 'package.json'));
  const keys = keysOfFile(join(rootDir, file));
  const all = keys.every(({ path }) => path.startsWith('kpiTree'));
  return [
    `## ${posix.basename(dir)}`,
    `Read by [\`${name}\`](../${dir}/README.md)${
      all ? ', below `kpiTree`' : ''
    }.`,
    [
      '| key | type | what it is |',
      '| --- | --- | --- |',
      ...keys.map(row),
    ].join('\n'),
  ].join('\n\n');
}

const files = globSync('plugins/*/config.d.ts', { cwd: rootDir }).sort();
const options = await prettier.resolveConfig(target);
const page = prettier.format(
  [INTRODUCTION, ...files.map(sectionOf)].join('\n\n'),
  { ...options, parser: 'markdown' },
);
if (!values.check) {
  writeFileSync(target, page);
  console.log('Wrote docs/configuration.md');
} else if (!existsSync(target) || readFileSync(target, 'utf8') !== page) {
  console.error(
    'docs/configuration.md is out of date: run `yarn build:configuration`',
  );
  process.exitCode = 1;
}
