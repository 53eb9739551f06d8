import { readdirSync, existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import ts from 'typescript';
import { KeyTree } from '../configuration/KeyTree';

const plugins = resolve(__dirname, '../../..');

/** The types of the configuration of all packages. */
export const configFiles = readdirSync(plugins)
  .map(name => join(plugins, name, 'config.d.ts'))
  .filter(existsSync);

/** The keys that some types of configuration know under a key of the root. */
export function configKeysOf(files: string[], root: string): KeyTree {
  const program = ts.createProgram(files, {
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    module: ts.ModuleKind.ESNext,
    target: ts.ScriptTarget.ES2022,
    strict: true,
    skipLibCheck: true,
    noEmit: true,
    types: [],
  });
  const checker = program.getTypeChecker();
  const trees = files.flatMap(file => {
    const source = program.getSourceFile(file)!;
    const exported = checker.getSymbolAtLocation(source);
    const config = exported?.exports?.get('Config' as ts.__String);
    const property =
      config && checker.getDeclaredTypeOfSymbol(config).getProperty(root);
    return property ? [keysOf(checker, checker.getTypeOfSymbol(property))] : [];
  });
  return trees.reduce(merge, {});
}

/** @returns `true` for what has any keys, or none */
function keysOf(checker: ts.TypeChecker, type: ts.Type): KeyTree {
  if (type.isUnionOrIntersection()) {
    return type.types
      .filter(each => !(each.flags & ts.TypeFlags.Undefined))
      .map(each => keysOf(checker, each))
      .reduce(merge, true);
  }
  if (!(type.flags & ts.TypeFlags.Object)) {
    return true;
  }
  if (checker.isArrayType(type)) {
    return keysOf(
      checker,
      checker.getTypeArguments(type as ts.TypeReference)[0],
    );
  }
  const values = type.getStringIndexType();
  const own = type
    .getProperties()
    .map((property): [string, KeyTree] => [
      property.getName(),
      keysOf(checker, checker.getTypeOfSymbol(property)),
    ]);
  const entries: [string, KeyTree][] = values
    ? [...own, ['*', keysOf(checker, values)]]
    : own;
  return entries.length ? Object.fromEntries(entries) : true;
}

/** What one of two knows is known. */
function merge(a: KeyTree, b: KeyTree): KeyTree {
  if (a === true || b === true) {
    return a === true ? b : a;
  }
  const merged: Exclude<KeyTree, true> = { ...a };
  for (const [key, tree] of Object.entries(b)) {
    merged[key] = key in merged ? merge(merged[key], tree) : tree;
  }
  return merged;
}
