import { isStorableText } from '@kpi-tree/backstage-plugin-kpi-tree-common';
import {
  Alias,
  Document,
  isAlias,
  isCollection,
  isNode,
  isPair,
  isScalar,
  Node,
  Pair,
} from 'yaml';

/** No definition is deeper; what reads one may call itself so often. */
const DEEPEST = 100;

/** As many values as aliases may stand for in a document. */
const MOST_ALIASED = 10_000;

/** A mistake in a document, and where it is in the text. */
export type DocumentMistake = { offset: number; message: string };

class MistakeError extends Error {
  constructor(readonly mistake: DocumentMistake) {
    super(mistake.message);
  }
}

function fail(node: Node, message: string): never {
  throw new MistakeError({ offset: node.range?.[0] ?? 0, message });
}

/** Goes through a document in the order of its text. */
class Inspection {
  /** How many values each anchor stands for; nothing while it is not at its end. */
  private readonly anchors = new Map<string, number | undefined>();
  private aliased = 0;

  /** @returns how many values there are, with those that aliases stand for */
  inspect(node: unknown, depth: number): number {
    if (isPair(node)) {
      return this.inspectPair(node, depth);
    }
    if (!isNode(node)) {
      return 1;
    }
    if (depth > DEEPEST) {
      fail(node, `is nested more than ${DEEPEST} levels deep: use fewer`);
    }
    if (isAlias(node)) {
      return this.inspectAlias(node);
    }
    const { anchor } = node as { anchor?: string };
    if (anchor) {
      this.anchors.set(anchor, undefined);
    }
    const size = this.sizeOf(node, depth);
    if (anchor) {
      this.anchors.set(anchor, size);
    }
    return size;
  }

  private sizeOf(node: Node, depth: number): number {
    if (isScalar(node)) {
      if (typeof node.value === 'string' && !isStorableText(node.value)) {
        fail(
          node,
          'has a character that cannot be stored, NUL or half of a surrogate pair: leave it out',
        );
      }
      return 1;
    }
    let size = 1;
    if (isCollection(node)) {
      const keys = new Set<unknown>();
      for (const item of node.items) {
        if (isPair(item) && isScalar(item.key)) {
          assertKey(item.key, keys);
        }
        size += this.inspect(item, depth + 1);
      }
    }
    return size;
  }

  private inspectPair({ key, value }: Pair, depth: number): number {
    return this.inspect(key, depth) + this.inspect(value, depth);
  }

  private inspectAlias(alias: Alias): number {
    const { source } = alias;
    const size = this.anchors.get(source);
    if (size === undefined) {
      fail(
        alias,
        this.anchors.has(source)
          ? `*${source} refers to something it is part of: write out what is meant`
          : `*${source} refers to nothing: there is no &${source} before it`,
      );
    }
    this.aliased += size;
    if (this.aliased > MOST_ALIASED) {
      fail(
        alias,
        `*${source} is one alias too many: those of a document may expand to at most ${MOST_ALIASED} values`,
      );
    }
    return size;
  }
}

function assertKey(key: Node & { value: unknown }, keys: Set<unknown>): void {
  const { value } = key;
  if (keys.has(value)) {
    fail(key, `has the key ${shown(value)} twice: leave one out`);
  }
  if (value === '__proto__') {
    fail(
      key,
      'has the key __proto__, which is not the name of a field: leave it out',
    );
  }
  keys.add(value);
}

function shown(value: unknown): string {
  return String(value).slice(0, 100);
}

/**
 * What keeps a document that is right as YAML from being read: a value, or an alias, that
 * stands for more than its text says, a key that is there twice, and texts that cannot be
 * stored. The time it takes is in proportion to the text.
 */
export function documentMistake(
  document: Document.Parsed,
): DocumentMistake | undefined {
  try {
    new Inspection().inspect(document.contents, 0);
    return undefined;
  } catch (error) {
    if (error instanceof MistakeError) {
      return error.mistake;
    }
    throw error;
  }
}
