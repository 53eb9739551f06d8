import { JsonValue } from '@backstage/types';
import {
  Document,
  isAlias,
  isMap,
  isNode,
  isScalar,
  isSeq,
  LineCounter,
  Node,
  visit,
} from 'yaml';

/**
 * A place in a text, both from 1.
 *
 * @public
 */
export type TextPlace = { line: number; column: number };

/**
 * Line and column of a field, such as `spec.root.children[0].weight`. What the
 * document does not have is looked for by its value, as the field of a tree that
 * extends another may be one of the other; else the field above it is the place.
 *
 * @param value - what stands in the field, if it is a text
 */
export function locate(
  { document, lines }: { document: Document; lines: LineCounter },
  field: string,
  value?: JsonValue,
): TextPlace {
  const [, path, nodeId] = field.match(/^(.*?)(?: \(node (.+)\))?$/)!;
  const found = walk(document, toKeys(path));
  let { node } = found;
  let offset = found.offset;
  if (nodeId && node) {
    const holder = findMap(node, nodeId);
    node = holder ?? node;
    offset = holder?.range?.[0] ?? offset;
  }
  if ((!found.complete || nodeId) && typeof value === 'string' && node) {
    offset = findScalar(node, value)?.range?.[0] ?? offset;
  }
  const { line, col } = lines.linePos(offset);
  return { line, column: col };
}

/** `metadata.annotations[kpi-tree.io/target.x]` is three keys. */
function toKeys(path: string): (string | number)[] {
  const [, map, name] =
    path.match(/^metadata\.(annotations|labels)\[(.+)\]$/) ?? [];
  return name
    ? ['metadata', map, name]
    : [...path.matchAll(/[^.[\]]+/g)].map(([key]) =>
        /^\d+$/.test(key) ? Number(key) : key,
      );
}

/** Follows the keys as far as they are there. */
function walk(document: Document, keys: (string | number)[]) {
  let node: Node | null = document.contents;
  let offset = node?.range?.[0] ?? 0;
  for (const key of keys) {
    const target: unknown = isAlias(node) ? node.resolve(document) : node;
    let next: unknown;
    if (isMap(target)) {
      const pair = target.items.find(
        item => isScalar(item.key) && item.key.value === key,
      );
      if (isNode(pair?.key)) {
        offset = pair.key.range?.[0] ?? offset;
      }
      next = pair?.value;
    } else if (isSeq(target) && typeof key === 'number') {
      next = target.items[key];
      if (isNode(next)) {
        offset = next.range?.[0] ?? offset;
      }
    }
    if (!isNode(next)) {
      return { node, offset, complete: false };
    }
    node = next;
  }
  return { node, offset, complete: true };
}

function findMap(within: Node, id: string): Node | undefined {
  let found: Node | undefined;
  visit(within, {
    Map(_, map) {
      if (!found && map.get('id') === id) {
        found = map;
      }
    },
  });
  return found;
}

function findScalar(within: Node, value: string): Node | undefined {
  let found: Node | undefined;
  visit(within, {
    Scalar(key, scalar) {
      if (!found && key !== 'key' && scalar.value === value) {
        found = scalar;
      }
    },
  });
  return found;
}
