import { isDeepStrictEqual } from 'node:util';
import { Entity } from '@backstage/catalog-model';
import {
  Document,
  isMap,
  isScalar,
  Pair,
  parseAllDocuments,
  Scalar,
  stringify,
  YAMLMap,
} from 'yaml';

/** A stretch of the text that is replaced. */
type Edit = { from: number; to: number; text: string };

/**
 * Sets annotations of an entity in a YAML text. Only the lines of these annotations change:
 * comments, order, quotes and blank lines stay as somebody wrote them. Where annotations are
 * written on one line with others, as in `{ a: b }`, the whole document is written again,
 * with its comments.
 *
 * @param document - that of the entity, as parsed of the text
 */
export function writeAnnotations(
  text: string,
  document: Document.Parsed,
  annotations: Record<string, string>,
): string {
  const [from, , to] = document.range;
  const whole = document.clone() as Document;
  if (!isMap(whole.getIn(['metadata', 'annotations']))) {
    whole.setIn(['metadata', 'annotations'], new YAMLMap());
  }
  for (const [key, value] of Object.entries(annotations)) {
    whole.setIn(['metadata', 'annotations', key], value);
  }
  const edits = editsOf(text, document, annotations);
  const edited = edits && applyEdits(text, edits);
  if (edited !== undefined && hasValues(edited, text, document, whole)) {
    return edited;
  }
  return `${text.slice(0, from)}${whole.toString({ lineWidth: 0 })}${text.slice(
    to,
  )}`;
}

/** The lines to change; nothing if they are written in another way. */
function editsOf(
  text: string,
  document: Document.Parsed,
  annotations: Record<string, string>,
): Edit[] | undefined {
  const metadata = document.get('metadata', true);
  if (!isBlock(metadata)) {
    return undefined;
  }
  const written = metadata.get('annotations', true);
  if (written === undefined && !metadata.has('annotations')) {
    const name = metadata.items.find(item => keyOf(item) === 'name');
    return (
      name && [
        insertAfter(text, name, metadata, [
          'annotations:',
          ...Object.entries(annotations).map(entry => `  ${lineOf(entry)}`),
        ]),
      ]
    );
  }
  if (!isBlock(written)) {
    return undefined;
  }
  const added = Object.entries(annotations).filter(
    ([key]) => !written.has(key),
  );
  const changed = Object.entries(annotations).flatMap(
    ([key, value]): Edit[] => {
      const node = written.get(key, true);
      return node?.range && node.value !== value
        ? [{ from: node.range[0], to: node.range[1], text: quoted(value) }]
        : [];
    },
  );
  const last = written.items[written.items.length - 1];
  return [
    ...changed,
    ...(added.length
      ? [insertAfter(text, last, written, added.map(lineOf))]
      : []),
  ];
}

function isBlock(node: unknown): node is YAMLMap {
  return isMap(node) && !node.flow && node.items.length > 0;
}

function keyOf({ key }: Pair): unknown {
  return isScalar(key) ? key.value : undefined;
}

function insertAfter(
  text: string,
  item: Pair,
  map: YAMLMap,
  lines: string[],
): Edit {
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  const [first] = map.items;
  const start = (first.key as Scalar).range![0];
  const indentation = ' '.repeat(
    start - (text.lastIndexOf('\n', start - 1) + 1),
  );
  const end = (item.value as Scalar | null)?.range?.[1] ?? start;
  // The value of several lines ends behind its last line break
  const isLineEnd = text[end - 1] === '\n';
  const next = isLineEnd ? end - 1 : text.indexOf('\n', end);
  const block = lines.map(line => `${indentation}${line}${eol}`).join('');
  return next < 0
    ? { from: text.length, to: text.length, text: `${eol}${block}` }
    : { from: next + 1, to: next + 1, text: block };
}

function lineOf([key, value]: [string, string]): string {
  return `${key}: ${quoted(value)}`;
}

/** In quotes where YAML would read something else than this text. */
function quoted(value: string): string {
  return stringify(value, { lineWidth: 0, singleQuote: true }).trimEnd();
}

function applyEdits(text: string, edits: Edit[]): string {
  return [...edits]
    .sort((a, b) => b.from - a.from)
    .reduce(
      (result, edit) =>
        `${result.slice(0, edit.from)}${edit.text}${result.slice(edit.to)}`,
      text,
    );
}

/** Whether the text says the same as before, but for what was to be changed. */
function hasValues(
  edited: string,
  text: string,
  document: Document.Parsed,
  whole: Document,
): boolean {
  const before = valuesOf(text);
  const after = valuesOf(edited);
  const at = before.offsets.indexOf(document.range[0]);
  const expected = [...before.values];
  expected[at] = whole.toJS() as Entity;
  return !after.hasErrors && isDeepStrictEqual(after.values, expected);
}

function valuesOf(text: string) {
  const documents = [...parseAllDocuments(text)] as Document.Parsed[];
  return {
    offsets: documents.map(({ range }) => range[0]),
    values: documents.map(document => document.toJS() as unknown),
    hasErrors: documents.some(({ errors }) => errors.length > 0),
  };
}
